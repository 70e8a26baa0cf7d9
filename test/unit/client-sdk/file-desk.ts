import type { Carry } from '../../../client-sdk/carrying.ts';
import { Outbox } from '../../../client-sdk/outbox.ts';
import { memoryStorage } from '../../../client-sdk/storage.ts';
import { Fault } from '../../../shared/faults.ts';
import type { RefusedBecause, SharedFile } from '../../../shared/files.ts';
import { fileId, type RoomId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import type { RequestName } from '../../../shared/protocol.ts';
import { handWorld } from './hand-world.ts';
import { ME } from './outbox-bench.ts';
import { said } from './said.ts';

interface Said {
  roomId: RoomId;
  sendKey: string;
  text?: string;
  fileId?: string;
  kind: SharedFile['kind'];
  name: string;
  bytes: number;
}

interface KeptFile {
  message: Message;
  state: SharedFile['state'];
  why: RefusedBecause | null;
  bytes: number;
  arrived: Uint8Array[];
}

const idOf = (place: number) =>
  fileId.parse(`0190163d-8694-739b-aea5-${place.toString(16).padStart(12, '0')}`);
const sizeOf = (parts: readonly Uint8Array[]) => parts.reduce((sum, part) => sum + part.length, 0);

/** A server end that takes messages and files, keeps each once for its key, and fails as the test says. */
export class FileDesk {
  /** Names of the questions, in order. */
  readonly asked: string[] = [];
  readonly kept = new Map<string, Message>();
  readonly files = new Map<string, KeptFile>();
  /** What the next questions are refused with; `lost answer`: done, but nobody hears of it. */
  readonly refusals: (Fault | 'lost answer' | null)[] = [];
  /** What the next carryings end with after some bytes; null: they go through. */
  readonly breaks: ({ after: number; fault: Fault } | null)[] = [];
  /** Carryings wait for this, and are given up with their signal. */
  hold: Promise<void> = Promise.resolve();
  carryings = 0;
  mostAtOnce = 0;

  readonly once = async (name: RequestName, input: unknown): Promise<never> => {
    this.asked.push(name);
    const refusal = this.refusals.shift();
    if (refusal instanceof Fault) throw refusal;
    const answer = await Promise.resolve(this.#answer(name, input as Said));
    if (refusal === 'lost answer') throw new Fault('UNAVAILABLE');
    return answer as never;
  };

  readonly carry: Carry = async ({ path, content, signal, progressed }) => {
    const file = this.files.get(path);
    if (!file) throw new Fault('NOT_FOUND');
    this.carryings += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.carryings);
    try {
      await Promise.race([this.hold, aborted(signal)]);
      signal.throwIfAborted();
      if (file.state !== 'uploading') throw new Fault('TOO_LATE');
      const broken = this.breaks.shift();
      const from = sizeOf(file.arrived);
      const to = broken ? from + broken.after : content.size;
      file.arrived.push(new Uint8Array(await content.slice(from, to).arrayBuffer()));
      progressed(Math.min(to, content.size) / content.size);
      if (broken) throw broken.fault;
      file.state = 'scanning';
    } finally {
      this.carryings -= 1;
    }
  };

  /** The bytes of the n-th file as they came. */
  bytesOf(place: number): Buffer {
    return Buffer.concat([...this.files.values()][place]?.arrived ?? []);
  }

  whyOf(place: number): RefusedBecause | null | undefined {
    return [...this.files.values()][place]?.why;
  }

  /** What became of a file while nobody here was looking. */
  settle(place: number, state: SharedFile['state'], why: RefusedBecause | null = null): void {
    const file = [...this.files.values()][place];
    if (!file) throw new Error(`there is no file ${place}`);
    Object.assign(file, { state, why });
  }

  #answer(name: string, input: Said): unknown {
    if (name === 'message:post') return this.#keep(input, { kind: 'text', text: input.text ?? '' });
    if (name === 'file:begin') return this.#begin(input);
    const cancelled = [...this.files.values()].find(
      ({ message: { body } }) => body.kind === 'file' && body.file.fileId === input.fileId,
    );
    if (!cancelled) throw new Fault('NOT_FOUND');
    if (cancelled.state !== 'uploading') throw new Fault('TOO_LATE');
    Object.assign(cancelled, { state: 'refused', why: 'cancelled' });
    return {};
  }

  #begin(input: Said) {
    const id = idOf(this.files.size + 1);
    const { kind, name, bytes } = input;
    const about = { mime: null, scanned: null, renditions: [], revision: 0 };
    const file: SharedFile = { fileId: id, kind, name, bytes, state: 'uploading', why: null, ...about };
    const message = this.#keep(input, { kind: 'file', file });
    const path = message.messageId;
    const known = this.files.get(path) ?? { message, state: 'uploading', why: null, bytes, arrived: [] };
    this.files.set(path, known);
    const { body } = message;
    if (body.kind !== 'file') throw new Fault('SEND_KEY_REUSED');
    const now = { ...body.file, state: known.state, why: known.why };
    const upload = { path, offset: sizeOf(known.arrived) };
    return { message: { ...message, body: { kind: 'file', file: now } }, upload };
  }

  #keep({ roomId, sendKey }: Said, body: Message['body']): Message {
    const message = this.kept.get(sendKey) ?? said(this.kept.size + 1, { roomId, sendKey, body });
    this.kept.set(sendKey, message);
    return message;
  }
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));

/** An outbox before such a desk, in a world moved by hand. */
export function fileBench(storage = memoryStorage()) {
  const desk = new FileDesk();
  const world = handWorld();
  /** Waits for what takes no time of this world, but some of the machine’s: reading and hashing contents. */
  const comes = async (is: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await is())) await world.settle();
  };
  return {
    desk,
    world,
    storage,
    comes,
    /** Somebody pauses before the next attempt. */
    rests: () => comes(() => world.waiting > 0),
    /** Nothing lies in the storage any more. */
    empty: () => comes(async () => (await storage.keys('')).length === 0),
    /** An outbox that has taken up what lay there. */
    async started(): Promise<Outbox> {
      const outbox = new Outbox({ ...world, storage, once: desk.once, carry: desk.carry });
      await outbox.start(ME);
      return outbox;
    },
  };
}
