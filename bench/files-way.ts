import { randomUUID } from 'node:crypto';
import { Agent, type IncomingMessage, request } from 'node:http';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Seat } from './speakers/speaker.ts';

/** The doors that files go through, as one person sees them. */
export interface Doors {
  readonly url: string;
  readonly seat: Seat;
}

/** A file that was begun. */
export interface Begun {
  readonly fileId: string;
  /** Where its bytes go by tus. */
  readonly path: string;
}

const PIECE = 65_536; // what sockets give at once

/** A content in pieces, none of which is copied. */
export function piecesOf(content: Buffer): Readable {
  const pieces = function* () {
    for (let at = 0; at < content.length; at += PIECE) yield content.subarray(at, at + PIECE);
  };
  return Readable.from(pieces(), { objectMode: false });
}

/** Says a file of so many bytes in the room of this seat. */
export async function beginFile(doors: Doors, bytes: number): Promise<Begun> {
  const { room: roomId } = doors.seat;
  const announced = { roomId, sendKey: randomUUID(), kind: 'document', name: '实测.bin', bytes };
  const { upload, message } = await ask<{
    upload: { path: string };
    message: { body: { file: { fileId: string } } };
  }>(doors, { name: 'file/begin', input: announced });
  return { path: upload.path, fileId: message.body.file.fileId };
}

/** Where the original of a file is fetched. */
export async function addressOf(doors: Doors, fileId: string): Promise<string> {
  const files = [{ fileId, rendition: 'original' }];
  const { addresses } = await ask<{ addresses: ({ path: string } | null)[] }>(doors, {
    name: 'file/address',
    input: { files },
  });
  const [address] = addresses;
  if (!address) throw new Error('no address was given');
  return address.path;
}

async function ask<T>({ url, seat }: Doors, { name, input }: { name: string; input: object }): Promise<T> {
  const response = await fetch(`${url}/api/v1/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${seat.token ?? ''}` },
    body: JSON.stringify(input),
  });
  const reply = (await response.json()) as { ok: true; data: T } | { ok: false; fault: { code: string } };
  if (!reply.ok) throw new Error(`${name}: ${reply.fault.code}`);
  return reply.data;
}

const agent = new Agent({ keepAlive: true });

/** Sends all of it: one PATCH of tus 1.0.0. */
export function upload({ url, seat }: Doors, { path }: Begun, content: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const patch = request(
      `${url}${path}`,
      {
        ...{ method: 'PATCH', agent },
        headers: {
          ...{ authorization: `Bearer ${seat.token ?? ''}`, 'tus-resumable': '1.0.0', 'upload-offset': '0' },
          ...{ 'content-type': 'application/offset+octet-stream', 'content-length': String(content.length) },
        },
      },
      (response) => {
        response.resume();
        if (response.statusCode === 204) response.once('end', resolve);
        else reject(new Error(`the upload was answered with ${response.statusCode ?? 0}`));
      },
    );
    patch.once('error', reject);
    piecesOf(content).pipe(patch);
  });
}

/** The answer to an address, as soon as it begins. */
export function open({ url }: Doors, path: string, range?: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(`${url}${path}`, { agent, headers: range === undefined ? {} : { range } }, resolve)
      .once('error', reject)
      .end();
  });
}

/** Reads to the end; how many bytes came. */
export async function drain(from: Readable): Promise<number> {
  let bytes = 0;
  const count = new Writable({
    write: (piece: Buffer, _encoding, done) => {
      bytes += piece.length;
      done();
    },
  });
  await pipeline(from, count);
  return bytes;
}

/** Waits for the first byte and lets go of the rest. */
export async function firstByte(opening: Promise<Readable>): Promise<void> {
  const stream = await opening;
  await new Promise<void>((resolve, reject) => {
    stream.once('data', () => resolve()).once('error', reject);
  });
  stream.on('error', () => undefined).destroy();
}
