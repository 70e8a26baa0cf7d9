import * as z from 'zod/mini';
import { CASE_LINES } from './case-lines.ts';
import { broadcast, request } from './contract.ts';
import type { FaultCode } from './faults.ts';
import { sharedFile } from './files.ts';
import { civilDate, instant, personId, roomId, suggestionId, unitId } from './ids.ts';
import { reminderWords, ruleName } from './notices.ts';
import { seatRole } from './seats.ts';
import { contactMethod, phase } from './suggestions.ts';
import { readable } from './texts.ts';
import {
  isBlank,
  isTooLong,
  MAX_MENTIONS,
  MAX_PAGE,
  MAX_TEXT,
  REACTIONS,
  withUnixLines,
} from './values/messages.ts';

/** Text somebody wrote: not blank, no control characters but tab and line feed, no half of a surrogate pair. */
export const messageText = z.string().check(
  z.maxLength(MAX_TEXT * 2),
  z.overwrite(withUnixLines),
  z.refine((text) => !isTooLong(text), 'too long'),
  z.refine((text) => !isBlank(text), 'blank'),
  ...readable,
);

const line = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most), ...readable);

/** 简报. Written by a bot: a heading and rows of what and how much. */
export const bulletin = z.object({
  type: z.literal('bulletin'),
  title: line(60),
  rows: z.array(z.object({ label: line(40), value: line(200) })).check(
    z.minLength(1),
    z.maxLength(20),
    z.refine((rows) => new Set(rows.map(({ label }) => label)).size === rows.length, 'a label twice'),
  ),
});

/** Cards are data; the words are made by each client in its language. */
export const card = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('welcome'),
    suggestionId,
    number: z.string(),
    title: z.string(),
    leadUnits: z.array(z.string()),
    coUnits: z.array(z.string()),
    assignedOn: civilDate,
    contactDue: z.nullable(civilDate), // nobody owes one when all units are only for reference
    wantsWrittenReply: z.boolean(),
  }),
  z.object({ type: z.literal('service-welcome'), delegationName: z.string() }),
  z.object({
    type: z.literal('reminder'),
    rule: ruleName,
    /** Which of the rule’s reminders: `since+5wd`, `due-7d`, `50%`. */
    offset: z.string(),
    suggestionId,
    /** Of a contact with the deputies. */
    phase: z.nullable(phase),
    unitId: z.nullable(unitId),
    unitName: z.string(),
    due: z.nullable(civilDate),
    words: reminderWords,
  }),
  z.object({
    type: z.literal('contact'),
    suggestionId,
    contactId: z.string(),
    phase,
    unitName: z.string(),
    method: contactMethod,
    at: instant,
    withNames: z.array(z.string()),
    summary: z.string(),
    messageSeqs: z.array(z.int()),
  }),
  /** 公告. Written by a person; with `ackRequired` everybody in the room is asked to answer 收到. */
  z.object({ type: z.literal('announcement'), text: z.string(), ackRequired: z.boolean() }),
  bulletin,
]);
export type Card = z.infer<typeof card>;

export const messageBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('card'), card }),
  /** A picture, document, voice or video note; what became of it changes, its bytes do not. */
  z.object({ kind: z.literal('file'), file: sharedFile }),
  /** Words by the client: `member-joined` {names, why}, `member-left` {names, why}, and what happened in the case. */
  z.object({
    kind: z.literal('system'),
    key: z.enum(['member-joined', 'member-left', ...CASE_LINES]),
    params: z.record(z.string(), z.string()),
  }),
  /** Taken back. The stub stays; what was said is sealed. */
  z.object({ kind: z.literal('recalled'), by: z.string(), byOffice: z.boolean(), why: z.string() }),
  /** A number whose message was never stored (a crash between numbering and storing). Nobody waits for it. */
  z.object({ kind: z.literal('tombstone') }),
]);
export type MessageBody = z.infer<typeof messageBody>;

export const reaction = z.enum(REACTIONS);
export type Reaction = z.infer<typeof reaction>;

/** Whom a message calls. Expanded to people when it is sent: who comes later was not called. */
export const mention = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), personId }),
  z.object({ kind: z.literal('role'), role: seatRole }),
  z.object({ kind: z.literal('everyone') }),
]);
export type Mention = z.infer<typeof mention>;
const mentions = z.array(mention).check(z.maxLength(MAX_MENTIONS));

