/** Milliseconds of the machine's monotonic clock: the same clock for every process of one run. */
export type Tick = number;

/** The clocks of two nodes of one run are at most so far apart, in milliseconds. */
export const CLOCKS_APART_MS = 600_000;

/** Stands for all who sit in a room. */
export const EVERYONE = '*';

/** How a question ended: answered, refused, or nobody knows (no answer came, or the asker was closed). */
export type Outcome<T> =
  | { readonly is: 'acknowledged'; readonly at: Tick; readonly got: T }
  | { readonly is: 'refused'; readonly at: Tick; readonly code: string }
  | { readonly is: 'unknown'; readonly at: Tick; readonly code: string };

interface Asked {
  /** Who asked: an account's id. */
  readonly person: string;
  readonly roomId: string;
  readonly askedAt: Tick;
}

/** Something a client said, an announcement too. The first word of each text is its own, also after edits. */
export interface Send extends Asked {
  readonly kind: 'send';
  readonly text: string;
  /** Whom it calls; EVERYONE: all who sit there but who says it. */
  readonly calls: readonly string[];
  readonly outcome: Outcome<{ seq: number; messageId: string }>;
}

/** Something a client did to a message. Everybody edits and recalls their own, one act after the other. */
export interface Deed extends Asked {
  readonly kind: 'deed';
  readonly seq: number;
  readonly act:
    | { readonly is: 'edit'; readonly text: string }
    | { readonly is: 'recall' }
    | { readonly is: 'react'; readonly reaction: string; readonly on: boolean }
    | { readonly is: 'pin'; readonly on: boolean };
  /** The change that touched it last, when this was answered. */
  readonly outcome: Outcome<{ changeSeq: number }>;
}

/** The office decides on a room or on a member. `until` is null when the member may speak again. */
export interface Ruling extends Asked {
  readonly kind: 'ruling';
  readonly act:
    | { readonly is: 'state'; readonly state: string }
    | { readonly is: 'mute'; readonly whom: string; readonly until: Tick | null };
  readonly outcome: Outcome<null>;
}

/** Somebody reports a message to the office. */
export interface Reporting extends Asked {
  readonly kind: 'reporting';
  readonly seq: number;
  readonly outcome: Outcome<null>;
}

/** "I have read up to here." */
export interface Mark extends Asked {
  readonly kind: 'mark';
  readonly seq: number;
  readonly outcome: Outcome<{ readSeq: number }>;
}

/** Somebody tried to read a room they may not be in. */
export interface Pry extends Asked {
  readonly kind: 'pry';
  readonly outcome: Outcome<{ head: number }>;
}

/** A message as somebody sees it. */
export interface Seen {
  readonly seq: number;
  readonly messageId: string;
  /** An account's id; `bot` for what the product says. */
  readonly author: string;
  readonly body: 'text' | 'announcement' | 'card' | 'file' | 'system' | 'recalled' | 'tombstone';
  readonly text: string;
  readonly changeSeq: number;
  readonly reactions: Readonly<Record<string, number>>;
}

/** A listener begins to hear a room: the SDK, which promises every message once and in order, or the bare wire. */
export interface Listening {
  readonly kind: 'listening';
  readonly listening: string;
  readonly person: string;
  readonly roomId: string;
  readonly by: 'sdk' | 'wire';
}

/** One message, told to a listener. */
export interface Heard {
  readonly kind: 'heard';
  readonly listening: string;
  readonly at: Tick;
  readonly seq: number;
  readonly messageId: string;
}

/** Changes of a room, told on the wire: numbers up to this one. */
export interface HeardChange {
  readonly kind: 'heard-change';
  readonly listening: string;
  readonly at: Tick;
  readonly changeSeq: number;
}

/** The listener hears no more, in the middle of things: not a word is owed after this. */
export interface Unlistened {
  readonly kind: 'unlistened';
  readonly listening: string;
}

/** A seat was given or taken, between these two moments. */
export interface SeatChange {
  readonly kind: 'seat';
  readonly person: string;
  readonly roomId: string;
  readonly to: 'in' | 'out';
  readonly askedAt: Tick;
  readonly doneAt: Tick;
}

/** A room at the start. */
export interface RoomAtStart {
  readonly kind: 'room';
  readonly roomId: string;
  readonly name: string;
  readonly seated: readonly string[];
}

/** What stands above a room. */
export interface Header {
  readonly state: string;
  readonly pins: readonly number[];
  readonly memberCount: number;
}

/** After everything was healed: the whole room as a new client reads it. */
export interface FreshRead {
  readonly kind: 'fresh';
  readonly at: Tick;
  readonly person: string;
  readonly roomId: string;
  readonly head: number;
  readonly seen: readonly Seen[];
  /** Who sits there, and until when they may not speak. */
  readonly members: Readonly<Record<string, Tick | null>>;
}

/** After everything was healed: what a client that lived through it all shows. */
export interface Shown {
  readonly kind: 'shown';
  readonly person: string;
  readonly roomId: string;
  readonly header: Header | null;
  readonly seen: readonly Seen[];
}

/** After everything was healed: what the inbox of a new client says. */
export interface Standing {
  readonly kind: 'standing';
  readonly person: string;
  readonly roomId: string;
  readonly head: number;
  readonly readSeq: number;
  readonly unread: number;
  readonly header: Header;
  /** Unread messages that call the person. */
  readonly mentions: readonly number[];
}

/** After everything was healed: who has read a message. */
export interface ReadList {
  readonly kind: 'read-list';
  readonly roomId: string;
  readonly seq: number;
  readonly done: readonly string[];
  readonly open: readonly string[];
  readonly commonSeq: number;
}

/** After everything was healed: who has confirmed an announcement. */
export interface Confirmations {
  readonly kind: 'confirmations';
  readonly roomId: string;
  readonly seq: number;
  readonly done: readonly string[];
  readonly open: readonly string[];
}

/** After everything was healed: a report that waits for the office. */
export interface Waiting {
  readonly kind: 'waiting';
  readonly roomId: string;
  readonly seq: number;
  readonly person: string;
}

/** After everything was healed: who reacted to a message. */
export interface ReactionList {
  readonly kind: 'reaction-list';
  readonly roomId: string;
  readonly seq: number;
  readonly people: Readonly<Record<string, readonly string[]>>;
}

/** One line of a history. */
export type Entry =
  | Send
  | Deed
  | Ruling
  | Reporting
  | Mark
  | Pry
  | Listening
  | Heard
  | HeardChange
  | Unlistened
  | SeatChange
  | RoomAtStart
  | FreshRead
  | Shown
  | Standing
  | ReadList
  | Confirmations
  | Waiting
  | ReactionList;
