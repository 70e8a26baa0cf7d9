import type { CaseState } from '../shared/cases.ts';
import type { WireFault } from '../shared/contract.ts';
import type { HandOver } from '../shared/hand-over.ts';
import type { ImportStep, SuggestionImport } from '../shared/import.ts';
import type { SharedItem } from '../shared/file-acts.ts';
import type { FileKind, Rendition } from '../shared/files.ts';
import type { FileId, ImportId, PersonId, RoomId, SuggestionId } from '../shared/ids.ts';
import type { Act } from '../shared/message-acts.ts';
import type { Mention, Message, Reaction } from '../shared/messages.ts';
import type { Notice } from '../shared/notices.ts';
import type { Me } from '../shared/people.ts';
import type { KeptPreferences } from '../shared/preferences.ts';
import type { Presence } from '../shared/presence.ts';
import type { AnswerOf, InputOf, RequestName } from '../shared/protocol.ts';
import type { InboxItem, RoomHeader } from '../shared/rooms.ts';
import type { FoundName, Hit } from '../shared/search.ts';
import type { Roll, Seat, SeatRole } from '../shared/seats.ts';
import type { OwnSuggestion, SuggestionView } from '../shared/suggestions.ts';
import type { CaseFile } from './case.ts';
import type { Inside } from './inside.ts';
import type { ListedSuggestion, Paged } from './lists.ts';
import type { Parts } from './parts.ts';
import type { SessionTerms } from './session.ts';
import type { Storage } from './storage.ts';
import type { Tasks } from './tasks.ts';

/** What `connect` needs to know. Everything but `url` has a default. */
export interface Options extends Partial<Parts> {
  /** Where the server is, `https://huying.example`; paths are added to it. */
  readonly url: string;
  /** Where the session and unsent messages are kept; default: in memory, gone with the process. */
  readonly storage?: Storage;
  /** `cookie`: the refresh token stays where no script reads it (browsers); `body` (default): kept in `storage`. */
  readonly keepSession?: 'body' | 'cookie';
  /**
   * What was asked in this client’s stead before it was there, by the path of the request (`session/refresh`) and its body
   * (`{"refreshToken":null}`): each answer is given once, then null. What was asked in vain is asked again.
   */
  readonly begun?: (path: string, body: string) => Promise<Response> | null;
  /** Name of this device, shown in the list of sessions; up to 100 characters. */
  readonly device?: string;
  /**
   * What was read is kept in `storage` for when the server cannot be asked: first pages, and the rooms opened last. It goes
   * with the session, and with the seat in a room; on a computer that others use, too, nothing is kept. Default: false.
   */
  readonly offline?: boolean;
  /** How long to wait for one answer, in milliseconds; default 10,000. */
  readonly answerMs?: number;
}

/** signed-out: nobody; connecting: first connection under way; offline: lost, and being retried by itself. */
export type State = 'signed-out' | 'connecting' | 'online' | 'offline';

/** What a client tells beside its stores. */
export interface HuyingEvents {
  state: State;
  /** `asOf`, or that of a room, is another now. */
  'as-of': number | null;
  /** A message calls this person by name or role. */
  mention: { roomId: RoomId; seq: number };
  /** A message was reported to the office, to which this person belongs. */
  reported: { roomId: RoomId; seq: number };
  /** A private notice arrived. */
  notice: Notice;
  /** The session is over without having been signed out here: ask for the password again. */
  ended: WireFault;
  /** The person is no longer a member of this room; what was held of it is dropped. */
  revoked: RoomId;
  /** The person became a member of this room. */
  entered: RoomId;
  /** A hand-over that this person started went on. */
  'hand-over': HandOver;
  /** An import of the congress went on; the office hears it. */
  import: ImportStep;
  /** The person chose how the product shall be, here or on another device. */
  preferences: KeptPreferences;
}

