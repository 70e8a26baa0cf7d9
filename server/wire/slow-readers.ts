import type * as z from 'zod/mini';
import type { PersonId, RoomId } from '../../shared/ids.ts';
import { headMoved } from '../../shared/rooms.ts';
import { bytesWaiting, cutLine, type Line } from './frame.ts';
import type { Counters } from './ports.ts';

/** A socket that may fall behind. */
export interface Reader {
  readonly id: string;
  readonly data: { caller: { personId: PersonId } };
  readonly client: { readonly conn: unknown };
  emit(event: string, body: unknown): unknown;
}

export interface SlowReadersParts {
  /** Bytes that wait for one socket: above the first it gets no more of rooms, above the second it is cut off. */
  limits: { slow: number; cut: number };
  /** Heads of those of these rooms in which somebody sits. */
  headsOf: (personId: PersonId, rooms: readonly RoomId[]) => Promise<z.input<typeof headMoved.body>[]>;
  counters: Counters;
  onError: (error: unknown) => void;
}

/** Bounds what a socket costs that does not read. */
export interface SlowReaders {
  /** False: it is too far behind for this room's packet; it is told that it missed some when it has caught up. */
  mayHear(reader: Reader, roomId: RoomId): boolean;
  /** True: it was so far behind that it is cut off now. */
  isCut(reader: Reader): boolean;
}

const lineOf = (reader: Reader) => reader.client.conn as Line;
const LOOK_MS = 250;

/** Made for one node. */
export function makeSlowReaders(parts: SlowReadersParts): SlowReaders {
  const { limits, counters } = parts;
  const missed = new Map<Reader, Set<RoomId>>();
  const cut = new WeakSet<Reader>(); // a line takes a moment to be gone
  let timer: NodeJS.Timeout | undefined;

  const isCut = (reader: Reader): boolean => {
    if (bytesWaiting(lineOf(reader)) <= limits.cut) return false;
    if (cut.has(reader)) return true;
    cut.add(reader);
    counters.count('cut-readers');
    cutLine(lineOf(reader));
    return true;
  };

  async function catchUp(reader: Reader, rooms: ReadonlySet<RoomId>): Promise<void> {
    missed.delete(reader);
    const heads = await parts.headsOf(reader.data.caller.personId, [...rooms]);
    for (const head of heads) reader.emit(headMoved.name, headMoved.body.parse(head));
  }

  function look(): void {
    for (const [reader, rooms] of missed) {
      const line = lineOf(reader);
      if (line.readyState !== 'open' || isCut(reader)) missed.delete(reader);
      else if (bytesWaiting(line) <= limits.slow / 4) catchUp(reader, rooms).catch(parts.onError);
    }
    if (missed.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    isCut,
    mayHear(reader, roomId) {
      const rooms = missed.get(reader);
      if (rooms === undefined && bytesWaiting(lineOf(reader)) <= limits.slow) return true;
      if (isCut(reader)) return false;
      if (rooms === undefined) counters.count('slow-readers');
      missed.set(reader, (rooms ?? new Set()).add(roomId));
      timer ??= setInterval(look, LOOK_MS).unref();
      return false;
    },
  };
}
