import { connect, type NetConnectOpts, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Scan } from '../ports.ts';

/** How clamd is reached, and how patient we are with it. */
export interface ScanParts {
  /** `tcp://host:port` or `unix:///path`; empty: there is none. */
  readonly url: string;
  /** For one content, from the first byte to the answer. */
  readonly seconds: number;
  /** The largest content that clamd takes (StreamMaxLength). */
  readonly mib: number;
}

/** The longest frame, bytes: clamd reads as much at once. */
const FRAME_BYTES = 64 * 1024;
/** More it never has to say. */
const MOST_REPLY = 4_096;

/** Asks clamd over its INSTREAM command (clamd(8)); null: no scanner is set up. */
export function makeScan({ url, seconds, mib }: ScanParts): Scan {
  if (url === '') return null;
  const where = addressOf(url);
  return async (content) => {
    const socket = connect(where);
    const timer = setTimeout(
      () => socket.destroy(new Error(`clamd has not answered within ${seconds} s`)),
      seconds * 1000,
    );
    try {
      return meaningOf(await ask(socket, content, mib * 1024 ** 2));
    } finally {
      clearTimeout(timer);
      socket.destroy();
      content.destroy();
    }
  };
}

/** What socket a URL stands for. Throws when it is none. */
export function addressOf(url: string): NetConnectOpts {
  const { protocol, hostname, port, pathname } = new URL(url);
  if (protocol === 'unix:' && hostname === '' && pathname.length > 1)
    return { path: decodeURIComponent(pathname) };
  if (protocol === 'tcp:' && hostname !== '' && port !== '')
    return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) };
  throw new Error('must be tcp://host:port or unix:///path');
}

async function ask(socket: Socket, content: Readable, most: number): Promise<string> {
  // It answers before it has heard everything when something is wrong; then what is still sent goes nowhere.
  const reply = replyOf(socket);
  const sent = pipeline(content, (chunks) => frames(chunks as AsyncIterable<Buffer>, most), socket, {
    end: false,
  });
  // Nothing more is to be expected then: neither the rest nor an answer to it.
  sent.catch(() => socket.destroy());
  const [heard, said] = await Promise.allSettled([reply, sent]);
  if (heard.status === 'fulfilled') return heard.value;
  throw said.status === 'rejected' ? said.reason : heard.reason;
}

async function* frames(chunks: AsyncIterable<Buffer>, most: number): AsyncGenerator<Buffer> {
  yield Buffer.from('zINSTREAM\0');
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > most) throw new Error(`a content of more than ${most} bytes is too large for clamd`);
    for (let at = 0; at < chunk.length; at += FRAME_BYTES) {
      const frame = chunk.subarray(at, at + FRAME_BYTES);
      yield lengthOf(frame.length);
      yield frame;
    }
  }
  yield lengthOf(0);
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

function replyOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let reply = '';
    socket
      .on('data', (chunk: Buffer) => {
        reply += chunk.toString('utf8');
        if (reply.includes('\0') || reply.length > MOST_REPLY) resolve(reply.split('\0')[0] ?? '');
      })
      .once('error', reject)
      .once('close', () => reject(new Error('clamd went away without an answer')));
  });
}

function meaningOf(reply: string): 'clean' | 'virus' {
  if (reply === 'stream: OK') return 'clean';
  if (reply.startsWith('stream: ') && reply.endsWith(' FOUND')) return 'virus';
  throw new Error(`clamd answered: ${reply}`);
}
