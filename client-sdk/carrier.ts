import { Fault, type FaultCode } from '../shared/faults.ts';
import type { FileId } from '../shared/ids.ts';
import type { Message } from '../shared/messages.ts';
import { alone } from './alone.ts';
import { waitFor } from './asking.ts';
import type { Carry } from './carrying.ts';
import { openPath } from './file-sources.ts';
import type { PendingFile, PendingMessage } from './huying.ts';
import type { Entry } from './lane.ts';
import type { Parts } from './parts.ts';
import { announcementOf, fileOf, type Posted } from './posting.ts';
import { Resting } from './resting.ts';
import { mayPass } from './session.ts';

/** What a carrier needs of its outbox. */
export interface CarrierParts extends Parts {
  readonly begin: (item: PendingMessage) => Promise<Posted>;
  readonly cancel: (fileId: FileId) => Promise<unknown>;
  readonly carry: Carry;
  readonly show: (entry: Entry, part: Partial<PendingMessage>) => void;
  /** All of it is there. */
  readonly sent: (entry: Entry, message: Message) => void;
  /** It will not be sent, and its message says why. */
  readonly over: (entry: Entry, why: Fault) => void;
  /** The server will not take it as it is; the person decides. */
  readonly refused: (entry: Entry, why: Fault) => Promise<void>;
}

/** Files whose bytes are under way at the same time. */
const AT_ONCE = 2;
/** So many attempts in a row that brought nothing on are taken for an answer. */
const MOST_IN_VAIN = 10;
/** Refusals that the next announcement clears up: another process was faster, or the message says by now what became of it. */
const UNCLEAR: ReadonlySet<FaultCode> = new Set(['UPLOAD_CONFLICT', 'NOT_FOUND', 'TOO_LATE', 'FILE_REFUSED']);
/** Nobody is signed in at this moment; it goes on when they are. */
const SIGNED_OUT: ReadonlySet<FaultCode> = new Set(['NOT_SIGNED_IN', 'SESSION_ENDED']);

class Job extends Resting {
  readonly entry: Entry;
  /** What the announcement was answered; null: it is to be made again. */
  posted: Posted | null;
  /** How much of it went out at most. */
  best = 0;
  giveUp = new AbortController();
  isOver = false;

  constructor(entry: Entry, posted: Posted | null) {
    super();
    this.entry = entry;
    this.posted = posted;
  }
}

/** Brings the bytes of announced files to the server, beside the messages; each is tried until it is there, or refused. */
export class Carrier {
  readonly #parts: CarrierParts;
  readonly #jobs = new Map<Entry, Job>();
  #queue: Job[] = [];
  #running = 0;

  constructor(parts: CarrierParts) {
    this.#parts = parts;
  }

