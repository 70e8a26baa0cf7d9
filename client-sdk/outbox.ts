import type { RoomId } from '../shared/ids.ts';
import { Fault } from '../shared/faults.ts';
import type { Message } from '../shared/messages.ts';
import { textAsKept } from '../shared/values/messages.ts';
import { waitFor, type Ask } from './asking.ts';
import { Carrier } from './carrier.ts';
import type { Carry } from './carrying.ts';
import { announced, looked } from './file-sources.ts';
import type { FileSource, PendingFile, PendingMessage, SendingFile, Writing } from './huying.ts';
import { type Entry, type Lane, Lanes } from './lane.ts';
import { PendingShelf } from './pending.ts';
import { makeEmitter } from './observable.ts';
import { makeNewKey, type Parts } from './parts.ts';
import { fileOf, post } from './posting.ts';
import { mayPass } from './session.ts';
import type { Storage } from './storage.ts';

export interface OutboxParts extends Parts {
  readonly storage: Storage;
  readonly once: Ask;
  readonly carry: Carry;
}

type Kept = Pick<Entry, 'progressed' | 'content'> & { readonly keep?: (entry: Entry) => Promise<void> };

/** So many INTERNAL answers in a row are taken for an answer. */
const MOST_INTERNAL = 10;
const CANCELLED = new Fault('FILE_REFUSED', { why: 'cancelled' });

/**
 * Messages on their way: by room in the order of writing, one at a time, kept until the server has them. Files are
 * announced in this order; their bytes follow beside later messages.
 */
