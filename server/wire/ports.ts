import type * as z from 'zod/mini';
import type { BotScope } from '../../shared/bots.ts';
import type { Broadcast } from '../../shared/contract.ts';
import type { CongressId, DelegationId, PersonId, RoomId, UnitId } from '../../shared/ids.ts';
import type { PersonRole } from '../../shared/people.ts';
import type { KnownJob } from '../../shared/protocol.ts';

/** The only source of "now"; tests wind it by hand. */
export interface Clock {
  now(): Date;
}

/** A new UUID version 7: sortable by the time it was made. */
export type NewId = () => string;

/** Who is asking, as the sign-in gate found them. Everything inside trusts this and nothing that the client says. */
export interface Caller {
  readonly personId: PersonId;
  readonly sessionId: string;
  readonly congressId: CongressId;
  readonly roles: readonly PersonRole[];
  readonly unitId: UnitId | null;
  readonly delegationId: DelegationId | null;
  readonly name: string;
  /** Unit or delegation short name, shown beside the name. */
  readonly label: string;
  /** For a bot: where it may do what. It may ask nothing but `bot:…`. */
  readonly bot?: BotScope;
}

/** A room at one state of its membership: it travels with what is told, so that nobody hears who left before it. */
export interface RoomAt {
  readonly _id: RoomId;
  readonly memberVersion: number;
}

/** The door a request came through. HTTP cannot enter rooms and a socket has no cookie; both then do nothing. */
export interface Door {
  readonly kind: 'socket' | 'http';
  /** Client address, for pacing sign-in. */
  readonly address: string;
  /** Starts hearing what is told in a room, in which the caller sits at this state of it. */
  enter(room: RoomAt): Promise<void>;
  /** Ends hearing it. */
  exit(roomId: RoomId): Promise<void>;
  /** Lets the socket live until then; its access token was renewed. */
  extend(until: Date): void;
  readonly cookie: {
    read(): string | null;
    /** `expires` null: forgotten when the browser is closed. */
    write(value: string, expires: Date | null): void;
    clear(): void;
  };
}

/**
 * Hop 4. Tells sockets on every node, at most once: clients fill gaps by number.
 * Bodies are parsed on the way out, so no private field leaks.
 */
export interface Tell {
  room<B extends Broadcast>(room: RoomAt, what: B, body: z.input<B['body']>, exceptPerson?: PersonId): void;
  /** `exceptIn`: not to sockets that have this room open, which hear it anyway. */
  people<B extends Broadcast>(
    ids: readonly PersonId[],
    what: B,
    body: z.input<B['body']>,
    exceptIn?: RoomId,
  ): void;
  /** Takes all sockets of a person out of a room, on every node. */
  evict(personId: PersonId, roomId: RoomId): void;
  /** Closes all sockets of a session, on every node. */
  disconnect(sessionId: string): void;
}

/** Things that happen, as /metrics counts them. */
export type Counted =
  | 'messages-kept'
  /** Numbers that a crash left empty, closed for ever. */
  | 'tombstones'
  /** Answers to room:sync that had something the client lacked. */
  | 'gaps-repaired'
  | 'digests'
  /** Readers that fell behind and get head notes only; those that were cut off. */
  | 'slow-readers'
  | 'cut-readers'
  /** Packets that waited until it was read who still sits in the room; those that gave up waiting. */
  | 'held-packets'
  | 'dropped-packets'
  /** Sockets taken out of a room because that reading did not find their person. */
  | 'evicted'
  /** Sockets closed because their session, account or person was found gone. */
  | 'revoked'
  | 'publish-failures'
  | 'admission-refusals'
  | 'flooders-cut';

/** Sizes, as /metrics sorts them into buckets: messages or changes of one write, sockets of one broadcast. */
export type Sized = 'message-batch' | 'change-batch' | 'fan-out';

/** Where the parts report what they do. Cheap; never throws. */
export interface Counters {
  readonly count: (what: Counted, by?: number) => void;
  readonly size: (what: Sized, n: number) => void;
}

/** Hands work to the queue. The key says which fact it serves: the same key twice is one job. */
export type Enqueue = <J extends KnownJob>(what: J, data: z.input<J['data']>, key: string) => Promise<void>;
