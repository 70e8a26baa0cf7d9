import type { RoomId } from '../shared/ids.ts';
import type { Message } from '../shared/messages.ts';
import type { RequestName } from '../shared/protocol.ts';
import type { RoomHeader } from '../shared/rooms.ts';
import type { SeatRole } from '../shared/seats.ts';

/** Questions whose last answer is kept: first pages, and the case behind a room. */
const KEPT = [
  'inbox:list',
  'task:list',
  'board:deputy',
  'notice:list',
  'suggestion:show',
  'contact:list',
  'case:timeline',
] as const satisfies RequestName[];
export type KeptName = (typeof KEPT)[number];

export const isKeptName = (name: RequestName): name is KeptName => KEPT.some((known) => known === name);

/** Further pages are not kept. */
export function isFirst(input: object): boolean {
  const { cursor = null, before = 0 } = input as { cursor?: unknown; before?: unknown };
  return cursor === null && before === 0;
}

/** An answer as it was at an instant, in milliseconds. */
export interface KeptAnswer<T = unknown> {
  readonly at: number;
  readonly data: T;
}

/** A room as it was at an instant: everything that was said from number `from` to `to`, as it stood after change `changedTo`. */
export interface KeptRoom {
  at: number;
  header: RoomHeader;
  roles: SeatRole[];
  readSeq: number;
  from: number;
  to: number;
  changedTo: number;
  messages: Message[];
}

/** What is held of a room, as long as nothing is known that is not held. */
export type RoomRecord = Omit<KeptRoom, 'at'>;

/** A room whose present state can be kept. */
export interface Keepable {
  readonly roomId: RoomId;
  /** The same object until something in it changed; null: nothing is held, or something is missing. */
  readonly record: RoomRecord | null;
  subscribe(changed: () => void): () => void;
}
