import type { Readable } from 'node:stream';
import mongoose from 'mongoose';
import type { Database } from '../store/mongo.ts';

/** Bytes first…last of a content, both included. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** Size of a chunk, bytes: GridFS’s own (MongoDB GridFS specification). */
export const CHUNK_BYTES = 255 * 1024;

export type ContentStore = ReturnType<typeof makeContentStore>;

/** The bytes of files and of what is made of them: GridFS, bucket `contents`, ids that are texts. */
export function makeContentStore(database: Database) {
  const { db } = database.connection;
  if (!db) throw new Error('contents: the database is not connected');
  const bucket = new mongoose.mongo.GridFSBucket(db, {
    bucketName: 'contents',
    chunkSizeBytes: CHUNK_BYTES,
    writeConcern: { w: 'majority', journal: true },
  });
  /** The driver’s types know only its own ids; the specification takes any. */
  const idOf = (contentId: string) => contentId as unknown as mongoose.mongo.ObjectId;
  return {
    /** The bytes of a content, or some of them, as they are asked for. */
    read: (contentId: string, span?: Span): Readable =>
      bucket.openDownloadStream(idOf(contentId), span && { start: span.first, end: span.last + 1 }),
  };
}
