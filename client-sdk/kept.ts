import * as z from 'zod/mini';
import type { RoomId } from '../shared/ids.ts';
import { message } from '../shared/messages.ts';
import type { KnownRequest } from '../shared/protocol.ts';
import { room } from '../shared/rooms.ts';
import { seatRole } from '../shared/seats.ts';

/** Questions whose last answer is kept: first pages, and the case behind a room. */
const KEPT: ReadonlySet<string> = new Set([
  'inbox:list',
  'task:list',
  'board:deputy',
  'notice:list',
  'suggestion:show',
  'contact:list',
  'case:timeline',
] satisfies KnownRequest['name'][]);

/** Further pages are not kept. */
export function isKept({ name }: KnownRequest, input: object): boolean {
  if (!KEPT.has(name)) return false;
  const { cursor = null, before = 0 } = input as { cursor?: unknown; before?: unknown };
  return cursor === null && before === 0;
}

/** An answer as it was at an instant, in milliseconds. */
export interface KeptAnswer<T = unknown> {
  readonly at: number;
  readonly data: T;
}

/** A room as it was at an instant: everything that was said from number `from` to `to`, as it stood after change `changedTo`. */
export const keptRoom = z.object({
  at: z.number(),
  header: room,
  roles: z.array(seatRole),
  readSeq: z.int(),
  from: z.int(),
  to: z.int(),
  changedTo: z.int(),
  messages: z.array(message),
});
export type KeptRoom = z.infer<typeof keptRoom>;

/** What is held of a room, as long as nothing is known that is not held. */
export type RoomRecord = Omit<KeptRoom, 'at'>;

/** A room whose present state can be kept. */
export interface Keepable {
  readonly roomId: RoomId;
  /** The same object until something in it changed; null: nothing is held, or something is missing. */
  readonly record: RoomRecord | null;
  subscribe(changed: () => void): () => void;
}
