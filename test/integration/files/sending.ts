import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Reply } from '../../../shared/contract.ts';
import type { AnnouncedFile } from '../../../shared/file-acts.ts';
import type { SharedFile } from '../../../shared/files.ts';
import type { FileId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import { makeRandom, type Random } from '../../../demo/random.ts';
import type { TestServer } from '../../support/server.ts';
import type { WireClient } from '../../support/wire-client.ts';

/** What `file:begin` answers. */
export interface Begun {
  message: Message;
  upload: { path: string; offset: number };
}

/** Who sends, and to which node. */
export interface Sender {
  url: string;
  token: string;
}

/** What a door for bytes answered. */
export interface Answered {
  status: number;
  headers: Headers;
  reply: Reply<Begun> | null;
}

/** Bytes that no other seed gives. */
export function bytesFrom(random: Random, count: number): Buffer {
  const words = Uint32Array.from({ length: Math.ceil(count / 4) }, () => random.int(2 ** 32));
  return Buffer.from(words.buffer).subarray(0, count);
}

/** The same for a named seed. */
export const bytesOf = (seed: string, count: number): Buffer => bytesFrom(makeRandom(seed), count);

/** A document of so many bytes, announced in this room. */
export const announced = (
  roomId: string,
  bytes: number,
  more: Partial<AnnouncedFile> = {},
): AnnouncedFile => ({
  ...{ roomId: roomId as AnnouncedFile['roomId'], sendKey: randomUUID() },
  ...{ kind: 'document', name: '关于加强乡村教育的意见.pdf', bytes },
  ...more,
});

/** Begins a file; throws the fault’s code when refused. */
export async function begin(client: WireClient, file: AnnouncedFile): Promise<Begun> {
  const reply = await client.socket('file:begin', file);
  if (!reply.ok) throw new Error(reply.fault.code);
  return reply.data as Begun;
}

/** The file that a message shows. */
export function fileIn({ body }: Pick<Message, 'body'>): SharedFile {
  if (body.kind !== 'file') throw new Error(`a message of kind ${body.kind}`);
  return body.file;
}

const TUS = { 'tus-resumable': '1.0.0' };

const answered = async (response: Response): Promise<Answered> => {
  const text = await response.text();
  const reply = text.startsWith('{') ? (JSON.parse(text) as Reply<Begun>) : null;
  return { status: response.status, headers: response.headers, reply };
};

/** One request to an upload. */
export const tus = async (
  { url, token }: Sender,
  path: string,
  init: { method: string; headers?: Record<string, string>; body?: Buffer },
): Promise<Answered> =>
  answered(
    await fetch(`${url}${path}`, {
      method: init.method,
      headers: { ...TUS, authorization: `Bearer ${token}`, ...init.headers },
      ...(init.body && { body: new Uint8Array(init.body) }),
    }),
  );

const patchHeaders = (offset: number) => ({
  'content-type': 'application/offset+octet-stream',
  'upload-offset': String(offset),
});

/** Sends these bytes from this offset on. */
export const patch = (
  sender: Sender,
  path: string,
  { offset, bytes }: { offset: number; bytes: Buffer },
): Promise<Answered> => tus(sender, path, { method: 'PATCH', headers: patchHeaders(offset), body: bytes });

/** How much is kept, as the server says. */
export async function offsetAt(sender: Sender, path: string): Promise<number> {
  const { status, headers } = await tus(sender, path, { method: 'HEAD' });
  if (status !== 200) throw new Error(`HEAD gave ${status}`);
  return Number(headers.get('upload-offset'));
}

/** A PATCH of unknown length that is left open: bytes go when they are written. */
export function openPatch({ url, token }: Sender, path: string, offset: number) {
  const headers = { ...TUS, ...patchHeaders(offset), authorization: `Bearer ${token}` };
  const sent = request(`${url}${path}`, { method: 'PATCH', headers });
  const ended = new Promise<number | 'cut off'>((resolve) => {
    sent.on('response', (response) => {
      resolve(response.statusCode ?? 0);
      response.resume();
    });
    sent.on('error', () => resolve('cut off'));
  });
  return {
    ended,
    write: (bytes: Buffer) => new Promise<void>((resolve) => void sent.write(bytes, () => resolve())),
    end: () => void sent.end(),
    cut: () => void sent.destroy(),
  };
}

/** Sends a file in one request. */
export async function sendForm(
  { url, token }: Sender,
  file: object | string,
  content: { bytes: Buffer; name?: string },
): Promise<Answered> {
  const form = new FormData();
  form.append('file', typeof file === 'string' ? file : JSON.stringify(file));
  form.append('content', new Blob([new Uint8Array(content.bytes)]), content.name ?? '附件.pdf');
  return answered(
    await fetch(`${url}/api/v1/files`, {
      ...{ method: 'POST', body: form, headers: { authorization: `Bearer ${token}` } },
    }),
  );
}

/** The fault of a refusal. */
export function codeIn({ reply }: Answered): string {
  if (reply === null) return 'nothing';
  return reply.ok ? 'ok' : reply.fault.code;
}

/** A content that is whole, as it is kept. */
export const contentOf = (server: TestServer, contentId: string): Promise<Buffer> =>
  buffer(server.parts.files.read(contentId));

/** The newest state of a file, as its room shows it. */
export async function shown(client: WireClient, { roomId, seq }: Message): Promise<SharedFile> {
  const reply = await client.socket('message:list', { roomId, after: seq - 1, limit: 1 });
  if (!reply.ok) throw new Error(reply.fault.code);
  const [message] = (reply.data as { messages: Message[] }).messages;
  if (!message) throw new Error('no such message');
  return fileIn(message);
}

/** Takes the id of a file out of what began it. */
export const idOf = ({ message }: Begun): FileId => fileIn(message).fileId;