/** One person's connection to one server; makes itself whole again after whatever happens to the network. */
export interface Huying {
  readonly me: Me | null;
  readonly state: State;
  /** What is shown is as it was at this instant, in milliseconds: the server cannot be asked. Null: as it is. */
  readonly asOf: number | null;
  /** Of what is held of a room, where that is older; null: as it is, or nobody has asked for the room yet. */
  asOfRoom(roomId: RoomId): number | null;
  /** Until when the session lasts; null: nobody is signed in. */
  readonly terms: SessionTerms | null;
  /** Where this client keeps things; on a computer that others use, too, nothing in it outlives the page. */
  readonly storage: Storage;
  readonly inbox: Inbox;
  readonly tasks: Tasks;
  /** Throws SECOND_FACTOR_NEEDED with a `challenge` where a code has to follow. `shared`: others use this computer, too. */
  signIn(login: string, password: string, o?: { shared?: boolean }): Promise<Me>;
  /** The second step of signing in. */
  giveCode(challenge: string, code: string): Promise<Me>;
  /** Somebody is still here: exchanges the session for one that has its idle time before it. */
  stay(): Promise<void>;
  /**
   * Takes up a kept session. Null: there is none, sign in. When the server cannot be asked it throws UNAVAILABLE; with
   * `offline` whoever was here last is here, and `state` is offline until the server has been asked.
   */
  resume(): Promise<Me | null>;
  /** Ends the session and removes all that is stored of this person, unsent messages too. */
  signOut(o?: { everywhere?: boolean }): Promise<void>;
  /** Sets the first password with the one-time code. */
  activate(login: string, code: string, password: string): Promise<void>;
  /** Asks by socket if connected, else by HTTP. Throws the server's Fault; repeats by itself only what is safe to repeat. */
  ask<N extends RequestName>(name: N, input: InputOf<N>): Promise<AnswerOf<N>>;
  /** Messages that contain all the words, newest first: of one room, or of all the person's rooms. */
  search(text: string, o?: { roomId?: RoomId; cursor?: string | null }): Promise<Found>;
  /** Persons, units and suggestions by name, number, pinyin or initials. */
  searchNames(text: string, o?: { roomId?: RoomId }): Promise<readonly FoundName[]>;
  /** How many people these mentions would call. */
  countMentions(roomId: RoomId, mentions: readonly Mention[]): Promise<number>;
  /** Gives a lean client its rooms, cases and sending; a whole one has them. Any number of times. */
  furnish(inside: Inside): void;
  /** The same object for the same id until it is closed. */
  room(roomId: RoomId): Room;
  /** The same object for the same id. */
  case(suggestionId: SuggestionId): CaseFile;
  /**
   * Where this person may fetch a file, or what was made of it, for some minutes; asked for together, kept while good.
   * Null: not to be fetched, or not now. `again`: the last one was refused.
   */
  addressOf(fileId: FileId, rendition: Rendition, o?: { again?: boolean }): Promise<string | null>;
  /** Begins a suggestion. The same words again after UNAVAILABLE begin it once. */
  draft(proposal: Omit<InputOf<'suggestion:draft'>, 'actKey'>): Promise<SuggestionView>;
  /** What this person has a part in, in these states; none named: in any. */
  ownSuggestions(states: readonly CaseState[]): Paged<OwnSuggestion>;
  /** The office’s list: in one state, null: in any. */
  suggestions(state: CaseState | null): Paged<ListedSuggestion>;
  /** Sends the file of an import that was begun; answers with its columns. Throws TABLE_UNREADABLE: then another may be sent. */
  sendTable(importId: ImportId, content: Blob): Promise<SuggestionImport>;
  on<E extends keyof HuyingEvents>(event: E, hear: (what: HuyingEvents[E]) => void): () => void;
  /** Disconnects and stops all timers; unsent messages stay in the storage. */
  close(): void;
}

/** One page of what was found; the cursor continues, null: that was all. */
export interface Found {
  readonly hits: readonly Hit[];
  readonly cursor: string | null;
}

/** Something that can be read and watched: `read` gives the same object until something changed. */
export interface Readable<S> {
  read(): S;
  subscribe(changed: () => void): () => void;
}

export interface InboxSnapshot {
  /** By last activity, newest first. `last.seq < room.seq`: the excerpt is about to be fetched. */
  readonly items: readonly InboxItem[];
  readonly total: number;
  /** True when all rooms are in `items`. */
  readonly complete: boolean;
  /** True once a first page has arrived. */
  readonly loaded: boolean;
}