/** What a message answers, frozen when it was said. After a recall the excerpt is empty and `recalled` is true. */
export const quote = z.object({
  seq: z.int(),
  author: z.string(),
  excerpt: z.string(),
  recalled: z.boolean(),
});
export type Quote = z.infer<typeof quote>;

/** Who speaks, frozen as they were called when they spoke: the record stays readable when people move on. */
export const author = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), personId, name: z.string(), label: z.string() }),
  /** Without an id it is the product itself. */
  z.object({ kind: z.literal('bot'), name: z.string(), botId: z.optional(z.uuid()) }),
]);
export type Author = z.infer<typeof author>;

export const message = z.object({
  messageId: z.string(),
  roomId,
  /** 1, 2, 3 … within the room. */
  seq: z.int().check(z.positive()),
  author,
  body: messageBody,
  at: instant, // the server's clock
  /** The sender's key, given back to the sender's own devices so that they know their message again. */
  sendKey: z.string(),
  /** Number of the room's change that last touched this message; 0: as it was said. The higher one is the newer state. */
  changeSeq: z.int(),
  editedAt: z.optional(instant),
  quote: z.optional(quote),
  mentions: z.optional(z.array(mention)),
  /** How many people the mentions called. */
  notified: z.optional(z.int()),
  reactions: z.optional(z.array(z.object({ reaction, count: z.int() }))),
  /** The caller's own reactions; in answers only, absent in broadcasts. */
  mine: z.optional(z.array(reaction)),
});
export type Message = z.infer<typeof message>;

/** What everybody who speaks in a room may be refused by. */
const SPEAKING = [
  'NOT_A_MEMBER',
  'ROOM_CLOSED',
  'MUTED',
  'SEND_KEY_REUSED',
  'UNKNOWN_MESSAGE',
  'UNKNOWN_PERSON',
  'NOT_ALLOWED',
] as const satisfies readonly FaultCode[];

export const postMessage = request({
  name: 'message:post',
  summary:
    'Says something in a room. Answered after the journaled write; the same sendKey twice is one message.',
  pace: 'post',
  input: z.object({
    roomId,
    text: messageText,
    sendKey: z.uuid(),
    /** Number of the message this answers. */
    replyTo: z.optional(z.int().check(z.positive())),
    mentions: z.optional(mentions),
  }),
  output: message,
  faults: SPEAKING,
});

export const postAnnouncement = request({
  name: 'announcement:post',
  summary:
    'Puts up an announcement; with ackRequired everybody is asked to confirm it. For who leads, handles or serves the case.',
  pace: 'post',
  input: z.object({
    roomId,
    text: messageText,
    sendKey: z.uuid(),
    ackRequired: z.boolean(),
    mentions: z.optional(mentions),
  }),
  output: message,
  faults: SPEAKING.filter((code) => code !== 'UNKNOWN_MESSAGE'),
});

export const countMentions = request({
  name: 'mention:count',
  summary: 'How many people these mentions would call, before anything is said.',
  input: z.object({ roomId, mentions }),
  output: z.object({ notified: z.int() }),
  faults: ['NOT_A_MEMBER', 'UNKNOWN_PERSON', 'NOT_ALLOWED'],
});

/** By number: every number in from…to is settled for ever; those without a message are tombstones. `to` may be less than what was asked. */
export const listMessages = request({
  name: 'message:list',
  summary:
    'History by number: the newest page, or the page before or after a number. Oldest first within the page.',
  input: z.object({
    roomId,
    before: z.optional(z.int().check(z.positive())),
    after: z.optional(z.int().check(z.nonnegative())),
    limit: z.int().check(z.positive(), z.maximum(MAX_PAGE)),
  }),
  output: z.object({ messages: z.array(message), from: z.int(), to: z.int(), head: z.int() }),
  faults: ['NOT_A_MEMBER'],
});

export const messagePosted = broadcast({
  name: 'message:posted',
  summary: 'Something was said in an open room. Told after it was kept.',
  to: 'room',
  body: message,
});

export const mentionNoted = broadcast({
  name: 'mention:noted',
  summary: 'A message calls you by name or by your role; numbers only, no content.',
  to: 'person',
  body: z.object({ roomId, seq: z.int() }),
});
