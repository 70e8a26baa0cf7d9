import type { RoomId } from '../shared/ids.ts';
import { Fault } from '../shared/faults.ts';
import { messageText, postAnnouncement, postMessage, type Message } from '../shared/messages.ts';
import { waitFor, type Ask } from './asking.ts';
import type { PendingMessage, Writing } from './huying.ts';
import { type Entry, Lane } from './lane.ts';
import { PendingShelf } from './pending.ts';
import { makeEmitter } from './observable.ts';
import { makeNewKey, type Parts } from './parts.ts';
import { mayPass } from './session.ts';
import type { Storage } from './storage.ts';

export interface OutboxParts extends Parts {
  readonly storage: Storage;
  readonly once: Ask;
}

/** So many INTERNAL answers in a row are taken for an answer. */
const MOST_INTERNAL = 10;
const NONE: readonly PendingMessage[] = [];

/** Messages on their way: by room in the order of writing, one at a time, kept until the server has them. */
export class Outbox {
  readonly events = makeEmitter<{ changed: RoomId; sent: Message }>();
  readonly #parts: OutboxParts;
  readonly #newKey: (after?: string) => string;
  readonly #lanes = new Map<RoomId, Lane>();
  readonly #shown = new Map<RoomId, readonly PendingMessage[]>();
  /** Null: nobody is signed in. */
  #shelf: PendingShelf | null = null;
  #loaded: Promise<void> = Promise.resolve();
  /** Counts starts and stops, so that a late answer changes nothing. */
  #epoch = 0;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#newKey = makeNewKey(parts.clock);
  }

  /** Takes up what this person left unsent, and sends it. */
  start(personId: string): Promise<void> {
    this.#epoch += 1;
    this.#shelf = new PendingShelf(this.#parts.storage, personId);
    // A storage that cannot be read keeps nobody from writing.
    this.#loaded = this.#load(this.#shelf, this.#epoch).catch(() => undefined);
    return this.#loaded;
  }

  /** Sends no more. What is unsent stays in the storage; who waits for it is told `why`. */
  stop(why: Fault): void {
    this.#epoch += 1;
    this.#shelf = null;
    const lanes = [...this.#lanes.values()];
    this.#lanes.clear();
    for (const lane of lanes) {
      lane.wake({ evenFirm: true });
      for (const entry of lane.entries) entry.reject(why);
      this.#changed(lane.roomId);
    }
  }

  /** What is unsent in a room; the same array until it changed. */
  pending(roomId: RoomId): readonly PendingMessage[] {
    return this.#shown.get(roomId) ?? NONE;
  }

  async add(
    roomId: RoomId,
    written: string,
    o: Writing & Pick<PendingMessage, 'announcement'> = {},
  ): Promise<Message> {
    const epoch = this.#epoch;
    const text = messageText.safeParse(written);
    if (!text.success) throw new Fault('INVALID_INPUT', { paths: ['text'] });
    await this.#loaded;
    if (this.#shelf === null || epoch !== this.#epoch) throw new Fault('NOT_SIGNED_IN');
    const sendKey = this.#newKey(this.#lane(roomId).entries.at(-1)?.item.sendKey);
    const common = { roomId, text: text.data, writtenAt: this.#parts.clock.now(), fault: null };
    return this.#enqueue(this.#shelf, { ...o, ...common, sendKey, state: 'waiting' });
  }

  async retry(roomId: RoomId, sendKey: string): Promise<Message> {
    const entry = this.#find(roomId, sendKey);
    if (entry?.item.state !== 'refused') throw new Fault('NOT_FOUND', { sendKey });
    this.#drop(roomId, entry);
    return this.#enqueue(entry.shelf, { ...entry.item, state: 'waiting', fault: null });
  }

  /** Nothing happens to a message that is being sent right now. */
  async discard(roomId: RoomId, sendKey: string): Promise<void> {
    const entry = this.#find(roomId, sendKey);
    if (!entry || entry.item.state === 'sending') return;
    this.#drop(roomId, entry);
    entry.reject(new Fault('NOT_FOUND', { sendKey }));
    await entry.shelf.remove(entry.item);
  }

  /**
   * A message of the room arrived; if it is one of ours, its answer was lost and it is sent. One that calls people is asked
   * again: it is told before they are noted, and the node may have died in between.
   */
  seen(message: Message): void {
    const entry = this.#find(message.roomId, message.sendKey);
    if (entry && !entry.item.mentions?.length) this.#settle(entry, message);
  }

  /** The connection is back: pauses end. */
  wake(): void {
    for (const lane of this.#lanes.values()) lane.wake();
  }

  async #load(shelf: PendingShelf, epoch: number): Promise<void> {
    for await (const item of shelf.all()) {
      if (epoch !== this.#epoch) return;
      if (this.#find(item.roomId, item.sendKey)) continue;
      const lane = this.#lane(item.roomId);
      const older = lane.entries.filter((entry) => entry.item.sendKey < item.sendKey).length;
      const nobody = { resolve: () => undefined, reject: () => undefined };
      lane.entries.splice(older, 0, { item, shelf, kept: Promise.resolve(), isFound: true, ...nobody });
      this.#changed(item.roomId);
    }
    for (const lane of this.#lanes.values()) void this.#run(lane);
  }

  #enqueue(shelf: PendingShelf, item: PendingMessage): Promise<Message> {
    const lane = this.#lane(item.roomId);
    const kept = shelf.keep(item);
    kept.catch(() => undefined); // whoever waits for it hears of it
    return new Promise((resolve, reject) => {
      lane.entries.push({ item, shelf, kept, isFound: false, resolve, reject });
      this.#changed(item.roomId);
      void this.#run(lane);
    });
  }

  async #run(lane: Lane): Promise<void> {
    if (lane.running) return;
    lane.running = true;
    const epoch = this.#epoch;
    try {
      await this.#loaded;
      while (epoch === this.#epoch) {
        const entry = lane.next;
        if (!entry) return;
        await this.#attempt(lane, entry, epoch);
      }
    } finally {
      lane.running = false;
    }
  }

  async #attempt(lane: Lane, entry: Entry, epoch: number): Promise<void> {
    try {
      await entry.kept;
    } catch (error) {
      this.#drop(lane.roomId, entry);
      entry.reject(error);
      return;
    }
    if (entry.isFound && (await entry.shelf.isGone(entry.item))) this.#drop(lane.roomId, entry);
    if (epoch !== this.#epoch || !lane.entries.includes(entry)) return;
    this.#show(entry, { state: 'sending' });
    try {
      const message = await this.#post(entry.item);
      if (epoch !== this.#epoch) return;
      lane.failures = 0;
      this.events.emit('sent', message);
      this.#settle(entry, message);
    } catch (error) {
      if (epoch === this.#epoch && lane.entries.includes(entry)) await this.#failed(lane, entry, error);
    }
  }

  #post({ roomId, text, sendKey, replyTo, mentions, announcement }: PendingMessage): Promise<Message> {
    const common = { roomId, text, sendKey, ...(mentions && { mentions: [...mentions] }) };
    return announcement
      ? this.#parts.once(postAnnouncement, { ...common, ...announcement })
      : this.#parts.once(postMessage, { ...common, ...(replyTo !== undefined && { replyTo }) });
  }

  async #failed(lane: Lane, entry: Entry, error: unknown): Promise<void> {
    const fault = error instanceof Fault ? error : new Fault('INTERNAL');
    lane.failures += 1;
    const isHopeless = fault.code === 'INTERNAL' && lane.failures >= MOST_INTERNAL;
    const isSignedOut = fault.code === 'NOT_SIGNED_IN' || fault.code === 'SESSION_ENDED';
    if (!isSignedOut && (!mayPass(fault) || isHopeless)) {
      lane.failures = 0;
      this.#show(entry, { state: 'refused', fault: { code: fault.code, facts: fault.facts } });
      entry.reject(fault);
      await entry.shelf.keep(entry.item).catch(() => undefined); // lost: it is tried once more after a restart
      return;
    }
    this.#show(entry, { state: 'waiting' });
    const ms = waitFor(fault, lane.failures - 1, this.#parts.random);
    await lane.rest(this.#parts.timers, ms, fault.code === 'TOO_FAST');
  }

  #settle(entry: Entry, message: Message): void {
    this.#drop(message.roomId, entry);
    entry.resolve(message);
    // Should this fail it is sent again after a restart, and its key makes that harmless.
    void entry.shelf.remove(entry.item).catch(() => undefined);
  }

  #lane(roomId: RoomId): Lane {
    const known = this.#lanes.get(roomId);
    if (known) return known;
    const lane = new Lane(roomId);
    this.#lanes.set(roomId, lane);
    return lane;
  }

  #find(roomId: RoomId, sendKey: string): Entry | undefined {
    return this.#lanes.get(roomId)?.entries.find((entry) => entry.item.sendKey === sendKey);
  }

  #show(entry: Entry, part: Partial<PendingMessage>): void {
    entry.item = { ...entry.item, ...part };
    this.#changed(entry.item.roomId);
  }

  #drop(roomId: RoomId, entry: Entry): void {
    const lane = this.#lane(roomId);
    lane.entries = lane.entries.filter((other) => other !== entry);
    this.#changed(roomId);
  }

  #changed(roomId: RoomId): void {
    const items = this.#lanes.get(roomId)?.entries.map((entry) => entry.item) ?? [];
    if (items.length > 0) this.#shown.set(roomId, items);
    else this.#shown.delete(roomId);
    this.events.emit('changed', roomId);
  }
}