/** The person's rooms, kept up to date by themselves after the first `refresh`. */
export interface Inbox extends Readable<InboxSnapshot> {
  /** Fetches the next page. */
  more(): Promise<void>;
  /** Fetches the newest page and merges it. */
  refresh(): Promise<void>;
}

/** closed: not open; opening: first page under way; behind: connection or messages missing, being repaired; live; revoked: no longer a member. */
export type RoomState = 'closed' | 'opening' | 'live' | 'behind' | 'revoked';

/** What a message is besides its text. */
export interface Writing {
  /** Number of the message it answers. */
  readonly replyTo?: number;
  /** Whom it calls. */
  readonly mentions?: readonly Mention[];
}

/** A content to be sent: a Blob or File, or in Node the path of a file, read while it is sent. */
export type FileSource = Blob | { readonly path: string };

/** How a file is sent. */
export interface SendingFile {
  readonly kind: FileKind;
  /** As people shall see it; default: the file's own. Paths and what cannot be shown are taken out. */
  readonly name?: string;
  /** Number of the message it answers. */
  readonly replyTo?: number;
  /** Told how much of it the server has, 0 … 1. */
  readonly onProgress?: (share: number) => void;
  /** Gives it up, as `discard` does. */
  readonly signal?: AbortSignal;
}

/** A file on its way. */
export interface PendingFile {
  readonly kind: FileKind;
  readonly name: string;
  readonly bytes: number;
  readonly sha256?: string;
  /** In Node: where it lies. */
  readonly path?: string;
  /** How much of it the server has, 0 … 1. */
  readonly progress: number;
  /** Its message stands in the room under this number; the bytes follow. */
  readonly begun?: { readonly fileId: FileId; readonly seq: number };
  /** Given up; the server is about to hear of it. */
  readonly cancelled?: boolean;
}

/** A message on its way. `refused`: the server will not take it as it is; retry or discard it. */
export interface PendingMessage extends Writing {
  readonly sendKey: string;
  readonly roomId: RoomId;
  readonly text: string;
  /** An announcement, and whether everybody is asked to confirm it; absent: an ordinary message. */
  readonly announcement?: { readonly ackRequired: boolean };
  /** A file; its text is empty. */
  readonly file?: PendingFile;
  /** When it was written, in milliseconds since 1970 by this device's clock. */
  readonly writtenAt: number;
  readonly state: 'waiting' | 'sending' | 'refused';
  readonly fault: WireFault | null;
}

export interface RoomSnapshot {
  readonly state: RoomState;
  readonly header: RoomHeader | null;
  readonly roles: readonly SeatRole[];
  readonly readSeq: number;
  /** Null until `members()` was called once; from then on kept up to date. */
  readonly members: readonly Seat[] | null;
  /** As they stand now: oldest first, none missing between the first and the last; numbers without a message are stepped over. */
  readonly messages: readonly Message[];
  readonly pending: readonly PendingMessage[];
  /** True when `messages` begins with the first message of the room. */
  readonly reachedStart: boolean;
  /** Names of those who are writing just now. */
  readonly typing: readonly string[];
  /**
   * What is held is as it was at this instant, in milliseconds: kept from an earlier time, and not caught up with yet. Null:
   * as it is, or was when the line was lost.
   */
  readonly asOf: number | null;
  /** Numbers of the others' voices among `messages` that this person has not heard, ascending. */
  readonly unheard: readonly number[];
}

export interface RoomEvents {
  /** Every message once and in order: first those already held, then each one as it comes, whatever happens to the network. */
  message: Message;
  /** A message that is held was edited, recalled, reacted to, or lost what it answers: as it stands now. */
  changed: Message;
  /** The room's name, state, pins, phase or number of members changed. */
  header: RoomHeader;
  /** Too much was missed and nobody listens to `message`: the snapshot starts anew from the newest page. */
  reset: null;
  revoked: null;
}

