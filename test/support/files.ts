import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import mongoose from 'mongoose';
import type { FileKind, FileState, Rendition, SharedFile } from '../../shared/files.ts';
import { type FileId, fileId as fileIdSchema, type RoomId } from '../../shared/ids.ts';
import { sharedFileOf } from '../../server/files/files.rules.ts';
import type { FileFacts } from '../../server/files/files.store.ts';
import { CHUNK_BYTES } from '../../server/files/contents.store.ts';
import { newId } from '../../server/ops/clock.ts';
import type { Caller } from '../../server/wire/ports.ts';
import type { TestPerson, TestServer } from './server.ts';

type On = Pick<TestServer, 'parts'>;

/** Something made of a file. */
export interface Part {
  readonly rendition: Exclude<Rendition, 'original'>;
  readonly mime: string;
  readonly content: Uint8Array;
}

/** A file to lie in a room; what is left out is of no matter. */
export interface Given {
  readonly kind?: FileKind;
  readonly name?: string;
  readonly mime?: string;
  readonly content?: Uint8Array;
  readonly parts?: readonly Part[];
  readonly state?: FileState;
  readonly scanned?: boolean;
  readonly facts?: FileFacts;
}

/** Where it lies. */
export interface Put {
  readonly fileId: FileId;
  readonly seq: number;
  readonly shown: SharedFile;
}

const NAMES: Record<FileKind, [name: string, mime: string]> = {
  picture: ['现场照片.png', 'image/png'],
  document: ['复函.pdf', 'application/pdf'],
  voice: ['语音.m4a', 'audio/mp4'],
  'video-note': ['视频.mp4', 'video/mp4'],
};

/** A file that somebody sent in a room, with its bytes, as all of the sending and making left it. */
export async function putFile(
  { parts }: On,
  { roomId, by }: { roomId: RoomId; by: TestPerson },
  given: Given = {},
): Promise<Put> {
  const { kind = 'document', state = 'ready', scanned = true, facts = {} } = given;
  const [usualName, usualMime] = NAMES[kind];
  const { name = usualName, mime = usualMime, content = Buffer.from(`内容 ${randomUUID()}`) } = given;
  const fileId = fileIdSchema.parse(newId());
  const original = { rendition: 'original' as const, mime, content };
  const made = await Promise.all(
    [original, ...(given.parts ?? [])].map(async (part) => {
      const { rendition } = part;
      const contentId = rendition === 'original' ? fileId : `${fileId}/${rendition}`;
      await storeContent({ parts }, contentId, part.content);
      return { rendition, contentId, bytes: part.content.length, mime: part.mime };
    }),
  );
  const caller = await callerOf({ parts }, by);
  const sendKey = randomUUID();
  const now = parts.clock.now();
  const doc = {
    ...{ _id: fileId, congressId: caller.congressId, roomId, seq: 0, sendKey, ownerId: by.personId },
    ...{ kind, name, announced: { bytes: content.length }, state, why: null, revision: 3, told: 3 },
    ...{ sha256: sha256Of(content), mime, scanned, facts, renditions: state === 'ready' ? made : [] },
    ...{ createdAt: now, movedAt: now, heardAt: now, full: 0, lookAt: null },
  };
  const shown = sharedFileOf(doc);
  const { seq } = await parts.rooms.files.say(
    { roomId, sendKey, body: { kind: 'file', file: shown } },
    caller,
  );
  await parts.files.store.insert({ ...doc, seq });
  return { fileId, seq, shown };
}

/** SHA-256 in lower-case hexadecimal. */
export const sha256Of = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Puts bytes into GridFS by the driver. */
export async function storeContent({ parts }: On, contentId: string, content: Uint8Array): Promise<void> {
  const { db } = parts.database.connection;
  if (!db) throw new Error('the database is not connected');
  const bucket = new mongoose.mongo.GridFSBucket(db, {
    bucketName: 'contents',
    chunkSizeBytes: CHUNK_BYTES,
  });
  const id = contentId as unknown as mongoose.mongo.ObjectId; // the driver’s types know only its own ids
  await pipeline(Readable.from([content]), bucket.openUploadStreamWithId(id, contentId));
}

async function callerOf({ parts }: On, { personId }: TestPerson): Promise<Caller> {
  const person = (await parts.org.people.cards([personId])).get(personId);
  if (!person) throw new Error('there is no such person');
  const { congressId, roles, unitId, delegationId, name, label } = person;
  return { personId, sessionId: 'test', congressId, roles, unitId, delegationId, name, label };
}