export class Outbox {
  readonly events = makeEmitter<{ changed: RoomId; sent: Message }>();
  readonly #parts: OutboxParts;
  readonly #newKey: (after?: string) => string;
  readonly #lanes = new Lanes((roomId) => this.events.emit('changed', roomId));
  readonly #carrier: Carrier;
  /** Null: nobody is signed in. */
  #shelf: PendingShelf | null = null;
  #loaded: Promise<void> = Promise.resolve();
  /** Counts starts and stops, so that a late answer changes nothing. */
  #epoch = 0;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#newKey = makeNewKey(parts.clock);
    this.#carrier = new Carrier({
      ...parts,
      begin: (item) => post(parts.once, item),
      cancel: (fileId) => parts.once('file:cancel', { fileId }),
      show: (entry, part) => this.#lanes.show(entry, part),
      sent: (entry, message) => this.#settle(entry, message),
      over: (entry, why) => void this.#forget(entry, why).catch(() => undefined),
      refused: (entry, why) => this.#refuse(entry, why),
    });
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
    this.#carrier.stop();
    for (const lane of this.#lanes.clear()) {
      lane.wake({ evenFirm: true });
      for (const entry of lane.entries) entry.reject(why);
    }
  }

  /** What is unsent in a room; the same array until it changed. */
  pending(roomId: RoomId): readonly PendingMessage[] {
    return this.#lanes.pending(roomId);
  }

  async add(
    roomId: RoomId,
    written: string,
    o: Writing & Pick<PendingMessage, 'announcement'> = {},
  ): Promise<Message> {
    const text = textAsKept(written);
    if (text === null) throw new Fault('INVALID_INPUT', { paths: ['text'] });
    const { shelf, item } = await this.#written(roomId, text);
    return this.#enqueue(shelf, { ...item, ...o });
  }

  async addFile(roomId: RoomId, source: FileSource, o: SendingFile): Promise<Message> {
    const { shelf, item } = await this.#written(roomId, '');
    const { signal, onProgress, replyTo } = o;
    const giveUp = () => void this.discard(roomId, item.sendKey).catch(() => undefined);
    if (signal?.aborted) throw new Fault('FILE_REFUSED', { why: 'cancelled' });
    signal?.addEventListener('abort', giveUp);
    const file = announced(source, o);
    const sent = this.#enqueue(
      shelf,
      { ...item, file, ...(replyTo !== undefined && { replyTo }) },
      { keep: (entry) => this.#keepFile(entry, source), ...(onProgress && { progressed: onProgress }) },
    );
    return sent.finally(() => signal?.removeEventListener('abort', giveUp));
  }

  async retry(roomId: RoomId, sendKey: string): Promise<Message> {
    const entry = this.#lanes.find(roomId, sendKey);
    if (entry?.item.state !== 'refused') throw new Fault('NOT_FOUND', { sendKey });
    this.#lanes.drop(entry);
    const again = { ...entry.item, ...anew(entry.item.file), state: 'waiting' as const, fault: null };
    const { progressed, content } = entry;
    return this.#enqueue(entry.shelf, again, {
      ...(progressed && { progressed }),
      ...(content && { content }),
    });
  }

  /** Nothing happens to a message that is being sent right now; a file is given up. */
  async discard(roomId: RoomId, sendKey: string): Promise<void> {
    const entry = this.#lanes.find(roomId, sendKey);
    if (!entry) return;
    const { state, file } = entry.item;
    if (file && (file.begun || state === 'sending')) return this.#giveUp(entry, file);
    if (state === 'sending') return;
    await this.#forget(entry, file ? CANCELLED : new Fault('NOT_FOUND', { sendKey }));
  }

  /**
   * A message of the room arrived; if it is one of ours, its answer was lost and it is sent. One that calls people is asked
   * again: it is told before they are noted, and the node may have died in between. Of a file only its message is there.
   */
  seen(message: Message): void {
    const entry = this.#lanes.find(message.roomId, message.sendKey);
    if (entry && !entry.item.mentions?.length && !entry.item.file) this.#settle(entry, message);
  }

  /** The connection is back: pauses end. */
  wake(): void {
    for (const lane of this.#lanes.all) lane.wake();
    this.#carrier.wake();
  }

  async #load(shelf: PendingShelf, epoch: number): Promise<void> {
    for await (const item of shelf.all()) {
      if (epoch !== this.#epoch) return;
      if (this.#lanes.find(item.roomId, item.sendKey)) continue;
      const nobody = { resolve: () => undefined, reject: () => undefined };
      const entry = { item, shelf, kept: Promise.resolve(), isFound: true, ...nobody };
      this.#lanes.insert(entry);
      const isDecided = item.state === 'refused' && !item.file?.cancelled;
      if (item.file?.begun && !isDecided) this.#carrier.take(entry, null);
    }
    for (const lane of this.#lanes.all) void this.#run(lane);
  }

  /** A message as it was just written, and where it lies until it is sent. */
  async #written(roomId: RoomId, text: string): Promise<{ shelf: PendingShelf; item: PendingMessage }> {
    const epoch = this.#epoch;
    await this.#loaded;
    if (this.#shelf === null || epoch !== this.#epoch) throw new Fault('NOT_SIGNED_IN');
    const sendKey = this.#newKey(this.#lanes.of(roomId).entries.at(-1)?.item.sendKey);
    const item = { roomId, text, sendKey, writtenAt: this.#parts.clock.now(), fault: null };
    return { shelf: this.#shelf, item: { ...item, state: 'waiting' } };
  }

  #enqueue(shelf: PendingShelf, item: PendingMessage, { keep, ...more }: Kept = {}): Promise<Message> {
    return new Promise((resolve, reject) => {
      const entry: Entry = { ...more, item, shelf, kept: Promise.resolve(), isFound: false, resolve, reject };
      entry.kept = keep ? keep(entry) : shelf.keep(item);
      entry.kept.catch(() => undefined); // whoever waits for it hears of it
      this.#lanes.append(entry);
      void this.#run(this.#lanes.of(item.roomId));
    });
  }

  /** The content first: a message that is found has one. Where it cannot be kept it lives as long as this process. */
  async #keepFile(entry: Entry, source: FileSource): Promise<void> {
    if (!entry.item.file) return;
    const { content, file } = await looked(source, entry.item.file);
    entry.item = { ...entry.item, file };
    const isKept =
      file.path !== undefined || (await entry.shelf.keepContent(entry.item, content).catch(() => false));
    if (!isKept) entry.content = content;
    await entry.shelf.keep(entry.item);
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
      this.#lanes.drop(entry);
      entry.reject(error);
      return;
    }
    if (entry.isFound && (await entry.shelf.isGone(entry.item))) this.#lanes.drop(entry);
    if (epoch !== this.#epoch || !lane.entries.includes(entry)) return;
    this.#lanes.show(entry, { state: 'sending' });
    try {
      const posted = await post(this.#parts.once, entry.item);
      if (epoch !== this.#epoch) return;
      lane.failures = 0;
      this.events.emit('sent', posted.message);
      if (!entry.item.file) {
        this.#settle(entry, posted.message);
        return;
      }
      const { fileId } = fileOf(posted.message);
      const file = { ...entry.item.file, begun: { fileId, seq: posted.message.seq } };
      this.#lanes.show(entry, { file });
      await entry.shelf.keep(entry.item).catch(() => undefined); // lost: it is begun once more after a restart
      if (epoch === this.#epoch) this.#carrier.take(entry, posted);
    } catch (error) {
      if (epoch === this.#epoch && lane.entries.includes(entry)) await this.#failed(lane, entry, error);
    }
  }

  async #failed(lane: Lane, entry: Entry, error: unknown): Promise<void> {
    const fault = error instanceof Fault ? error : new Fault('INTERNAL');
    lane.failures += 1;
    const isHopeless = fault.code === 'INTERNAL' && lane.failures >= MOST_INTERNAL;
    const isSignedOut = fault.code === 'NOT_SIGNED_IN' || fault.code === 'SESSION_ENDED';
    if (!isSignedOut && (!mayPass(fault) || isHopeless)) {
      lane.failures = 0;
      await this.#refuse(entry, fault);
      return;
    }
    this.#lanes.show(entry, { state: 'waiting' });
    const ms = waitFor(fault, lane.failures - 1, this.#parts.random);
    await lane.rest(this.#parts.timers, ms, fault.code === 'TOO_FAST');
  }

  /** It stays until the person decides; one that was given up has been decided on. */
  async #refuse(entry: Entry, { code, facts }: Fault): Promise<void> {
    if (entry.item.file?.cancelled) return this.#forget(entry, CANCELLED);
    this.#lanes.show(entry, { state: 'refused', fault: { code, facts } });
    entry.reject(new Fault(code, facts));
    await entry.shelf.keep(entry.item).catch(() => undefined); // lost: it is tried once more after a restart
  }

  /** Kept before the server hears of it, so that it is not sent after all when this process dies. */
  async #giveUp(entry: Entry, file: PendingFile): Promise<void> {
    this.#lanes.show(entry, { file: { ...file, cancelled: true } });
    entry.reject(CANCELLED);
    await entry.shelf.keep(entry.item).catch(() => undefined);
    if (file.begun && this.#lanes.holds(entry)) this.#carrier.giveUp(entry);
  }

  async #forget(entry: Entry, why: Fault): Promise<void> {
    this.#lanes.drop(entry);
    entry.reject(why);
    await entry.kept.catch(() => undefined); // what is still being written would stay
    await entry.shelf.remove(entry.item);
  }

  #settle(entry: Entry, message: Message): void {
    this.#lanes.drop(entry);
    entry.resolve(message);
    // Should this fail it is sent again after a restart, and its key makes that harmless.
    void entry.shelf.remove(entry.item).catch(() => undefined);
  }
}

/** A file that is announced once more. */
function anew(file: PendingFile | undefined): Pick<PendingMessage, 'file'> {
  if (!file) return {};
  const { begun: _, ...rest } = file;
  return { file: rest };
}