export interface Reacted {
  readonly seat: Seat;
  readonly reactions: readonly Reaction[];
}
export interface There {
  readonly personId: PersonId;
  readonly presence: Presence;
}
/** Who has read a message; everybody has read up to `commonSeq`. */
export interface ReadRoll {
  readonly roll: Roll;
  readonly commonSeq: number;
}
/** All files of a room as one ZIP, made while it is fetched. */
export interface Pack {
  readonly url: string;
  readonly files: number;
  readonly bytes: number;
}
export interface ActsPage {
  readonly acts: readonly Act[];
  readonly cursor: string | null;
}

/** What one can do in a room; each throws the server's Fault, and repeats by itself what is safe to repeat. */
export interface RoomActs {
  /** Other words in the place of one's own, for some minutes. */
  edit(seq: number, text: string): Promise<Message>;
  /** Takes a message back: one's own within two minutes; the office later, with a reason. */
  recall(seq: number, why?: string): Promise<Message>;
  /** Sets one of one's own reactions, or takes it away. `received` confirms an announcement. */
  react(seq: number, reaction: Reaction, on?: boolean): Promise<Message>;
  reactionsOf(seq: number): Promise<readonly Reacted[]>;
  /** Pins a message to the top of the room, or takes it down. */
  pin(seq: number, on?: boolean): Promise<RoomHeader>;
  /** Who has read this message and who has not; the roll's cursor continues. */
  readRoll(seq: number, cursor?: string | null): Promise<ReadRoll>;
  /** Who has confirmed this announcement and who has not; the roll's cursor continues. */
  announcementRoll(seq: number, cursor?: string | null): Promise<Roll>;
  /** Reminds those who have not confirmed; gives how many. */
  remind(seq: number): Promise<number>;
  /** Reports a message to the office. */
  report(seq: number, why: string): Promise<void>;
  /** Makes the room open, read-only or archived. */
  setState(state: RoomHeader['state'], why: string): Promise<RoomHeader>;
  /** A member may not speak until this instant; null ends it. */
  mute(personId: PersonId, until: string | null, why: string): Promise<void>;
  /** Who of these members is there. */
  presence(personIds: readonly PersonId[]): Promise<readonly There[]>;
  /** Files of the room that are ready, newest first; null: of all kinds. */
  files(kind: FileKind | null): Paged<SharedItem>;
  /** All files of the room as one ZIP. */
  pack(kind: FileKind | null): Promise<Pack>;
  /** Puts right what was understood of one's own voice. */
  correctTranscript(seq: number, text: string): Promise<Message>;
  /** What was done here, by whom and why, newest first; for the office and auditors. */
  acts(cursor?: string | null): Promise<ActsPage>;
}

/** One room. Sending works without opening it; reading needs `open`. */
export interface Room extends Readable<RoomSnapshot>, RoomActs {
  readonly roomId: RoomId;
  /** Resolves with the newest page there. Throws NOT_A_MEMBER. */
  open(): Promise<void>;
  close(): void;
  on<E extends keyof RoomEvents>(event: E, hear: (what: RoomEvents[E]) => void): () => void;
  /** Fetches the page before the oldest message held. */
  older(): Promise<void>;
  /** Resolves when the server has kept the message; throws the Fault when it refuses for good. Survives disconnection and restart. */
  send(text: string, o?: Writing): Promise<Message>;
  /** Puts up an announcement, with the same guarantee; `ackRequired`: everybody is asked to confirm it. */
  announce(text: string, o: { ackRequired: boolean; mentions?: readonly Mention[] }): Promise<Message>;
  /**
   * Sends a file. Its message stands in the room in the order of writing, its bytes follow beside later messages; resolves
   * when the server has all of them. Survives disconnection and restart; throws the Fault when it is refused or given up.
   */
  sendFile(source: FileSource, o: SendingFile): Promise<Message>;
  /** This person has heard the voice of this number. */
  heard(seq: number): void;
  /** The person is writing here. Call it on every key: it is told every 3 s at most, and not in large rooms. */
  typing(): void;
  /** The person has read up to this number. Told to the server at most once a second. */
  markRead(seq: number): void;
  /** All who sit in the room. */
  members(): Promise<readonly Seat[]>;
  /** Sends a refused message again, under its own key. */
  retry(sendKey: string): Promise<Message>;
  /** Forgets a message that has not been sent; a file whose bytes are under way is given up, and its message says so. */
  discard(sendKey: string): Promise<void>;
}
