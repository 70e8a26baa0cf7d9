import { groupedBy } from '../../shared/grouped.ts';
import type { PersonId, SuggestionId, UnitId } from '../../shared/ids.ts';
import type { Duties, Holder } from '../notices/index.ts';
import { daysAt } from '../notices/index.ts';
import type { Calendar } from '../org/index.ts';
import type { Rooms, TaskRoom, TaskSeat } from '../rooms/index.ts';
import type { Brief, Suggestions } from '../suggestions/index.ts';
import type { Caller, Clock } from '../wire/ports.ts';
import { placeOf, type Row } from './queues.rules.ts';
import { type At, causesOf, isQuiet, type Known, NO_TASKS, putOffUntil, unreadOf } from './reason.rules.ts';

export interface GatherParts {
  rooms: { tasks: Pick<Rooms['tasks'], 'seats' | 'rooms'> };
  suggestions: { tasks: Pick<Suggestions['tasks'], 'briefs' | 'unansweredIn'> };
  duties: Pick<Duties, 'openInShort'>;
  calendar: Pick<Calendar, 'forCongress'>;
  clock: Clock;
}

/** All rooms of somebody, each with what it asks. */
export interface Gathered {
  readonly rows: readonly Row[];
  readonly at: At;
}

export type Gather = (caller: Caller) => Promise<Gathered>;

/**
 * Reads all rooms of somebody in a handful of statements, however many they are, and keeps nothing: seats first, for they
 * say what may be seen, then rooms, duties and the record at once; last, who really waits of those who are said to wait.
 */
export const makeGather =
  ({ rooms, suggestions, duties, calendar, clock }: GatherParts): Gather =>
  async (caller) => {
    const seats = await rooms.tasks.seats(caller.personId);
    const [found, owed, days] = await Promise.all([
      rooms.tasks.rooms(seats.map((s) => s.roomId)),
      duties.openInShort(holdersOf(caller), NO_TASKS),
      calendar.forCongress(caller.congressId),
    ]);
    const ids = [...found.values()].flatMap((room) => room.suggestionId ?? []);
    const briefs = await suggestions.tasks.briefs(ids);
    const byRoom = groupedBy(owed, (duty) => duty.roomId);
    const waiting = owed.filter(({ rule, roomId }) => rule === 'R7' && found.has(roomId));
    const unanswered = await suggestions.tasks.unansweredIn(
      [...new Set(waiting.map((duty) => found.get(duty.roomId)?.suggestionId))].flatMap(
        (id) => (id && briefs.get(id)) ?? [],
      ),
    );
    const at = { ...daysAt(clock.now()), days };
    const rows = seats.flatMap((seat) => {
      const room = found.get(seat.roomId);
      if (!room) return [];
      const known = {
        ...{ seat, seq: room.seq, duties: byRoom.get(room._id) ?? [] },
        unansweredOn: (room.suggestionId && unanswered.get(room.suggestionId)) ?? null,
      };
      return [rowOf({ seat, room, brief: briefOf(briefs, room) }, known, { at, unitId: caller.unitId })];
    });
    return { rows, at };
  };

const briefOf = (briefs: ReadonlyMap<SuggestionId, Brief>, { suggestionId }: TaskRoom): Brief | null =>
  (suggestionId && briefs.get(suggestionId)) ?? null;

/** Whose duties are somebody’s business: their own, their unit’s, for the office the office’s, for who heads a delegation its own. */
function holdersOf({ personId, unitId, congressId, roles, delegationId }: Caller): Holder[] {
  const heads = roles.includes('delegation-head') && delegationId !== null;
  return [
    heads ? { $and: [{ $or: [{ personId }, { delegationId }] }] } : { personId: personId satisfies PersonId },
    ...(unitId === null ? [] : [{ unitId: unitId satisfies UnitId }]),
    ...(roles.includes('office') ? [{ congressId, 'ower.kind': 'office' } as const] : []),
  ];
}

function rowOf(
  { seat, room, brief }: { seat: TaskSeat; room: TaskRoom; brief: Brief | null },
  known: Known,
  { at, unitId }: { at: At; unitId: UnitId | null },
): Row {
  const causes = causesOf(known, at);
  const cause = causes[0] ?? null;
  const tracks = brief?.tracks ?? [];
  const track = tracks.find((t) => t.unitId === unitId) ?? tracks.find((t) => t.role === 'lead') ?? tracks[0];
  return {
    ...{ seat, room, brief, causes, cause, duties: known.duties, track: track ?? null },
    ...{ unread: unreadOf(known), quiet: isQuiet(seat), later: putOffUntil(seat, cause, at.today) },
    place: placeOf(cause, { ...room, brief }),
  };
}
