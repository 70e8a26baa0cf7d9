import type { Readable, Writable } from 'node:stream';
import mongoose from 'mongoose';
import { CHUNK_BYTES } from '../server/files/contents.store.ts';
import type { Database } from '../server/store/mongo.ts';

/** GridFS as its driver writes and reads it, in the bucket of the product. */
export interface Bucket {
  write(contentId: string): Writable;
  /** All of it, or from one byte to before another. */
  read(contentId: string, span?: { start: number; end: number }): Readable;
}

/** With the same chunks, and as safe: on the journal of a majority before it is done. */
export function bucketOf({ connection }: Pick<Database, 'connection'>): Bucket {
  const { db } = connection;
  if (!db) throw new Error('the database is not connected');
  const bucket = new mongoose.mongo.GridFSBucket(db, {
    bucketName: 'contents',
    chunkSizeBytes: CHUNK_BYTES,
    writeConcern: { w: 'majority', journal: true },
  });
  const idOf = (contentId: string) => contentId as unknown as mongoose.mongo.ObjectId;
  return {
    write: (contentId) => bucket.openUploadStreamWithId(idOf(contentId), contentId),
    read: (contentId, span) => bucket.openDownloadStream(idOf(contentId), span),
  };
}

/** Says that a file whose bytes are there was looked at: what is measured is not how that is done. */
export async function makeReady(
  { connection }: Pick<Database, 'connection'>,
  { fileId, bytes }: { fileId: string; bytes: number },
): Promise<void> {
  const mime = 'application/octet-stream';
  const original = { rendition: 'original', contentId: fileId, bytes, mime };
  await connection
    .collection<{ _id: string }>('files')
    .updateOne({ _id: fileId }, { $set: { state: 'ready', mime, scanned: false, renditions: [original] } });
}
