import * as z from 'zod/mini';
import { broadcast, request } from './contract.ts';
import { instant, personId, roomId } from './ids.ts';
import { author, message, messageBody, messageText, reaction } from './messages.ts';
import { room, roomState } from './rooms.ts';
import { roll, seat } from './seats.ts';
import { readable } from './texts.ts';

const seq = z.int().check(z.positive());
const cursor = z.nullable(z.string().check(z.maxLength(200)));
/** Why something was done by hand: kept with the act, and shown. */
const why = z.string().check(z.trim(), z.maxLength(200), ...readable);

export const editMessage = request({
  name: 'message:edit',
  summary:
    'Puts other words in the place of the caller’s own, for some minutes; the earlier words are kept apart.',
  pace: 'act',
  input: z.object({ roomId, seq, text: messageText }),
  output: message,
  faults: [
    'NOT_A_MEMBER',
    'ROOM_CLOSED',
    'MUTED',
    'UNKNOWN_MESSAGE',
    'MESSAGE_RECALLED',
    'NOT_YOURS',
    'TOO_LATE',
  ],
});

export const recallMessage = request({
  name: 'message:recall',
  summary:
    'Takes a message back: the author within two minutes, the office later and with a reason. A stub stays; what was said is sealed.',
  pace: 'act',
  input: z.object({ roomId, seq, why }),
  output: message,
  faults: ['NOT_A_MEMBER', 'ROOM_CLOSED', 'UNKNOWN_MESSAGE', 'NOT_YOURS', 'TOO_LATE', 'REASON_NEEDED'],
});

export const reactToMessage = request({
  name: 'message:react',
  summary: 'Sets or takes away one of the caller’s reactions. 收到 under an announcement confirms it.',
  pace: 'act',
  input: z.object({ roomId, seq, reaction, on: z.boolean() }),
  output: message,
  faults: ['NOT_A_MEMBER', 'ROOM_CLOSED', 'UNKNOWN_MESSAGE', 'MESSAGE_RECALLED'],
});

export const listReactions = request({
  name: 'reaction:list',
  summary: 'Who reacted to a message, and how.',
  input: z.object({ roomId, seq }),
  output: z.object({ people: z.array(z.object({ seat, reactions: z.array(reaction) })) }),
  faults: ['NOT_A_MEMBER', 'UNKNOWN_MESSAGE'],
});

export const pinMessage = request({
  name: 'message:pin',
  summary: 'Pins a message to the top of its room, or takes it down; ten at most.',
  pace: 'act',
  input: z.object({ roomId, seq, on: z.boolean() }),
  output: room,
  faults: [
    'NOT_A_MEMBER',
    'ROOM_CLOSED',
    'NOT_ALLOWED',
    'UNKNOWN_MESSAGE',
    'MESSAGE_RECALLED',
    'TOO_MANY_PINS',
  ],
});

export const rollAnnouncement = request({
  name: 'announcement:roll',
  summary: 'Who has confirmed an announcement and who has not, by role; 100 people a page.',
  input: z.object({ roomId, seq, cursor }),
  output: roll,
  faults: ['NOT_A_MEMBER', 'UNKNOWN_MESSAGE'],
});

export const remindAnnouncement = request({
  name: 'announcement:remind',
  summary: 'Sends a private notice to those who have not confirmed, and only to them; once an hour.',
  pace: 'act',
  input: z.object({ roomId, seq }),
  output: z.object({ reminded: z.int() }),
  faults: ['NOT_A_MEMBER', 'ROOM_CLOSED', 'UNKNOWN_MESSAGE', 'NOT_ALLOWED', 'MESSAGE_RECALLED'],
});

export const rollRead = request({
  name: 'read:roll',
  summary:
    'Who has read a message and who has not, by role, 100 people a page; and up to which number everybody here has read. Its author is no reader of it; deputies are listed for the author of the message and for the office alone.',
  input: z.object({ roomId, seq, cursor }),
  output: z.object({ roll, commonSeq: z.int() }),
  faults: ['NOT_A_MEMBER', 'UNKNOWN_MESSAGE'],
});

export const countReads = request({
  name: 'read:count',
  summary:
    'How many have read these messages and how many have not, the author never counted; deputies are counted for the author and for the office alone.',
  input: z.object({ roomId, seqs: z.array(seq).check(z.maxLength(100)) }),
  output: z.object({
    counts: z.array(z.object({ seq: z.int(), read: z.int(), unread: z.int() })),
  }),
  faults: ['NOT_A_MEMBER'],
});

