import type * as z from 'zod/mini';
import { absenceRequests } from './absences.ts';
import { assigningRequests } from './assigning.ts';
import { botRequests } from './bots.ts';
import { commitmentRequests } from './commitments.ts';
import { confirmContact } from './contacts.ts';
import type { Reply } from './contract.ts';
import { feedbackRequests } from './feedback.ts';
import { figureRequests } from './figures.ts';
import {
  addressFiles,
  beginFile,
  cancelFile,
  carryOnFile,
  correctTranscript,
  hearVoice,
  listFiles,
  listHeard,
  packFiles,
  voiceHeard,
} from './file-acts.ts';
import { fileTypesRequests } from './file-types.ts';
import { handlingRequests } from './handling.ts';
import { handOverProgressed, runHandOver, showHandOver, startHandOver } from './hand-over.ts';
import { carryOnImport, importProgressed, importRequests } from './import.ts';
import {
  editMessage,
  listActs,
  listReactions,
  listReports,
  messageReported,
  muteMember,
  pinMessage,
  reactionMarked,
  reactToMessage,
  recallMessage,
  remindAnnouncement,
  reportMessage,
  rollAnnouncement,
  rollRead,
  countReads,
  setRoomState,
  settleReport,
  showSealed,
} from './message-acts.ts';
import {
  countMentions,
  listMessages,
  mentionNoted,
  messagePosted,
  postAnnouncement,
  postMessage,
} from './messages.ts';
import {
  deliverReminder,
  listDuties,
  listNotices,
  noticeDelivered,
  readNotice,
  sweepDuties,
} from './notices.ts';
import { listDelegationPeople, listDelegations, listUnitPeople, listUnits, showNumber } from './org.ts';
import {
  activateAccount,
  beginSecondFactor,
  confirmSecondFactor,
  endSecondFactor,
  endSession,
  enrolAtDoor,
  giveSecondFactor,
  listSessions,
  refreshSession,
  renewSocket,
  showMe,
  showSecondFactor,
  signIn,
  signOut,
} from './people.ts';
import { choosePolicy, overridePolicy, showPolicy } from './policies.ts';
import { preferencesChanged, setPreferences, showPreferences } from './preferences.ts';
import { listPresence, nodeDrained, showTyping, typingShowed } from './presence.ts';
import { casePapers } from './papers.ts';
import { proposalRequests } from './proposals.ts';
import { publicationRequests } from './publication.ts';
import { pushRequests } from './push.ts';
import {
  closeRoom,
  digestHeads,
  findInbox,
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
import { searchMessages, searchNames } from './search.ts';
import {
  listContacts,
  listSuggestions,
  nameContacts,
  ownSuggestions,
  recordContact,
  reviseSuggestion,
  showSuggestion,
} from './suggestions.ts';
import { caseTimeline, correctCase } from './timeline.ts';
import { supervisionRequests } from './supervision.ts';
import { taskRequests } from './tasks.ts';
import { wordingRequests } from './wordings.ts';

/** The whole wire, in three lists. Server binding, client types, OpenAPI and PROTOCOL.md are derived from them. */
export const requests = [
  signIn,
  giveSecondFactor,
  enrolAtDoor,
  refreshSession,
  signOut,
  listSessions,
  endSession,
  renewSocket,
  showMe,
  activateAccount,
  showPreferences,
  setPreferences,
  showSecondFactor,
  beginSecondFactor,
  confirmSecondFactor,
  endSecondFactor,
  listInbox,
  findInbox,
  openRoom,
  closeRoom,
  listMembers,
  markRead,
  syncRooms,
  digestHeads,
  setRoomState,
  muteMember,
  postMessage,
  postAnnouncement,
  countMentions,
  beginFile,
  cancelFile,
  listMessages,
  addressFiles,
  listFiles,
  packFiles,
  hearVoice,
  listHeard,
  correctTranscript,
  ...fileTypesRequests,
  editMessage,
  recallMessage,
  reactToMessage,
  listReactions,
  pinMessage,
  rollAnnouncement,
  remindAnnouncement,
  rollRead,
  countReads,
  reportMessage,
  listReports,
  settleReport,
  listActs,
  showSealed,
  showTyping,
  listPresence,
  searchMessages,
  searchNames,
  showSuggestion,
  listSuggestions,
  ownSuggestions,
  reviseSuggestion,
  nameContacts,
  recordContact,
  listContacts,
  ...proposalRequests,
  ...assigningRequests,
  ...handlingRequests,
  ...feedbackRequests,
  ...commitmentRequests,
  ...publicationRequests,
  ...supervisionRequests,
  confirmContact,
  correctCase,
  caseTimeline,
  casePapers,
  startHandOver,
  showHandOver,
  ...importRequests,
  showPolicy,
  choosePolicy,
  overridePolicy,
  ...wordingRequests,
  ...figureRequests,
  ...taskRequests,
  listDuties,
  listNotices,
  readNotice,
  ...pushRequests,
  listDelegations,
  listUnits,
  listUnitPeople,
  listDelegationPeople,
  showNumber,
  ...absenceRequests,
  ...botRequests,
] as const;

export const broadcasts = [
  messagePosted,
  headMoved,
  roomChanged,
  roomEntered,
  roomRevoked,
  readMarked,
  reactionMarked,
  mentionNoted,
  messageReported,
  typingShowed,
  nodeDrained,
  noticeDelivered,
  handOverProgressed,
  importProgressed,
  voiceHeard,
  preferencesChanged,
] as const;

export const jobs = [runHandOver, sweepDuties, deliverReminder, carryOnFile, carryOnImport] as const;

export type KnownRequest = (typeof requests)[number];
export type KnownBroadcast = (typeof broadcasts)[number];
export type KnownJob = (typeof jobs)[number];

/** Contracts by name. Clients know them as types alone, and ask by name: what they run holds no schema. */
export type RequestsByName = { readonly [R in KnownRequest as R['name']]: R };
export type RequestName = keyof RequestsByName;
/** What is sent with a request, and what comes back. */
export type InputOf<N extends RequestName> = z.input<RequestsByName[N]['input']>;
export type AnswerOf<N extends RequestName> = z.output<RequestsByName[N]['output']>;

/** Events a client may emit, typed for socket.io. */
export type ClientToServer = {
  [N in RequestName]: (input: InputOf<N>, reply: (answer: Reply<AnswerOf<N>>) => void) => void;
};

/** Events a client may hear, typed for socket.io. */
export type ServerToClient = {
  [B in KnownBroadcast as B['name']]: (body: z.output<B['body']>) => void;
};
