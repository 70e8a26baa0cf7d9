import type * as z from 'zod/mini';
import { Fault } from '../shared/faults.ts';
import type { announcedFile } from '../shared/file-acts.ts';
import { meaningOf, replyOf } from './http.ts';
import type { Timers } from './parts.ts';

/** A content on its way to a server. */
export interface Load {
  /** Where the server takes it by tus 1.0.0. */
  readonly path: string;
  readonly announced: z.input<typeof announcedFile>;
  /** Nothing of it is there, and a small one may go in one request. */
  readonly inOne: boolean;
  readonly content: Blob;
  readonly signal: AbortSignal;
  /** How much of it the server was sent, 0 … 1. */
  readonly progressed: (share: number) => void;
}

/** Brings the rest of a content to the server, from where it stopped. Throws the Fault. */
export type Carry = (load: Load) => Promise<void>;

export interface CarryingParts {
  readonly url: string;
  readonly timers: Timers;
  /** A good access token. */
  readonly token: () => Promise<string>;
  readonly refused: (token: string) => void;
}

/** Up to this size a content goes in one request. */
const SMALL_BYTES = 256 * 1024;
/** Bytes in one of several requests: what is lost at most when one breaks off, where the server keeps only whole ones. */
const AT_ONCE_BYTES = 4 * 1024 * 1024;
/** A request that brings nothing on for so long is given up: the line may be dead without anybody having said so. */
const STALLED_MS = 60_000;

/** An answer as far as tus shows it. */
interface Answer {
  getStatus(): number;
  getHeader(name: string): string | undefined;
  getBody(): string;
}

/** The refusal in an answer to tus; null: none came. */
export function faultOfAnswer(answer: Answer | null): Fault {
  if (!answer) return new Fault('UNAVAILABLE');
  try {
    const reply = replyOf(JSON.parse(answer.getBody()));
    if (reply?.ok === false) return new Fault(reply.fault.code, reply.fault.facts);
  } catch {
    // Answers to HEAD have no body, and a proxy speaks as it likes.
  }
  const status = answer.getStatus();
  if (status === 401) return new Fault('NOT_SIGNED_IN');
  if (status === 423 || status < 400) return new Fault('UNAVAILABLE');
  if (status === 429) return meaningOf(status, answer.getHeader('Retry-After') ?? null);
  return new Fault(status >= 500 ? 'UNAVAILABLE' : 'UPLOAD_CONFLICT');
}

/** A part of a content as it is sent: as it is in browsers, read into memory in Node. */
async function partOf(content: Blob, from: number, to: number): Promise<Blob | Uint8Array> {
  const part = content.slice(from, to);
  if ('XMLHttpRequest' in globalThis) return part;
  return Object.assign(new Uint8Array(await part.arrayBuffer()), { size: part.size });
}

const readerOf = (content: Blob) => ({
  openFile: () =>
    Promise.resolve({
      size: content.size,
      slice: async (from: number, to: number) => ({
        value: await partOf(content, from, to),
        done: to >= content.size,
      }),
      close: () => undefined,
    }),
});

/** Carries small contents in one request and others by tus, in requests of some megabytes, each with a token that is good then. */
export function makeCarry(parts: CarryingParts): Carry {
  return (load) =>
    load.inOne && load.content.size <= SMALL_BYTES ? carryInOne(parts, load) : carryOn(parts, load);
}

/** Says it once more together with its content. */
async function carryInOne(parts: CarryingParts, { announced, content, signal }: Load): Promise<void> {
  const token = await parts.token();
  const form = new FormData();
  form.append('file', JSON.stringify(announced)); // the server reads the fields in this order
  form.append('content', content, announced.name);
  const giveUp = new AbortController();
  const abort = () => giveUp.abort();
  signal.addEventListener('abort', abort);
  const stop = parts.timers.after(STALLED_MS, abort);
  try {
    const response = await fetch(`${baseOf(parts)}/api/v1/files`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: form,
      credentials: 'omit',
      signal: giveUp.signal,
    });
    const body = await response.text();
    if (response.ok) return;
    const fault = faultOfAnswer({
      getStatus: () => response.status,
      getHeader: (name) => response.headers.get(name) ?? undefined,
      getBody: () => body,
    });
    if (fault.code === 'NOT_SIGNED_IN') parts.refused(token);
    throw fault;
  } catch (error) {
    throw faultFrom(error);
  } finally {
    stop();
    signal.removeEventListener('abort', abort);
  }
}

/** Asks how much is there, and brings the rest. */
async function carryOn(parts: CarryingParts, { path, content, signal, progressed }: Load): Promise<void> {
  // Fetched when the first large file is sent: who only writes does without it.
  const { Upload, DetailedError } = await import('tus-js-client');
  await new Promise<void>((resolve, reject) => {
    let used = '';
    const guard = { stop: (): void => undefined };
    const end = (tell: () => void) => {
      guard.stop();
      signal.removeEventListener('abort', abort);
      tell();
    };
    const breakOff = (why: Fault) => {
      void upload.abort();
      end(() => reject(why));
    };
    const abort = () => breakOff(new Fault('FILE_REFUSED', { why: 'cancelled' }));
    const watch = () => {
      guard.stop();
      guard.stop = parts.timers.after(STALLED_MS, () => breakOff(new Fault('UNAVAILABLE')));
    };
    const upload = new Upload(content, {
      uploadUrl: `${baseOf(parts)}${path}`,
      chunkSize: AT_ONCE_BYTES,
      retryDelays: null, // waited for by who asked, with what is true then
      storeFingerprintForResuming: false,
      fileReader: readerOf(content),
      onBeforeRequest: async (request) => {
        used = await parts.token();
        request.setHeader('Authorization', `Bearer ${used}`);
      },
      onProgress: (sent, all) => {
        watch();
        progressed(sent / all);
      },
      onSuccess: () => end(resolve),
      onError: (error) => {
        const fault = error instanceof DetailedError ? faultIn(error) : faultFrom(error);
        if (fault.code === 'NOT_SIGNED_IN') parts.refused(used);
        end(() => reject(fault));
      },
    });
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort);
    watch();
    upload.start();
  });
}

const baseOf = ({ url }: CarryingParts) => url.replace(/\/+$/, '');

const faultFrom = (error: unknown): Fault => (error instanceof Fault ? error : new Fault('UNAVAILABLE'));

/** What our own part of a request threw counts more than what did not come of it. */
const faultIn = (error: { causingError: Error | null; originalResponse: Answer | null }): Fault =>
  error.causingError instanceof Fault ? error.causingError : faultOfAnswer(error.originalResponse);
