import type * as z from 'zod/mini';
import type { Reply } from './contract.ts';
import { handOverProgressed, runHandOver, showHandOver, startHandOver } from './hand-over.ts';
import { listMessages, messagePosted, postMessage } from './messages.ts';
import {
  deliverReminder,
  listDuties,
  listNotices,
  noticeDelivered,
  readNotice,
  sweepDuties,
} from './notices.ts';
import { listUnitPeople, listUnits } from './org.ts';
import { activateAccount, refreshSession, renewSocket, showMe, signIn, signOut } from './people.ts';
import {
  closeRoom,
  headMoved,
  listInbox,
  listMembers,
  markRead,
  openRoom,
  readMarked,
  roomChanged,
  roomEntered,
  roomRevoked,
  syncRooms,
} from './rooms.ts';
import {
  listContacts,
  listSuggestions,
  nameContacts,
  recordContact,
  reviseSuggestion,
  showSuggestion,
} from './suggestions.ts';

/** The whole wire, in three lists. Server binding, client types, OpenAPI and PROTOCOL.md are derived from them. */
export const requests = [
  signIn,
  refreshSession,
  signOut,
  renewSocket,
  showMe,
  activateAccount,
  listInbox,
  openRoom,
  closeRoom,
  listMembers,
  markRead,
  syncRooms,
  postMessage,
  listMessages,
  showSuggestion,
  listSuggestions,
  reviseSuggestion,
  nameContacts,
  recordContact,
  listContacts,
  startHandOver,
  showHandOver,
  listDuties,
  listNotices,
  readNotice,
  listUnits,
  listUnitPeople,
] as const;

export const broadcasts = [
  messagePosted,
  headMoved,
  roomChanged,
  roomEntered,
  roomRevoked,
  readMarked,
  noticeDelivered,
  handOverProgressed,
] as const;

export const jobs = [runHandOver, sweepDuties, deliverReminder] as const;

export type KnownRequest = (typeof requests)[number];
export type KnownBroadcast = (typeof broadcasts)[number];
export type KnownJob = (typeof jobs)[number];

/** Events a client may emit, typed for socket.io. */
export type ClientToServer = {
  [R in KnownRequest as R['name']]: (
    input: z.input<R['input']>,
    reply: (answer: Reply<z.output<R['output']>>) => void,
  ) => void;
};

/** Events a client may hear, typed for socket.io. */
export type ServerToClient = {
  [B in KnownBroadcast as B['name']]: (body: z.output<B['body']>) => void;
};
