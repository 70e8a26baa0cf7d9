import { Fault, type FaultCode } from '../../shared/faults.ts';
import type { RoomId } from '../../shared/ids.ts';
import type { passOnTasks, putOffTasks, quietTasks, readTasks, TaskResults } from '../../shared/tasks.ts';
import type { Rooms } from '../rooms/index.ts';
import type { Suggestions } from '../suggestions/index.ts';
import type { Handler } from '../wire/bind.ts';
import type { Caller } from '../wire/ports.ts';
import type { Gather } from './gather.actions.ts';
import { dayToPutOff } from './put-off.rules.ts';
import type { Row } from './queues.rules.ts';

interface Parts {
  gather: Gather;
  rooms: { tasks: Pick<Rooms['tasks'], 'arrange' | 'markRead'> };
  suggestions: { tasks: Pick<Suggestions['tasks'], 'nameContacts'> };
}

const AT_ONCE = 10; // rooms acted upon side by side

type Set = Parameters<Parts['rooms']['tasks']['arrange']>[0][number]['set'];

/** Each room once, in the order given; where the caller does not sit, there is no row of it. */
async function eachOf({ gather }: Parts, caller: Caller, roomIds: readonly RoomId[]) {
  const { rows, at } = await gather(caller);
  const known = new Map(rows.map((row) => [row.room._id, row]));
  const asked = [...new Set(roomIds)].map((roomId) => ({ roomId, row: known.get(roomId) ?? null }));
  return { asked, at };
}

/** Arranges seats in one statement: for each room what is set there, or why not. */
async function arranged(
  parts: Parts,
  rows: readonly { roomId: RoomId; row: Row | null }[],
  decide: (row: Row) => { set: Set } | { refused: FaultCode },
): Promise<TaskResults> {
  const decided = rows.map(({ roomId, row }) => ({
    roomId,
    row,
    ...(row === null ? { refused: 'NOT_A_MEMBER' as const } : decide(row)),
  }));
  await parts.rooms.tasks.arrange(
    decided.flatMap((each) => ('set' in each && each.row ? { key: each.row.seat._id, set: each.set } : [])),
  );
  return {
    results: decided.map((each) => ({
      roomId: each.roomId,
      refused: 'refused' in each ? each.refused : null,
    })),
  };
}

/** task:later: until a day, as long as the cause is the same. */
export const makePutOffTasks =
  (parts: Parts): Handler<typeof putOffTasks> =>
  async ({ roomIds, until }, caller) => {
    const { asked, at } = await eachOf(parts, caller, roomIds);
    return arranged(parts, asked, (row) => {
      if (until === 'now') return { set: { later: null } };
      const day = dayToPutOff(row, until, at.today);
      if ('refused' in day || row.cause === null)
        return { refused: 'refused' in day ? day.refused : 'NOT_YET' };
      return { set: { later: { until: day.until, cause: row.cause.key } } };
    });
  };

/** task:quiet: from the newest message on, until somebody mentions the caller. */
export const makeQuietTasks =
  (parts: Parts): Handler<typeof quietTasks> =>
  async ({ roomIds, on }, caller) =>
    arranged(parts, (await eachOf(parts, caller, roomIds)).asked, ({ room, quiet, seat }) => {
      if (on && quiet) return { set: { quietFrom: seat.quietFrom ?? null } };
      return { set: { quietFrom: on ? room.seq : null } };
    });

/** task:read: as `read:mark` does, room by room; other devices hear of each. */
export const makeReadTasks =
  (parts: Parts): Handler<typeof readTasks> =>
  async ({ roomIds }, caller, door) =>
    oneByOne((await eachOf(parts, caller, roomIds)).asked, async ({ room }) => {
      await parts.rooms.tasks.markRead({ roomId: room._id, seq: room.seq }, caller, door);
    });

/** task:pass-on: as `track:name-contacts` does, room by room, for the caller’s own unit. */
export const makePassOnTasks =
  (parts: Parts): Handler<typeof passOnTasks> =>
  async ({ roomIds, personIds }, caller, door) =>
    oneByOne((await eachOf(parts, caller, roomIds)).asked, async ({ room: { suggestionId } }) => {
      const { unitId } = caller;
      if (suggestionId === null || unitId === null) throw new Fault('NOT_YOUR_TRACK');
      await parts.suggestions.tasks.nameContacts({ suggestionId, unitId, personIds }, caller, door);
    });

/** Acts in each room by itself: what one refuses is no matter of the others. Doing it again does what is left. */
async function oneByOne(
  rows: readonly { roomId: RoomId; row: Row | null }[],
  act: (row: Row) => Promise<void>,
): Promise<TaskResults> {
  const results: TaskResults['results'] = [];
  for (let from = 0; from < rows.length; from += AT_ONCE)
    results.push(
      ...(await Promise.all(
        rows.slice(from, from + AT_ONCE).map(async ({ roomId, row }) => ({
          roomId,
          refused: row === null ? ('NOT_A_MEMBER' as const) : await refusalOf(() => act(row)),
        })),
      )),
    );
  return { results };
}

async function refusalOf(act: () => Promise<void>): Promise<FaultCode | null> {
  try {
    await act();
    return null;
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
}
