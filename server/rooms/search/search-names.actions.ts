import type { CongressId, PersonId, RoomId } from '../../../shared/ids.ts';
import type { FoundName, searchNames } from '../../../shared/search.ts';
import type { Org } from '../../org/index.ts';
import type { Handler } from '../../wire/bind.ts';
import type { AccessRoom } from '../access.actions.ts';
import type { MemberStore } from '../members.store.ts';
import type { RoomStore } from '../room.store.ts';
import { keyOf, type Rank, rankOf, RANKS, readable, type ReadableName } from './pinyin.rules.ts';

export interface SearchNamesParts {
  access: AccessRoom;
  members: MemberStore;
  rooms: RoomStore;
  org: Org;
  /** Monotonic milliseconds. */
  tick: () => number;
}

const MOST_FOUND = 20;
const ASKED_TOGETHER = 50; // people whose seats are read at once

/** A name and how well it fits. */
interface Ranked {
  found: FoundName;
  name: string;
  rank: Rank;
}

/** Somebody's rooms, and whom of a ranked list they may know of. */
interface Horizon {
  rooms: readonly RoomId[];
  visible(people: readonly PersonId[]): Promise<Set<PersonId>>;
}

/** People, units and suggestions by name, number, pinyin or initials; the best twenty. */
export function makeSearchNames(parts: SearchNamesParts): Handler<typeof searchNames> {
  const namesOf = makeNames(parts);
  return async ({ roomId, text }, { personId, congressId }) => {
    const horizon = await horizonOf(parts, personId, roomId);
    const key = keyOf(text);
    const [names, titles] = await Promise.all([namesOf(congressId), parts.rooms.titlesOf(horizon.rooms)]);
    const people = await visibleOf(horizon, best(names.people, key));
    const suggestions = titles.map(({ _id, suggestionId, number, title }) => ({
      found: { kind: 'suggestion' as const, suggestionId, roomId: _id, number, title },
      name: title,
      spellings: [readable(number), readable(`第${number}号`), readable(title)],
    }));
    const all = [...people, ...best(names.units, key), ...best(suggestions, key)];
    return {
      names: all
        .sort(byRank)
        .slice(0, MOST_FOUND)
        .map((r) => r.found),
    };
  };
}

/** With a room: who sits in it. Without: who shares a room. Nobody else is ever named. */
async function horizonOf(
  { access, members }: SearchNamesParts,
  personId: PersonId,
  roomId: RoomId | null,
): Promise<Horizon> {
  if (roomId !== null) {
    await access(personId, roomId);
    const sitting = new Set(await members.idsOfRoom(roomId));
    return {
      rooms: await members.roomsOf(personId),
      visible: (people) => Promise.resolve(new Set(people.filter((id) => sitting.has(id)))),
    };
  }
  const rooms = await members.roomsOf(personId);
  const mine = new Set(rooms);
  return {
    rooms,
    visible: async (people) =>
      mine.size === 0
        ? new Set()
        : new Set((await members.seatsOf(people)).filter((s) => mine.has(s.roomId)).map((s) => s.personId)),
  };
}

/** The best of these people whom the caller may know of. */
async function visibleOf(horizon: Horizon, people: readonly Ranked[]): Promise<Ranked[]> {
  const shown: Ranked[] = [];
  for (let i = 0; i < people.length && shown.length < MOST_FOUND; i += ASKED_TOGETHER) {
    const group = people.slice(i, i + ASKED_TOGETHER);
    const visible = await horizon.visible(group.flatMap(({ found }) => idOf(found)));
    shown.push(...group.filter(({ found }) => idOf(found).some((id) => visible.has(id))));
  }
  return shown;
}

const idOf = (found: FoundName): PersonId[] => (found.kind === 'person' ? [found.personId] : []);

interface Named {
  found: FoundName;
  name: string;
  /** All it is called by. */
  spellings: readonly ReadableName[];
}

/** Those that fit, best first. */
function best(named: readonly Named[], key: readonly string[]): Ranked[] {
  return named
    .flatMap(({ found, name, spellings }): Ranked[] => {
      const ranks = spellings.map((s) => rankOf(key, s));
      const rank = RANKS.find((r) => ranks.includes(r));
      return rank ? [{ found, name, rank }] : [];
    })
    .sort(byRank);
}

/** Better fits, then shorter names, then in the order of their characters. */
const byRank = (a: Ranked, b: Ranked): number =>
  RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank) ||
  a.name.length - b.name.length ||
  (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

interface Names {
  people: Named[];
  units: Named[];
}

const MOST_CONGRESSES = 8;
/** A writer that died before it counted its writing is noticed after this. */
const OLDEST_MS = 300_000;

/** Names of a congress, kept as long as nobody wrote any: the version is read for every request. */
function makeNames({ org, tick }: SearchNamesParts): (id: CongressId) => Promise<Names> {
  const kept = new Map<CongressId, { names: Promise<Names>; version: number; at: number }>();
  return async (id) => {
    const version = await org.namesVersion(id); // before the names: what is written meanwhile makes the copy old
    const known = kept.get(id);
    if (known?.version === version && tick() - known.at < OLDEST_MS) return known.names;
    const names = readNames(org, id);
    kept.delete(id);
    kept.set(id, { names, version, at: tick() });
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_CONGRESSES) break;
      kept.delete(oldest);
    }
    return names.catch((error: unknown) => {
      kept.delete(id);
      throw error;
    });
  };
}

async function readNames(org: Org, id: CongressId): Promise<Names> {
  const [people, units] = await Promise.all([org.people.named(id), org.units.all(id)]);
  return {
    people: people.map(({ _id, name, label }) => ({
      found: { kind: 'person', personId: _id, name, label },
      name,
      spellings: [readable(name)],
    })),
    units: units.map(({ _id, name, shortName, aliases }) => ({
      found: { kind: 'unit', unitId: _id, name },
      name,
      spellings: [...new Set([name, shortName, ...aliases])].map(readable),
    })),
  };
}
