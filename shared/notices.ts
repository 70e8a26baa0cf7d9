import * as z from 'zod/mini';
import { broadcast, job, request } from './contract.ts';
import { civilDate, delegationId, instant, personId, roomId, suggestionId, unitId } from './ids.ts';
import { phase } from './suggestions.ts';
import { DUTY_LISTS, DUTY_STATES, RULES } from './values/notices.ts';

export const ruleName = z.enum(RULES);

const said = z.object({ title: z.string(), text: z.string() });
/** What a reminder said, in each language: kept as it was said. */
export const reminderWords = z.object({ 'zh-CN': said, en: said });

/** Who owes something. */
export const ower = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unit'), unitId }),
  z.object({ kind: z.literal('person'), personId }),
  z.object({ kind: z.literal('delegation'), delegationId }),
  z.object({ kind: z.literal('committee'), unitId }),
  z.object({ kind: z.literal('office') }),
]);
export type Ower = z.infer<typeof ower>;

/** Something owed in a case: what, by whom, since when, by when. It follows from the case’s history and from nothing else. */
export const duty = z.object({
  dutyId: z.string(),
  rule: ruleName,
  suggestionId,
  roomId,
  number: z.string(),
  title: z.string(),
  ower,
  /** Name of the unit that owes it; empty: no unit does. */
  unitName: z.string(),
  /** Of a contact with the deputies. */
  phase: z.nullable(phase),
  round: z.int(),
  since: civilDate,
  /** null: nothing says by when. */
  due: z.nullable(civilDate),
  state: z.enum(DUTY_STATES),
  closedOn: z.nullable(civilDate),
});
export type Duty = z.infer<typeof duty>;

const cursor = z.nullable(z.string().check(z.maxLength(200)));

/** How many duties are open, of these overdue, and due within a week. */
export const dutyCount = z.object({ open: z.int(), overdue: z.int(), soon: z.int() });
export type DutyCount = z.infer<typeof dutyCount>;

export const listDuties = request({
  name: 'duty:list',
  summary:
    'What is owed, by due date, 50 a page, of one rule, phase of contact or unit or of all; with counts of the same. The office sees all, a unit’s people their unit’s, deputies their own.',
  input: z.object({
    /** Left out: all that is open. */
    state: z.optional(z.enum(DUTY_LISTS)),
    rule: z.optional(ruleName),
    phase: z.optional(phase),
    unitId: z.optional(unitId),
    cursor,
  }),
  output: z.object({ duties: z.array(duty), counts: dutyCount, cursor: z.nullable(z.string()) }),
  faults: ['NOT_ALLOWED'],
});

/** A private word to one person; the room card says the same in public where the rule wants it. */
const ofEveryNotice = {
  noticeId: z.string(),
  personId,
  at: instant,
  readAt: z.nullable(instant),
};
const ofAnyRule = { ...ofEveryNotice, roomId };
export const notice = z.discriminatedUnion('rule', [
  /** A reminder: of one suggestion, or a digest of many. */
  z.object({
    ...ofAnyRule,
    rule: ruleName,
    /** Which of the rule’s reminders: `since+5wd`, `due-7d`, `50%`. */
    offset: z.string(),
    words: reminderWords,
    /** The suggestions it is about, the most urgent first; of many the first ones. `roomId` is the first one’s. */
    about: z.array(
      z.object({ suggestionId, roomId, number: z.string(), title: z.string(), due: z.nullable(civilDate) }),
    ),
    /** How many those are in all. */
    count: z.int(),
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
  /** For administrators: somebody sent what bears the mark of a state secret. Without the words. */
  z.object({
    ...ofEveryNotice,
    rule: z.literal('secret-mark'),
    words: reminderWords,
    by: z.object({ name: z.string(), label: z.string() }),
    /** The request or import, and where in it the mark stood. */
    where: z.string(),
  }),
]);
export type Notice = z.infer<typeof notice>;
/** A reminder of something owed. */
export type DutyNotice = Exclude<Notice, { rule: 'announcement' | 'secret-mark' }>;
/** A reminder of an announcement to be confirmed. */
export type AnnouncementNotice = Extract<Notice, { rule: 'announcement' }>;
/** A word to administrators. */
export type SecretMarkNotice = Extract<Notice, { rule: 'secret-mark' }>;

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
  summary: 'Reads the record again, and says once to one recipient what of these reminders still stands.',
  data: z.object({ parcelId: z.string() }),
});
