import * as z from 'zod/mini';
import { broadcast, request } from './contract.ts';
import { civilDate, instant, personId, roomId, suggestionId } from './ids.ts';
import { message } from './messages.ts';
import { seat, seatRole } from './seats.ts';
import { phase } from './suggestions.ts';
import { INBOX_TABS, ROOM_STATES } from './values/rooms.ts';

/** suggestion: one suggestion's room (建议办理群); service: a delegation's service room (代表团服务小组). */
export const roomKind = z.enum(['suggestion', 'service']);
export type RoomKind = z.infer<typeof roomKind>;

export const roomState = z.enum(ROOM_STATES);
export type RoomState = z.infer<typeof roomState>;

export const room = z.object({
  roomId,
  kind: roomKind,
  name: z.string(), // 第7238号代表建议办理群
  title: z.string(),
  number: z.string(),
  suggestionId: z.nullable(suggestionId),
  state: roomState,
  /** The contact phase the case is in; null for service rooms. */
  phase: z.nullable(phase),
  /** Next day by which somebody owes something. */
  nextDue: z.nullable(civilDate),
  /** The suggestion is under key supervision (重点督办). */
  supervised: z._default(z.boolean(), false),
  memberCount: z.int(),
  /** Counts changes of the members: who sits here, as what, and who may not speak. A list of them is good for one value. */
  memberVersion: z.int(),
  /** Number of the newest message. */
  seq: z.int(),
  /** Numbers all changes: of messages (edited, recalled, reactions), of the header, of the members. Dense: 1, 2, 3 … */
  changeSeq: z.int(),
  /** Numbers of pinned messages, newest pin first. */
  pins: z.array(z.int()),
});
export type RoomHeader = z.infer<typeof room>;

/** One row of the inbox. `unread` = room.seq − readSeq. */
export const inboxItem = z.object({
  room,
  roles: z.array(seatRole),
  readSeq: z.int(),
  unread: z.int(),
  /** Unread messages that call the caller by name or role, up to 20. */
  mentions: z.array(z.int()),
  lastAt: instant,
  last: z.nullable(z.object({ seq: z.int(), author: z.string(), excerpt: z.string(), kind: z.string() })),
});
export type InboxItem = z.infer<typeof inboxItem>;

const cursor = z.nullable(z.string().check(z.maxLength(200)));

export const listInbox = request({
  name: 'inbox:list',
  summary: 'The caller’s rooms by last activity, newest first, 30 a page.',
  input: z.object({ cursor }),
  output: z.object({ items: z.array(inboxItem), cursor: z.nullable(z.string()), total: z.int() }),
});

export const findInbox = request({
  name: 'inbox:find',
  summary:
    'Those of the caller’s rooms that a tab and a text leave, newest first, 30 a page: the text is sought in title, number and the names of who sits there, by pinyin and initials too. How many rooms each tab has, whatever the text.',
  input: z.object({
    tab: z.enum(INBOX_TABS),
    text: z.string().check(z.trim(), z.maxLength(100)), // '': whatever they are called
    cursor,
  }),
  output: z.object({
    items: z.array(inboxItem),
    cursor: z.nullable(z.string()),
    total: z.int(),
    counts: z.record(z.enum(INBOX_TABS), z.int()),
  }),
});

/** Joins before it reads, so nothing falls between the snapshot and the first broadcast. */
export const openRoom = request({
  name: 'room:open',
  summary:
    'Subscribes the socket to a room and gives its header and what the caller has read. Over HTTP: only reads.',
  input: z.object({ roomId }),
  output: z.object({ room, roles: z.array(seatRole), readSeq: z.int() }),
  faults: ['NOT_A_MEMBER'],
});

export const closeRoom = request({
  name: 'room:close',
  summary: 'Unsubscribes the socket from a room that is no longer on screen.',
  input: z.object({ roomId }),
  output: z.object({}),
});

export const listMembers = request({
  name: 'member:list',
  summary:
    'Who sits in a room, 100 a page, in the order of their roles, at least as new as `memberVersion`. Fetch again when the room’s is higher.',
  input: z.object({ roomId, cursor }),
  output: z.object({ members: z.array(seat), memberVersion: z.int(), cursor: z.nullable(z.string()) }),
  faults: ['NOT_A_MEMBER'],
});

export const markRead = request({
  name: 'read:mark',
  summary: 'The caller has read up to this number. It only ever grows, and never beyond the newest message.',
  input: z.object({ roomId, seq: z.int().check(z.nonnegative()) }),
  output: z.object({ readSeq: z.int() }),
  faults: ['NOT_A_MEMBER'],
});

export const syncRooms = request({
  name: 'room:sync',
  summary:
    'What was said or changed in these rooms beyond the numbers the client holds. `gone`: the caller is no member; `limited`: too much, start from the newest page.',
  input: z.object({
    rooms: z.array(z.object({ roomId, seq: z.int(), changeSeq: z.int() })).check(z.maxLength(50)),
  }),
  output: z.object({
    rooms: z.array(
      z.discriminatedUnion('state', [
        z.object({ state: z.literal('gone'), roomId }),
        z.object({
          state: z.enum(['current', 'limited']),
          roomId,
          room,
          readSeq: z.int(),
          /** Every number beyond the client's up to this one is settled: it is in `messages`, or nothing was said under it. */
          to: z.int(),
          /** New ones, and older ones as they stand after their last change. */
          messages: z.array(message),
        }),
      ]),
    ),
  }),
});

/** A lost last word shows no hole: clients ask this every 30–60 s and when the page becomes visible. */
export const digestHeads = request({
  name: 'head:digest',
  summary:
    'Heads of the caller’s rooms in which something happened since the last digest; numbers only. `limited`: too long ago or too many, refresh the inbox.',
  input: z.object({ since: cursor }),
  output: z.object({
    heads: z.array(z.object({ roomId, seq: z.int(), changeSeq: z.int(), at: instant })),
    since: z.string(),
    limited: z.boolean(),
  }),
});

export const headMoved = broadcast({
  name: 'head:moved',
  summary: 'A room of yours that you do not have open has something new; numbers only, no content.',
  to: 'person',
  body: z.object({ roomId, seq: z.int(), changeSeq: z.int(), at: instant }),
});

/** Who holds changes up to `from` − 1 or beyond holds them up to `room.changeSeq` after this; who holds less asks `room:sync`. */
export const roomChanged = broadcast({
  name: 'room:changed',
  summary:
    'Changes `from` to `room.changeSeq` of an open room: its header, and the messages they touched as they stand now.',
  to: 'room',
  body: z.object({ from: z.int(), room, messages: z.array(message) }),
});

export const roomEntered = broadcast({
  name: 'room:entered',
  summary: 'You are now a member of this room.',
  to: 'person',
  body: z.object({ roomId }),
});

export const roomRevoked = broadcast({
  name: 'room:revoked',
  summary: 'You are no longer a member of this room; drop what you hold of it.',
  to: 'person',
  body: z.object({ roomId }),
});

export const readMarked = broadcast({
  name: 'read:marked',
  summary: 'You read up to here on another device.',
  to: 'person',
  body: z.object({ roomId, personId, readSeq: z.int() }),
});
