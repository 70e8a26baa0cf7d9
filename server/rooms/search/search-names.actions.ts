import type { PersonId, RoomId } from '../../../shared/ids.ts';
import type { FoundName, searchNames } from '../../../shared/search.ts';
import type { Org } from '../../org/index.ts';
import type { Handler } from '../../wire/bind.ts';
import type { AccessRoom } from '../access.actions.ts';
import type { MemberStore } from '../members.store.ts';
import type { RoomStore } from '../room.store.ts';
import { best, byRank, type NameOf, type NamesOf, type Ranked } from './names.actions.ts';
import { keyOf, readable } from './pinyin.rules.ts';

export interface SearchNamesParts {
  access: AccessRoom;
  members: MemberStore;
  rooms: RoomStore;
  org: Org;
  namesOf: NamesOf;
}

const MOST_FOUND = 20;
const ASKED_TOGETHER = 50; // people whose seats are read at once

/** Somebody's rooms, and whom of a ranked list they may know of. */
interface Horizon {
  rooms: readonly RoomId[];
  visible(people: readonly PersonId[]): Promise<Set<PersonId>>;
}

/** People, units and suggestions by name, number, pinyin or initials; the best twenty. */
export function makeSearchNames(parts: SearchNamesParts): Handler<typeof searchNames> {
  const { namesOf } = parts;
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
    const found = all.sort(byRank).slice(0, MOST_FOUND);
    return {
      names: await withNumbers(
        parts.org,
        found.map((r) => r.found),
      ),
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

const idOf = (found: NameOf): PersonId[] => (found.kind === 'person' ? [found.personId] : []);

/** People with their numbers, masked. */
async function withNumbers({ people }: Org, found: readonly NameOf[]): Promise<FoundName[]> {
  const numbers = await people.maskedNumbers(found.flatMap(idOf));
  return found.map((one) =>
    one.kind === 'person' ? { ...one, number: numbers.get(one.personId) ?? null } : one,
  );
}
