import * as z from 'zod/mini';
import { request } from './contract.ts';
import { FAULTS, type FaultCode } from './faults.ts';
import { civilDate, instant, personId, roomId, suggestionId, unitId } from './ids.ts';
import { ruleName } from './notices.ts';
import { roomKind, roomState } from './rooms.ts';
import { phase } from './suggestions.ts';
import { TASK_REASONS, TASK_QUEUES, MAX_TASKS, LATER } from './values/tasks.ts';

export const taskReason = z.enum(TASK_REASONS);
export type TaskReason = z.infer<typeof taskReason>;

export const taskQueue = z.enum(TASK_QUEUES);
export type TaskQueue = z.infer<typeof taskQueue>;

const contactState = z.enum(['done', 'current', 'later']);

export const task = z.object({
  room: z.object({
    roomId,
    kind: roomKind,
    name: z.string(),
    number: z.string(),
    title: z.string(),
    suggestionId: z.nullable(suggestionId),
    state: roomState,
    phase: z.nullable(phase),
  }),
  /** The lead deputy, or the delegation that proposed it; empty: neither. */
  lead: z.string(),
  reason: z.nullable(taskReason),
  /** What has to be done: the rule that says so, since when and until when. */
  cause: z.nullable(
    z.object({
      rule: z.nullable(ruleName),
      phase: z.nullable(phase),
      since: z.nullable(civilDate),
      due: z.nullable(civilDate),
    }),
  ),
  /** The three contacts; null: the room has none. */
  contacts: z.nullable(z.object({ pre: contactState, mid: contactState, post: contactState })),
  replyDue: z.nullable(civilDate),
  repliedOn: z.nullable(civilDate),
  /** Who handles it in the unit: 养老处 林科; empty: nobody was named. */
  officer: z.string(),
  unread: z.int(),
  /** Put off until this day. */
  later: z.nullable(civilDate),
  quiet: z.boolean(),
  /** Changes when anything of the row does. */
  mark: z.string(),
});
export type Task = z.infer<typeof task>;

const filter = z.optional(
  z.object({
    /** One of whose units this is. */
    unitId: z.optional(unitId),
    /** The section (处室) that the caller’s unit named. */
    section: z.optional(z.string().check(z.maxLength(100))),
    phase: z.optional(phase),
    /** In number, title or the lead deputy’s name. */
    text: z.optional(z.string().check(z.maxLength(100))),
  }),
);
export type TaskFilter = NonNullable<z.infer<typeof filter>>;

const count = z.int();

export const listTasks = request({
  name: 'task:list',
  summary:
    'The caller’s rooms by what they ask of the caller, the most urgent first, 30 a page; how many each queue has, without regard to the filter.',
  input: z.object({
    queue: taskQueue,
    filter,
    cursor: z.nullable(z.string().check(z.maxLength(300))),
  }),
  output: z.object({
    items: z.array(task),
    cursor: z.nullable(z.string()),
    /** In this queue, by this filter. */
    total: count,
    counts: z.record(taskQueue, count),
    /** Sections of the caller’s unit, to filter by. */
    sections: z.array(z.string()),
    today: civilDate,
    asOf: instant,
  }),
});

export const countTaskChanges = request({
  name: 'task:changes',
  summary:
    'How many rows of a list that was shown are no longer so, or have come among them; nothing on the screen has to move.',
  input: z.object({
    queue: taskQueue,
    filter,
    shown: z.array(z.object({ roomId, mark: z.string().check(z.maxLength(40)) })).check(z.maxLength(600)),
  }),
  output: z.object({ changes: count, counts: z.record(taskQueue, count) }),
});

const rooms = z.array(roomId).check(z.minLength(1), z.maxLength(MAX_TASKS));
const faultCode = z.enum(Object.keys(FAULTS) as [FaultCode, ...FaultCode[]]);

/** Each room by itself: null where it was done. */
export const taskResults = z.object({
  results: z.array(z.object({ roomId, refused: z.nullable(faultCode) })),
});
export type TaskResults = z.infer<typeof taskResults>;

export const putOffTasks = request({
  name: 'task:later',
  summary:
    'Puts rooms off until a day, or until what they ask changes. What is overdue cannot be put off, and what becomes overdue is back.',
  input: z.object({ roomIds: rooms, until: z.enum(LATER) }),
  output: taskResults,
});

export const quietTasks = request({
  name: 'task:quiet',
  summary:
    'Rooms say nothing of what is only unread until somebody mentions the caller; what they owe is shown as before.',
  input: z.object({ roomIds: rooms, on: z.boolean() }),
  output: taskResults,
});

export const readTasks = request({
  name: 'task:read',
  summary: 'The caller has read these rooms up to their newest message.',
  input: z.object({ roomIds: rooms }),
  output: taskResults,
});

export const passOnTasks = request({
  name: 'task:pass-on',
  summary:
    'Names who of the caller’s unit handles these suggestions, each by the rules of track:name-contacts.',
  pace: 'act',
  input: z.object({
    roomIds: rooms,
    personIds: z.array(personId).check(z.minLength(1), z.maxLength(20)),
  }),
  output: taskResults,
});

export const taskRequests = [
  listTasks,
  countTaskChanges,
  putOffTasks,
  quietTasks,
  readTasks,
  passOnTasks,
] as const;