  /** The message of this file stands; `posted` null: it did when we last heard of it. */
  take(entry: Entry, posted: Posted | null): void {
    if (this.#jobs.has(entry)) return;
    const job = new Job(entry, posted);
    this.#jobs.set(entry, job);
    this.#queue.push(job);
    this.#next();
  }

  /** The person gave it up, and it is marked so: the server hears of it. */
  giveUp(entry: Entry): void {
    this.take(entry, null);
    const job = this.#jobs.get(entry);
    job?.giveUp.abort();
    job?.wake({ evenFirm: true });
  }

  wake(): void {
    for (const job of this.#jobs.values()) job.wake();
  }

  /** Sends no more. */
  stop(): void {
    for (const job of this.#jobs.values()) {
      job.isOver = true;
      job.giveUp.abort();
      job.wake({ evenFirm: true });
    }
    this.#jobs.clear();
    this.#queue = [];
  }

  #next(): void {
    while (this.#running < AT_ONCE) {
      const job = this.#queue.shift();
      if (!job) return;
      this.#running += 1;
      void this.#run(job).finally(() => {
        this.#running -= 1;
        this.#next();
      });
    }
  }

  async #run(job: Job): Promise<void> {
    const isOver = () => job.isOver;
    while (!isOver()) {
      job.giveUp = new AbortController();
      try {
        await this.#attempt(job);
      } catch (error) {
        if (!isOver()) await this.#failed(job, error);
      }
    }
  }

  #end(job: Job, tell: () => void): void {
    if (job.isOver) return;
    job.isOver = true;
    this.#jobs.delete(job.entry);
    tell();
  }

  async #attempt(job: Job): Promise<void> {
    const { entry } = job;
    const { file } = entry.item;
    if (!file) throw new Fault('INTERNAL');
    if (file.cancelled) return this.#cancel(job, file);
    if (entry.isFound && (await entry.shelf.isGone(entry.item))) {
      this.#end(job, () => this.#parts.over(entry, new Fault('NOT_FOUND')));
      return;
    }
    const { message, upload } = job.posted ?? (await this.#parts.begin(entry.item));
    job.posted = null; // what becomes of it is asked anew each time
    const { state, why, fileId } = fileOf(message);
    if (state === 'refused') {
      this.#end(job, () => this.#parts.over(entry, new Fault('FILE_REFUSED', { fileId, why })));
      return;
    }
    if (state === 'uploading' && upload) {
      const content = await contentOf(entry);
      // It was cleared away, or written to since: what the server has will never become whole.
      if (content?.size !== file.bytes)
        return this.#refuse(job, new Fault('FILE_REFUSED', { why: 'abandoned' }));
      await this.#carry(job, content, upload);
    }
    this.#end(job, () => this.#parts.sent(entry, message));
  }

  async #carry(job: Job, content: Blob, upload: NonNullable<Posted['upload']>): Promise<void> {
    const { entry, giveUp } = job;
    const { signal } = giveUp;
    await alone(`huying/file/${entry.item.sendKey}`, signal, async () => {
      if (job.isOver || signal.aborted) return;
      this.#parts.show(entry, { state: 'sending' });
      await this.#parts.carry({
        ...upload,
        ...{ content, signal },
        announced: announcementOf(entry.item),
        // What did not go through in one request may in several.
        inOne: job.failures === 0 && upload.offset === 0,
        progressed: (share) => {
          if (share > job.best) job.failures = 0;
          job.best = Math.max(share, job.best);
          this.#progressed(entry, share);
        },
      });
    });
    signal.throwIfAborted();
    this.#progressed(entry, 1);
  }

  async #refuse(job: Job, fault: Fault): Promise<void> {
    if (job.isOver) return;
    job.isOver = true;
    this.#jobs.delete(job.entry);
    await this.#parts.refused(job.entry, fault);
  }

  /** Shown by whole hundredths, so that nobody draws each packet. */
  #progressed(entry: Entry, share: number): void {
    const { file } = entry.item;
    const progress = Math.floor(share * 100) / 100;
    if (!file || progress === file.progress) return;
    this.#parts.show(entry, { file: { ...file, progress } });
    entry.progressed?.(progress);
  }

  /** It may be too late: then it is sent after all. */
  async #cancel(job: Job, { begun }: PendingFile): Promise<void> {
    try {
      if (begun) await this.#parts.cancel(begun.fileId);
    } catch (error) {
      if (mayPass(error) || (error instanceof Fault && SIGNED_OUT.has(error.code))) throw error;
    }
    this.#end(job, () => this.#parts.over(job.entry, new Fault('FILE_REFUSED', { why: 'cancelled' })));
  }

  async #failed(job: Job, error: unknown): Promise<void> {
    const { entry } = job;
    if (job.giveUp.signal.aborted) return;
    const fault = error instanceof Fault ? error : new Fault('INTERNAL');
    job.failures += 1;
    if (fault.code === 'MESSAGE_RECALLED') {
      this.#end(job, () => this.#parts.over(entry, fault));
      return;
    }
    const isInVain = job.failures >= MOST_IN_VAIN && fault.code !== 'UNAVAILABLE';
    const isWaiting = mayPass(fault) || UNCLEAR.has(fault.code);
    if (!SIGNED_OUT.has(fault.code) && (!isWaiting || isInVain)) return this.#refuse(job, fault);
    this.#parts.show(entry, { state: 'waiting' });
    const ms = waitFor(fault, job.failures - 1, this.#parts.random);
    await job.rest(this.#parts.timers, ms, fault.code === 'TOO_FAST');
  }
}

/** Null: it is not to be had any more. */
async function contentOf(entry: Entry): Promise<Blob | null> {
  if (entry.content) return entry.content;
  const path = entry.item.file?.path;
  return path === undefined ? entry.shelf.content(entry.item) : openPath(path).catch(() => null);
}
