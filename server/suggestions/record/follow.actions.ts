import type { CongressId, PersonId, SuggestionId } from '../../../shared/ids.ts';
import type { Rooms } from '../../rooms/index.ts';
import type { Clock, NewId } from '../../wire/ports.ts';
import { hasRoom } from '../case/case.rules.ts';
import { inLanes } from '../../ops/lanes.ts';
import { headerOf } from './followed.rules.ts';
import type { LagStore } from './lag.store.ts';
import { membersOf, type Roster } from './members.rules.ts';
import { seatsKeyOf } from './record.rules.ts';
import type { RecordStore } from './record.store.ts';
import type { LoadRoster } from './roster.actions.ts';
import type { Lag } from './suggestion.store.ts';

export interface FollowParts {
  record: RecordStore;
  lags: LagStore;
  rooms: Pick<Rooms, 'reconcile' | 'setHeader'>;
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
  /** Makes room and header of a handed-over suggestion follow its record. Again: changes nothing. */
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
      await rooms.setHeader(id, headerOf(suggestion));
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
