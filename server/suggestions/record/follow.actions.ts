import type { CongressId, PersonId, SuggestionId } from '../../../shared/ids.ts';
import type { Duty } from '../../../shared/notices.ts';
import type { Duties, NewDuty } from '../../notices/index.ts';
import type { Org } from '../../org/index.ts';
import { roomIdOf, type Rooms } from '../../rooms/index.ts';
import type { Clock, NewId } from '../../wire/ports.ts';
import { hasRoom } from '../case/case.rules.ts';
import { inLanes } from '../lanes.rules.ts';
import type { LagStore } from './lag.store.ts';
import { membersOf, type Roster } from './members.rules.ts';
import { phaseOf, roomNameOf, seatsKeyOf, unitsOwingFirstContact } from './record.rules.ts';
import type { RecordStore } from './record.store.ts';
import type { LoadRoster } from './roster.actions.ts';
import type { Lag, LeanSuggestion } from './suggestion.store.ts';

export interface FollowParts {
  record: RecordStore;
  lags: LagStore;
  rooms: Pick<Rooms, 'reconcile' | 'setHeader'>;
  duties: Pick<Duties, 'openMany' | 'openOf' | 'close'>;
  org: Pick<Org, 'units'>;
  loadRoster: LoadRoster;
  clock: Clock;
  newId: NewId;
  /** Notes an error nobody foresaw and answers its incident id. */
  onSurprise: (error: unknown, where: string) => string;
}

/** By whom and why seats change. */
export interface Because {
  readonly personId: PersonId | 'system';
  readonly why: string;
}

export interface Follow {
  /** Makes room, duties and header of a handed-over suggestion follow its record. Again: changes nothing. */
  one(id: SuggestionId, because?: Because): Promise<void>;
  /** Follows what has been behind for a while, in batches; how many that were. */
  lagging(): Promise<number>;
  /** Compares all rooms of a congress with the record, after people changed; how many had to move. */
  all(congressId: CongressId, because: Because): Promise<number>;
  /** The note that a room has to follow, to be written together with the change. */
  lagOf(by: PersonId | 'system', why: string): Lag;
}

const MOST_TRIES = 10; // somebody else changes the record each time: leave it to the next pass
const IN_FLIGHT_MS = 10_000; // younger ones are being followed by whoever wrote them
const BATCH = 500;
const LANES = 4;
const CHECKED = { personId: 'system', why: 'check' } as const;

/** Makes rooms follow the record; what a crash interrupts is finished by `lagging`. */
export function makeFollow(parts: FollowParts): Follow {
  const { record, lags, rooms, clock, newId, onSurprise } = parts;

  async function one(id: SuggestionId, given: { shared?: Roster; because?: Because } = {}): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const suggestion = await record.leanById(id);
      if (!suggestion || !hasRoom(suggestion)) return;
      const roster = given.shared ?? (await parts.loadRoster(suggestion.congressId, [suggestion]));
      const seats = membersOf(suggestion, roster);
      const { lag } = suggestion;
      const because = given.because ?? (lag ? { personId: lag.by, why: lag.why } : CHECKED);
      await rooms.reconcile(id, seats, because);
      await followDuties(parts, suggestion, because);
      if (await lags.settle(suggestion, seatsKeyOf(seats))) return;
    }
  }

  const soon = (id: SuggestionId, shared?: Roster) =>
    one(id, shared && { shared }).catch((error: unknown) => void onSurprise(error, 'suggestions: follow'));

  const lagOf = (by: PersonId | 'system', why: string): Lag => ({
    by,
    why,
    since: clock.now(),
    mark: newId(),
  });

  return {
    one: (id, because) => one(id, because && { because }),
    lagOf,
    async lagging() {
      const ids = await lags.behind(new Date(clock.now().getTime() - IN_FLIGHT_MS), BATCH);
      await inLanes(ids, LANES, (id) => soon(id));
      return ids.length;
    },
    async all(congressId, because) {
      const suggestions = await lags.assigned(congressId);
      const roster = await parts.loadRoster(congressId, suggestions);
      const moved = suggestions
        .filter((s) => s.seatsKey !== seatsKeyOf(membersOf(s, roster)))
        .map((s) => s._id);
      await lags.mark(moved, lagOf(because.personId, because.why));
      await inLanes(moved, LANES, (id) => soon(id, roster));
      return moved.length;
    },
  };
}

/** Opens what new lead units owe, closes what is done or what nobody owes any more, and shows it in the header. */
async function followDuties(parts: FollowParts, suggestion: LeanSuggestion, because: Because): Promise<void> {
  const owing = unitsOwingFirstContact(suggestion.tracks);
  const open = await parts.duties.openOf(suggestion._id);
  const surplus = open.filter((d) => !owing.includes(d.unitId));
  const missing = owing.filter((unitId) => !open.some((d) => d.unitId === unitId));
  for (const duty of surplus) await closeDuty(parts, { suggestion, because }, duty);
  if (missing.length > 0) {
    const units = await parts.org.units.byIds(missing);
    await parts.duties.openMany(
      missing.map((unitId) =>
        dutyOfTrack(suggestion, { unitId, unitName: units.get(unitId)?.shortName ?? '' }),
      ),
    );
  }
  const changed = surplus.length + missing.length > 0;
  await showHeader(parts, suggestion, changed ? await parts.duties.openOf(suggestion._id) : open);
}

async function closeDuty(
  { duties, clock }: FollowParts,
  { suggestion, because }: { suggestion: LeanSuggestion; because: Because },
  duty: Duty,
) {
  const track = suggestion.tracks.find((t) => t.unitId === duty.unitId);
  const done = track?.contacted.includes(duty.phase) ?? false;
  await duties.close(duty.dutyId, {
    state: done ? 'done' : 'moot',
    at: clock.now(),
    why: done ? 'contact' : because.why,
  });
}

async function showHeader(
  { rooms }: FollowParts,
  suggestion: LeanSuggestion,
  open: readonly Duty[],
): Promise<void> {
  const dues = open.map((d) => d.due).sort();
  await rooms.setHeader(suggestion._id, {
    name: roomNameOf(suggestion.number, suggestion.title),
    title: suggestion.title,
    phase: phaseOf(suggestion.tracks),
    nextDue: dues[0] ?? null,
  });
}

/** What a track owes: since the hand-over, or since the unit came, whichever is later. */
function dutyOfTrack(suggestion: LeanSuggestion, unit: Pick<NewDuty, 'unitId' | 'unitName'>): NewDuty {
  const track = suggestion.tracks.find((t) => t.unitId === unit.unitId);
  return {
    rule: 'R6',
    congressId: suggestion.congressId,
    suggestionId: suggestion._id,
    roomId: roomIdOf(suggestion._id),
    number: suggestion.number,
    title: suggestion.title,
    ...unit,
    since: track?.since ?? suggestion.assignedOn ?? '',
  };
}
