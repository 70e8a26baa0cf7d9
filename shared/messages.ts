import * as z from 'zod/mini';
import { broadcast, request } from './contract.ts';
import { civilDate, instant, personId, roomId, suggestionId, unitId } from './ids.ts';
import { contactMethod, phase } from './suggestions.ts';

/** Longest text, in characters (code points) as people count them. */
export const MAX_TEXT = 5_000;
/** Most messages in one page of history. */
export const MAX_PAGE = 100;

const BLANK = /^[\s\p{Cf}\p{Cc}]*$/u;
const HALF_PAIR = /\p{Cs}/u;
const CONTROL = /(?![\t\n])\p{Cc}/u;

/** Text somebody wrote: not blank, no control characters but tab and line feed, no half of a surrogate pair. */
export const messageText = z.string().check(
  z.maxLength(MAX_TEXT * 2),
  z.overwrite((text) => text.replaceAll('\r\n', '\n')),
  z.refine((text) => text.length <= MAX_TEXT || Array.from(text).length <= MAX_TEXT, 'too long'),
  z.refine((text) => !BLANK.test(text), 'blank'),
  z.refine((text) => !CONTROL.test(text), 'control character'),
  z.refine((text) => !HALF_PAIR.test(text), 'unpaired surrogate'),
);

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
    rule: z.literal('R6'),
    suggestionId,
    phase,
    unitId,
    unitName: z.string(),
    /** Working days since hand-over at which this reminder stands: 5, 10, 15, 20. */
    step: z.int(),
    due: civilDate,
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
]);
export type Card = z.infer<typeof card>;

export const messageBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('card'), card }),
  /** Words by the client: `member-joined` {names, why}, `member-left` {names, why}. */
  z.object({
    kind: z.literal('system'),
    key: z.enum(['member-joined', 'member-left']),
    params: z.record(z.string(), z.string()),
  }),
  /** A number whose message was never stored (a crash between numbering and storing). Nobody waits for it. */
  z.object({ kind: z.literal('tombstone') }),
]);
export type MessageBody = z.infer<typeof messageBody>;

/** Who speaks, frozen as they were called when they spoke: the record stays readable when people move on. */
export const author = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), personId, name: z.string(), label: z.string() }),
  z.object({ kind: z.literal('bot'), name: z.string() }),
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
});
export type Message = z.infer<typeof message>;

export const postMessage = request({
  name: 'message:post',
  summary:
    'Says something in a room. Answered after the journaled write; the same sendKey twice is one message.',
  pace: 'post',
  input: z.object({ roomId, text: messageText, sendKey: z.uuid() }),
  output: message,
  faults: ['NOT_A_MEMBER', 'ROOM_CLOSED', 'SEND_KEY_REUSED'],
});

/** By number: numbers in from…to that have no message are tombstones. */
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
