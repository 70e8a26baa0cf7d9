import * as z from 'zod/mini';
import { broadcast, job, request } from './contract.ts';
import { civilDate, instant, personId, roomId, suggestionId, unitId } from './ids.ts';
import { phase } from './suggestions.ts';

/** Something owed: what, by which unit, since when, due when. Opened and closed by events only. */
export const duty = z.object({
  dutyId: z.string(),
  rule: z.literal('R6'),
  suggestionId,
  roomId,
  number: z.string(),
  title: z.string(),
  unitId,
  unitName: z.string(),
  phase,
  since: civilDate,
  due: civilDate,
  state: z.enum(['open', 'done', 'moot']),
  doneAt: z.nullable(instant),
});
export type Duty = z.infer<typeof duty>;

const cursor = z.nullable(z.string().check(z.maxLength(200)));

export const listDuties = request({
  name: 'duty:list',
  summary: 'Open duties by due date, 50 a page: a unit’s people see their unit’s, the office sees all.',
  input: z.object({ cursor }),
  output: z.object({ duties: z.array(duty), cursor: z.nullable(z.string()) }),
  faults: ['NOT_ALLOWED'],
});

/** A private word to one person; the room card says the same in public where the rule wants it. */
const ofAnyRule = {
  noticeId: z.string(),
  personId,
  roomId,
  at: instant,
  readAt: z.nullable(instant),
};
export const notice = z.discriminatedUnion('rule', [
  z.object({
    ...ofAnyRule,
    rule: z.literal('R6'),
    suggestionId,
    number: z.string(),
    title: z.string(),
    unitName: z.string(),
    phase,
    step: z.int(),
    due: civilDate,
  }),
  /** An announcement waits to be confirmed. */
  z.object({
    ...ofAnyRule,
    rule: z.literal('announcement'),
    roomName: z.string(),
    seq: z.int(),
    /** How it begins, as it stands now; empty: it was taken back, or the recipient has left the room. */
    excerpt: z.string(),
    /** Name of who reminds. */
    by: z.string(),
  }),
]);
export type Notice = z.infer<typeof notice>;
/** A reminder of something owed. */
export type DutyNotice = Extract<Notice, { rule: 'R6' }>;
/** A reminder of an announcement to be confirmed. */
export type AnnouncementNotice = Extract<Notice, { rule: 'announcement' }>;

export const listNotices = request({
  name: 'notice:list',
  summary: 'The caller’s private notices, newest first, 30 a page, with the number unread.',
  input: z.object({ cursor }),
  output: z.object({ notices: z.array(notice), unread: z.int(), cursor: z.nullable(z.string()) }),
});

export const readNotice = request({
  name: 'notice:read',
  summary: 'The caller has seen this notice.',
  pace: 'act',
  input: z.object({ noticeId: z.string().check(z.maxLength(300)) }),
  output: notice,
  faults: ['NOT_FOUND'],
});

export const noticeDelivered = broadcast({
  name: 'notice:delivered',
  summary: 'A private notice for you.',
  to: 'person',
  body: notice,
});

export const sweepDuties = job({
  name: 'duties.sweep',
  summary: 'Finds duties whose next reminder is due and hands their deliveries to the queue. Idempotent.',
  data: z.object({}),
});

export const deliverReminder = job({
  name: 'reminder.deliver',
  summary: 'Re-reads the duty, and if it still stands delivers one reminder to one recipient, once.',
  data: z.object({ deliveryId: z.string() }),
});
