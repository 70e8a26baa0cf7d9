import type { RoomId } from '../shared/ids.ts';
import type { Message } from '../shared/messages.ts';
import type { PendingMessage } from './huying.ts';
import type { PendingShelf } from './pending.ts';
import { Resting } from './resting.ts';

/** An unsent message, and who waits for it. */
export interface Entry {
  item: PendingMessage;
  readonly shelf: PendingShelf;
  /** Resolved once it is in the storage; nothing is sent before. */
  kept: Promise<void>;
  /** Found in the storage: another tab or process may be sending it, too, or have discarded it. */
  readonly isFound: boolean;
  readonly resolve: (message: Message) => void;
  readonly reject: (error: unknown) => void;
  /** Of a file: its content, where the storage could not take it or this process has it at hand. */
  content?: Blob;
  /** Of a file: told how far it is. */
  readonly progressed?: (share: number) => void;
}

/** The unsent messages of one room, in the order of writing; one of them is under way at a time. */
export class Lane extends Resting {
  readonly roomId: RoomId;
  entries: Entry[] = [];
  running = false;

  constructor(roomId: RoomId) {
    super();
    this.roomId = roomId;
  }

  /** The one to be sent next; those that were refused stand aside, and files whose message stands already. */
  get next(): Entry | undefined {
    return this.entries.find(({ item }) => item.state !== 'refused' && !item.file?.begun);
  }
}

const NONE: readonly PendingMessage[] = [];

/** All that is unsent, by room. */
export class Lanes {
  readonly #lanes = new Map<RoomId, Lane>();
  readonly #shown = new Map<RoomId, readonly PendingMessage[]>();
  readonly #changed: (roomId: RoomId) => void;

  constructor(changed: (roomId: RoomId) => void) {
    this.#changed = changed;
  }

  get all(): readonly Lane[] {
    return [...this.#lanes.values()];
  }

  /** What is unsent in a room; the same array until it changed. */
  pending(roomId: RoomId): readonly PendingMessage[] {
    return this.#shown.get(roomId) ?? NONE;
  }

  of(roomId: RoomId): Lane {
    const known = this.#lanes.get(roomId);
    if (known) return known;
    const lane = new Lane(roomId);
    this.#lanes.set(roomId, lane);
    return lane;
  }

  find(roomId: RoomId, sendKey: string): Entry | undefined {
    return this.#lanes.get(roomId)?.entries.find((entry) => entry.item.sendKey === sendKey);
  }

  holds({ item }: Entry): boolean {
    return this.find(item.roomId, item.sendKey) !== undefined;
  }

  /** Puts it where it belongs in the order of writing. */
  insert(entry: Entry): void {
    const { entries } = this.of(entry.item.roomId);
    const older = entries.filter(({ item }) => item.sendKey < entry.item.sendKey).length;
    entries.splice(older, 0, entry);
    this.changed(entry.item.roomId);
  }

  append(entry: Entry): void {
    this.of(entry.item.roomId).entries.push(entry);
    this.changed(entry.item.roomId);
  }

  drop(entry: Entry): void {
    const lane = this.of(entry.item.roomId);
    lane.entries = lane.entries.filter((other) => other !== entry);
    this.changed(lane.roomId);
  }

  show(entry: Entry, part: Partial<PendingMessage>): void {
    entry.item = { ...entry.item, ...part };
    this.changed(entry.item.roomId);
  }

  /** Forgets all, and gives what there was. */
  clear(): readonly Lane[] {
    const lanes = this.all;
    this.#lanes.clear();
    for (const { roomId } of lanes) this.changed(roomId);
    return lanes;
  }

  changed(roomId: RoomId): void {
    const items = this.#lanes.get(roomId)?.entries.map((entry) => entry.item) ?? [];
    // Who gave a file up need not watch how the server hears of it.
    const shown = items.filter(({ file }) => !file?.cancelled);
    if (shown.length > 0) this.#shown.set(roomId, shown);
    else this.#shown.delete(roomId);
    this.#changed(roomId);
  }
}
