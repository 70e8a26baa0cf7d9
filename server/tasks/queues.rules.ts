import { createHash } from 'node:crypto';
import type { CivilDate, RoomId } from '../../shared/ids.ts';
import type { TaskQueue, TaskReason } from '../../shared/tasks.ts';
import { TASK_QUEUES } from '../../shared/values/tasks.ts';
import type { OpenDuty, RuleName } from '../notices/index.ts';
import type { TaskRoom, TaskSeat } from '../rooms/index.ts';
import type { Brief } from '../suggestions/index.ts';
import { type Cause, dayOf, rankOf } from './reason.rules.ts';

/** One room of somebody with all that decides where it stands. */
export interface Row {
  readonly seat: TaskSeat;
  readonly room: TaskRoom;
  /** null: a service room. */
  readonly brief: Brief | null;
  readonly duties: readonly OpenDuty[];
  readonly causes: readonly Cause[];
  /** The first of the causes. */
  readonly cause: Cause | null;
  readonly unread: number;
  readonly quiet: boolean;
  readonly later: CivilDate | null;
  /** Sorts rooms by reason, then by date, then as the office does. */
  readonly place: string;
  /** The track of the person’s own unit, else the leading one. */
  readonly track: Brief['tracks'][number] | null;
}

type Belongs = (row: Row) => boolean;

/** What is put off is in none of the queues that press. */
const presses =
  (reason: TaskReason): Belongs =>
  ({ causes, later }) =>
    later === null && causes.some((cause) => cause.reason === reason);

const owes =
  (...rules: readonly RuleName[]): Belongs =>
  ({ duties }) =>
    duties.some(({ rule }) => rules.includes(rule));

/** Which rooms a queue has. What is put off or quiet stays in those of the contacts. */
const BELONGS: Readonly<Record<TaskQueue, Belongs>> = {
  first: ({ cause, later }) => cause !== null && cause.reason !== 'unread' && later === null,
  overdue: presses('overdue'),
  soon: presses('soon'),
  unanswered: presses('unanswered'),
  mentioned: presses('mentioned'),
  opinion: presses('opinion'),
  'contact-pre': owes('R6'),
  'contact-mid': owes('R10'),
  'contact-post': owes('R16'),
  feedback: ({ brief }) => brief?.state === 'feedback',
  promises: owes('R21', 'R22'),
  unread: ({ unread, quiet }) => unread > 0 && !quiet,
  later: ({ later }) => later !== null,
  quiet: ({ quiet }) => quiet,
  all: () => true,
};

/** The rooms of a queue, in their order. */
export const inQueue = (rows: readonly Row[], queue: TaskQueue): Row[] =>
  rows.filter(BELONGS[queue]).sort((a, b) => (a.place < b.place ? -1 : 1));

/** How many rooms each queue has. */
export const countsOf = (rows: readonly Row[]): Record<TaskQueue, number> =>
  Object.fromEntries(TASK_QUEUES.map((queue) => [queue, rows.filter(BELONGS[queue]).length])) as Record<
    TaskQueue,
    number
  >;

/** Sorts by reason, then by date, then by number; no two rooms have the same. */
export const placeOf = (
  cause: Cause | null,
  { _id, number, brief }: Pick<TaskRoom, '_id' | 'number'> & { readonly brief: Brief | null },
): string =>
  [
    String(rankOf(cause?.reason ?? null)).padStart(2, '0'),
    cause === null ? '9999-12-31' : dayOf(cause),
    brief?.orderKey ?? number,
    _id,
  ].join(' ');

/** Changes when anything that a row shows does. */
export function markOf({ room, track, cause, duties, unread, quiet, later }: Row): string {
  const { title, number, phase, state } = room;
  const due = duties.map((duty) => [duty.rule, duty.due]).sort();
  const shown = [title, number, phase, state, track, cause?.key, due, unread, quiet, later];
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 16);
}

/** Rows that are no longer as they were shown, and rows that would stand among them now. */
export function changesOf(
  now: readonly Row[],
  shown: readonly { readonly roomId: RoomId; readonly mark: string }[],
  page: number,
): number {
  const marks = new Map(now.map((row) => [row.room._id, row]));
  const known = new Set(shown.map(({ roomId }) => roomId));
  const other = shown.filter(({ roomId, mark }) => {
    const row = marks.get(roomId);
    return row === undefined || markOf(row) !== mark;
  });
  const come = now.slice(0, Math.max(page, shown.length)).filter(({ room }) => !known.has(room._id));
  const wasShort = shown.length < page; // then whatever has come belongs to what is shown
  return other.length + (wasShort ? come.length : come.filter((row) => isAmong(row, shown, marks)).length);
}

/** Whether a room stands before the last one that was shown and is still there. */
function isAmong(
  { place }: Row,
  shown: readonly { readonly roomId: RoomId }[],
  rows: ReadonlyMap<RoomId, Row>,
): boolean {
  const last = shown
    .flatMap(({ roomId }) => rows.get(roomId)?.place ?? [])
    .sort()
    .at(-1);
  return last !== undefined && place < last;
}

/** The part of a list behind a place. */
export const behind = (rows: readonly Row[], cursor: string | null): Row[] => {
  const after = cursor === null ? '' : Buffer.from(cursor, 'base64url').toString();
  return rows.filter(({ place }) => place > after);
};

/** A place as it travels. */
export const cursorOf = (place: string): string => Buffer.from(place).toString('base64url');