export const reportMessage = request({
  name: 'message:report',
  summary: 'Reports a message to the office, with a reason. The same person and message is one report.',
  pace: 'act',
  input: z.object({ roomId, seq, why }),
  output: z.object({ reportId: z.string() }),
  faults: ['NOT_A_MEMBER', 'UNKNOWN_MESSAGE', 'REASON_NEEDED'],
});

const report = z.object({
  reportId: z.string(),
  roomId,
  roomName: z.string(),
  seq: z.int(),
  by: seat,
  why: z.string(),
  at: instant,
});
export type Report = z.infer<typeof report>;

export const listReports = request({
  name: 'report:list',
  summary: 'Reports that wait for the office, oldest first, 30 a page.',
  input: z.object({ cursor }),
  output: z.object({ reports: z.array(report), cursor: z.nullable(z.string()) }),
  faults: ['NOT_ALLOWED'],
});

export const settleReport = request({
  name: 'report:settle',
  summary: 'Ends a report: the message is recalled, or the report is dismissed; with a reason.',
  pace: 'act',
  input: z.object({
    reportId: z.string().check(z.maxLength(200)),
    outcome: z.enum(['recalled', 'dismissed']),
    why,
  }),
  output: z.object({}),
  faults: ['NOT_ALLOWED', 'NOT_FOUND', 'REASON_NEEDED'],
});

export const setRoomState = request({
  name: 'room:set-state',
  summary: 'Makes a room open, read-only or archived; for the office, with a reason.',
  pace: 'act',
  input: z.object({ roomId, state: roomState, why }),
  output: room,
  faults: ['NOT_A_MEMBER', 'NOT_ALLOWED', 'REASON_NEEDED'],
});

export const muteMember = request({
  name: 'member:mute',
  summary: 'A member may not speak until then; null ends it. For the office, with a reason.',
  pace: 'act',
  input: z.object({ roomId, personId, until: z.nullable(instant), why }),
  output: z.object({}),
  faults: ['NOT_A_MEMBER', 'NOT_ALLOWED', 'UNKNOWN_PERSON', 'REASON_NEEDED'],
});

/** One act in a room: what was changed, by whom, why. The numbers are those of `changeSeq`. */
export const act = z.object({
  changeSeq: z.int(),
  kind: z.enum([
    'edited',
    'file-moved',
    'recalled',
    'reacted',
    'pinned',
    'unpinned',
    'state-set',
    'muted',
    'unmuted',
    'reported',
    'report-settled',
    'sealed-read',
    'reminded',
    'header-set',
    'members-changed',
  ]),
  /** The message it is about, if it is about one. */
  seq: z.nullable(z.int()),
  by: z.nullable(seat), // null: the product itself
  /** The member it is about: who was muted or may speak again. */
  about: z.optional(seat),
  /** What the room was made. */
  state: z.optional(roomState),
  why: z.string(),
  at: instant,
});
export type Act = z.infer<typeof act>;

export const listActs = request({
  name: 'act:list',
  summary: 'All acts in a room, newest first, 50 a page; for the office in the room, and for auditors.',
  input: z.object({ roomId, cursor }),
  output: z.object({ acts: z.array(act), cursor: z.nullable(z.string()) }),
  faults: ['NOT_ALLOWED', 'NOT_A_MEMBER'],
});

export const showSealed = request({
  name: 'sealed:show',
  summary:
    'What a recalled message had said, with its earlier words; for auditors of the congress. That it was read, by whom and why, is recorded first.',
  pace: 'act',
  input: z.object({ roomId, seq, why }),
  output: z.object({
    author,
    at: instant,
    body: messageBody,
    /** Earlier words, oldest first. */
    revisions: z.array(z.object({ body: messageBody, until: instant })),
  }),
  faults: ['NOT_ALLOWED', 'NOT_FOUND', 'REASON_NEEDED'],
});

export const reactionMarked = broadcast({
  name: 'reaction:marked',
  summary:
    'Your own reactions to a message, set on another device. `room:changed` does not say them: in case this is lost, ask `room:sync` now and then from before a change to reactions.',
  to: 'person',
  body: z.object({ roomId, seq: z.int(), changeSeq: z.int(), mine: z.array(reaction) }),
});

export const messageReported = broadcast({
  name: 'message:reported',
  summary: 'A report waits for the office of this room.',
  to: 'person',
  body: z.object({ roomId, seq: z.int() }),
});
