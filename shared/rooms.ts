import * as z from 'zod/mini';
import { broadcast, request } from './contract.ts';
import { civilDate, instant, personId, roomId, suggestionId } from './ids.ts';
import { message } from './messages.ts';
import { phase } from './suggestions.ts';

/** suggestion: one suggestion's room (建议办理群); service: a delegation's service room (代表团服务小组). */
export const roomKind = z.enum(['suggestion', 'service']);
export type RoomKind = z.infer<typeof roomKind>;

/** As what somebody sits in a room. Follows from the record; `added` is by hand. */
export const SEAT_ROLES = [
  'lead-deputy', // 领衔代表
  'seconding-deputy', // 附议代表
  'lead-unit', // 主办单位
  'co-unit', // 协办单位
  'separate-unit', // 分办单位
  'reference-unit', // 参阅单位
  'office', // 代表工作机构
  'delegation-deputy', // 代表团代表 (service rooms)
  'service-staff', // 服务人员
] as const;
export const seatRole = z.enum(SEAT_ROLES);
export type SeatRole = z.infer<typeof seatRole>;

export const room = z.object({
  roomId,
  kind: roomKind,
  name: z.string(), // 第7238号代表建议办理群
  title: z.string(),
  number: z.string(),
  suggestionId: z.nullable(suggestionId),
  state: z.enum(['open', 'closed']),
  /** The contact phase the case is in; null for service rooms. */
  phase: z.nullable(phase),
  /** Next day by which somebody owes something. */
  nextDue: z.nullable(civilDate),
  memberCount: z.int(),
  /** Number of the newest message. */
  seq: z.int(),
  /** Counts changes of the room and its members. */
  changeSeq: z.int(),
});
export type RoomHeader = z.infer<typeof room>;

const seat = z.object({
  personId,
  name: z.string(),
  label: z.string(),
  roles: z.array(seatRole),
});
export type Seat = z.infer<typeof seat>;

/** One row of the inbox. `unread` = room.seq − readSeq. */
export const inboxItem = z.object({
  room,
  roles: z.array(seatRole),
  readSeq: z.int(),
  unread: z.int(),
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
  summary: 'Who sits in a room, 100 a page, in the order of their roles.',
  input: z.object({ roomId, cursor }),
  output: z.object({ members: z.array(seat), cursor: z.nullable(z.string()) }),
  faults: ['NOT_A_MEMBER'],
});

export const markRead = request({
  name: 'read:mark',
  summary: 'The caller has read up to this number. It only ever grows, and never beyond the newest message.',
  input: z.object({ roomId, seq: z.int().check(z.nonnegative()) }),
  output: z.object({ readSeq: z.int() }),
  faults: ['NOT_A_MEMBER'],
});

/** At most 50 messages a room; more: `limited`, and the client resets that timeline and fetches anew. */
export const SYNC_MESSAGES = 50;

export const syncRooms = request({
  name: 'room:sync',
  summary:
    'What happened in these rooms beyond the numbers the client holds. `gone`: the caller is no member; `limited`: too much, start from the newest page.',
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
          messages: z.array(message),
        }),
      ]),
    ),
  }),
});

export const headMoved = broadcast({
  name: 'head:moved',
  summary: 'A room of yours that you do not have open has something new; numbers only, no content.',
  to: 'person',
  body: z.object({ roomId, seq: z.int(), changeSeq: z.int(), at: instant }),
});

export const roomChanged = broadcast({
  name: 'room:changed',
  summary: 'Header or members of an open room changed.',
  to: 'room',
  body: room,
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
