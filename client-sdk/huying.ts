import type * as z from 'zod/mini';
import type { WireFault } from '../shared/contract.ts';
import type { HandOver } from '../shared/hand-over.ts';
import type { RoomId } from '../shared/ids.ts';
import type { Message } from '../shared/messages.ts';
import type { Notice } from '../shared/notices.ts';
import type { Me } from '../shared/people.ts';
import type { KnownRequest } from '../shared/protocol.ts';
import type { InboxItem, RoomHeader } from '../shared/rooms.ts';
import type { Seat, SeatRole } from '../shared/seats.ts';
import type { Parts } from './parts.ts';
import type { Storage } from './storage.ts';

/** What `connect` needs to know. Everything but `url` has a default. */
export interface Options extends Partial<Parts> {
  /** Where the server is, `https://huying.example`; paths are added to it. */
  readonly url: string;
  /** Where the session and unsent messages are kept; default: in memory, gone with the process. */
  readonly storage?: Storage;
  /** `cookie`: the refresh token stays where no script reads it (browsers); `body` (default): kept in `storage`. */
  readonly keepSession?: 'body' | 'cookie';
  /** Name of this device, shown in the list of sessions; up to 100 characters. */
  readonly device?: string;
  /** How long to wait for one answer, in milliseconds; default 10,000. */
  readonly answerMs?: number;
}

/** signed-out: nobody; connecting: first connection under way; offline: lost, and being retried by itself. */
export type State = 'signed-out' | 'connecting' | 'online' | 'offline';

/** What a client tells beside its stores. */
export interface HuyingEvents {
  state: State;
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
}

/** One person's connection to one server; makes itself whole again after whatever happens to the network. */
export interface Huying {
  readonly me: Me | null;
  readonly state: State;
  readonly inbox: Inbox;
  signIn(login: string, password: string): Promise<Me>;
  /** Takes up a kept session. Null: there is none, sign in. Throws UNAVAILABLE when the server cannot be asked. */
  resume(): Promise<Me | null>;
  /** Ends the session and removes all that is stored of this person, unsent messages too. */
  signOut(o?: { everywhere?: boolean }): Promise<void>;
  /** Sets the first password with the one-time code. */
  activate(login: string, code: string, password: string): Promise<void>;
  /** Asks by socket if connected, else by HTTP. Throws the server's Fault; repeats by itself only what is safe to repeat. */
  ask<R extends KnownRequest>(request: R, input: z.input<R['input']>): Promise<z.output<R['output']>>;
  /** The same object for the same id until it is closed. */
  room(roomId: RoomId): Room;
  on<E extends keyof HuyingEvents>(event: E, hear: (what: HuyingEvents[E]) => void): () => void;
  /** Disconnects and stops all timers; unsent messages stay in the storage. */
  close(): void;
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

/** A message on its way. `refused`: the server will not take it as it is; retry or discard it. */
export interface PendingMessage {
  readonly sendKey: string;
  readonly roomId: RoomId;
  readonly text: string;
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
  /** Oldest first, none missing between the first and the last; numbers without a message are stepped over. */
  readonly messages: readonly Message[];
  readonly pending: readonly PendingMessage[];
  /** True when `messages` begins with the first message of the room. */
  readonly reachedStart: boolean;
}

export interface RoomEvents {
  /** Every message once and in order: first those already held, then each one as it comes, whatever happens to the network. */
  message: Message;
  /** Too much was missed and nobody listens to `message`: the snapshot starts anew from the newest page. */
  reset: null;
  revoked: null;
}

/** One room. Sending works without opening it; reading needs `open`. */
export interface Room extends Readable<RoomSnapshot> {
  readonly roomId: RoomId;
  /** Resolves with the newest page there. Throws NOT_A_MEMBER. */
  open(): Promise<void>;
  close(): void;
  on<E extends keyof RoomEvents>(event: E, hear: (what: RoomEvents[E]) => void): () => void;
  /** Fetches the page before the oldest message held. */
  older(): Promise<void>;
  /** Resolves when the server has kept the message; throws the Fault when it refuses for good. Survives disconnection and restart. */
  send(text: string): Promise<Message>;
  /** The person has read up to this number. Told to the server at most once a second. */
  markRead(seq: number): void;
  /** All who sit in the room. */
  members(): Promise<readonly Seat[]>;
  /** Sends a refused message again, under its own key. */
  retry(sendKey: string): Promise<Message>;
  /** Forgets a message that has not been sent. */
  discard(sendKey: string): Promise<void>;
}
