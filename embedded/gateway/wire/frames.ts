import { BrokenBson, checkDocument, documentLength } from './bson-walk.ts';
import { crc32c } from './crc32c.ts';

/** The largest message taken, in bytes; told to clients as maxMessageSizeBytes. */
export const LARGEST_MESSAGE = 48_000_000;

/** A run of whole documents under one name (OP_MSG section kind 1). */
export type Sequence = { name: string; documents: Buffer };

/** A request: its command, its sequences, and how it wants to be answered. */
export type Request = {
  id: number;
  body: Buffer;
  sequences: readonly Sequence[];
  /** false: the sender does not wait for an answer (moreToCome) */
  wantsReply: boolean;
  /** true: asked as OP_QUERY, answered as OP_REPLY: the first hello of old drivers */
  legacy: boolean;
};

/** The bytes are not a message of this protocol: the connection cannot go on. */
export class BrokenFrame extends Error {}

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM = 1;
const MORE_TO_COME = 2;
/** bits 0–15 must be understood; 16 (exhaustAllowed) and above may be ignored, and are */
const UNKNOWN_REQUIRED = 0xfffc;

/** Cuts a stream of bytes into frames; holds at most one unfinished message. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #held = 0;

  /** Takes what arrived and returns the frames that it completes; throws BrokenFrame for an impossible length. */
  push(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    const frames: Buffer[] = [];
    for (let length = this.#next(); length > 0 && length <= this.#held; length = this.#next()) {
      const all =
        this.#chunks.length === 1 ? (this.#chunks[0] ?? chunk) : Buffer.concat(this.#chunks, this.#held);
      frames.push(all.subarray(0, length));
      this.#held -= length;
      this.#chunks = this.#held > 0 ? [all.subarray(length)] : [];
    }
    return frames;
  }

  /** The length of the frame that is arriving; 0 while it is not known. */
  #next(): number {
    if (this.#held < 16) return 0;
    let first = this.#chunks[0] ?? Buffer.alloc(0);
    if (first.length < 16) {
      first = Buffer.concat(this.#chunks, this.#held);
      this.#chunks = [first];
    }
    const length = first.readInt32LE(0);
    if (length < 16 || length > LARGEST_MESSAGE)
      throw new BrokenFrame(`A message cannot have ${length} bytes`);
    const opcode = first.readInt32LE(12);
    if (opcode !== OP_MSG && opcode !== OP_QUERY)
      throw new BrokenFrame(`Opcode ${opcode} is not spoken here`);
    return length;
  }
}

/** Reads one frame; throws BrokenFrame or BrokenBson. Every document in it is checked through and through. */
export const parseRequest = (frame: Buffer): Request =>
  frame.readInt32LE(12) === OP_QUERY ? parseQuery(frame) : parseMessage(frame);

const parseMessage = (frame: Buffer): Request => {
  if (frame.length < 26) throw new BrokenFrame('A message has no body');
  const flags = frame.readUInt32LE(16);
  if (flags & UNKNOWN_REQUIRED) throw new BrokenFrame(`Flags ${flags} are not known`);
  const end = flags & CHECKSUM ? withoutChecksum(frame) : frame.length;
  let body: Buffer | undefined;
  const sequences: Sequence[] = [];
  for (let at = 20; at < end;) {
    const size = documentLengthOrSequence(frame, at, end);
    const next = at + 1 + size;
    if (frame[at] === 0) {
      if (body) throw new BrokenFrame('A message has two bodies');
      checkDocument(frame, at + 1, next);
      body = frame.subarray(at + 1, next);
    } else sequences.push(parseSequence(frame, at + 5, next));
    at = next;
  }
  if (!body) throw new BrokenFrame('A message has no body');
  return { id: frame.readInt32LE(4), body, sequences, wantsReply: !(flags & MORE_TO_COME), legacy: false };
};

const documentLengthOrSequence = (frame: Buffer, at: number, end: number): number => {
  const kind = frame[at];
  if (kind === 0) return documentLength(frame, at + 1, end);
  if (kind !== 1) throw new BrokenFrame(`There is no section of kind ${String(kind)}`);
  if (at + 5 > end) throw new BrokenFrame('A section ends before its length');
  const size = frame.readInt32LE(at + 1);
  if (size < 5 || at + 1 + size > end) throw new BrokenFrame(`A section of ${size} bytes does not fit`);
  return size;
};

const parseSequence = (frame: Buffer, at: number, end: number): Sequence => {
  const nameEnd = frame.indexOf(0, at);
  if (nameEnd < 0 || nameEnd >= end) throw new BrokenFrame('A section has no name');
  for (let next = nameEnd + 1; next < end;) next = checkDocument(frame, next, end);
  return { name: frame.toString('utf8', at, nameEnd), documents: frame.subarray(nameEnd + 1, end) };
};

const withoutChecksum = (frame: Buffer): number => {
  const end = frame.length - 4;
  if (crc32c(frame.subarray(0, end)) !== frame.readUInt32LE(end))
    throw new BrokenFrame('The checksum is wrong');
  return end;
};

const parseQuery = (frame: Buffer): Request => {
  const nameEnd = frame.length < 33 ? -1 : frame.indexOf(0, 20);
  const at = nameEnd + 9;
  if (nameEnd < 0 || at + 5 > frame.length) throw new BrokenFrame('A query has no document');
  if (!frame.toString('utf8', 20, nameEnd).endsWith('.$cmd'))
    throw new BrokenFrame('OP_QUERY asks for commands only');
  const end = checkDocument(frame, at, frame.length);
  return {
    id: frame.readInt32LE(4),
    body: frame.subarray(at, end),
    sequences: [],
    wantsReply: true,
    legacy: true,
  };
};

/** The documents of a sequence, one by one, without copying. */
export const documentsOf = (sequence: Buffer): Buffer[] => {
  const documents: Buffer[] = [];
  for (let at = 0; at < sequence.length;) {
    const length = documentLength(sequence, at, sequence.length);
    documents.push(sequence.subarray(at, at + length));
    at += length;
  }
  return documents;
};

/** What goes before a reply document on the wire; the document itself is written after it, uncopied. */
export const replyHead = (request: Request, id: number, document: Uint8Array): Buffer => {
  const head = Buffer.alloc(request.legacy ? 36 : 21);
  head.writeInt32LE(head.length + document.length, 0);
  head.writeInt32LE(id, 4);
  head.writeInt32LE(request.id, 8);
  head.writeInt32LE(request.legacy ? OP_REPLY : OP_MSG, 12);
  if (request.legacy) head.writeInt32LE(1, 32);
  return head;
};

/** Whether what went wrong is the sender's bytes. */
export const isBroken = (error: unknown): error is Error =>
  error instanceof BrokenFrame || error instanceof BrokenBson;
