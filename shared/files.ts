import * as z from 'zod/mini';
import { fileId, instant } from './ids.ts';
import { readable } from './texts.ts';
import { FILE_KINDS, FILE_STATES, REFUSED_BECAUSE, RENDITIONS, MAX_NAME_BYTES } from './values/files.ts';

export const fileKind = z.enum(FILE_KINDS);
export type FileKind = z.infer<typeof fileKind>;

export const fileState = z.enum(FILE_STATES);
export type FileState = z.infer<typeof fileState>;

export const refusedBecause = z.enum(REFUSED_BECAUSE);
export type RefusedBecause = z.infer<typeof refusedBecause>;

export const rendition = z.enum(RENDITIONS);
export type Rendition = z.infer<typeof rendition>;

const encoder = new TextEncoder();

/** A file's name in any script, as its owner wrote it: no path, no control or bidirectional characters, 255 bytes at most. */
export const fileName = z.string().check(
  z.trim(),
  z.minLength(1),
  z.maxLength(MAX_NAME_BYTES),
  z.refine((name) => encoder.encode(name).length <= MAX_NAME_BYTES, 'too long'),
  z.refine((name) => !/[/\\\n\t]/.test(name) && name !== '.' && name !== '..', 'a path'),
  ...readable,
);

/** What was said in a recording. */
export const transcript = z.object({
  text: z.string(),
  /** machine: made by a speech service, may be wrong; speaker: corrected by who spoke. */
  by: z.enum(['machine', 'speaker']),
});
export type Transcript = z.infer<typeof transcript>;

/** A file in a room, as its message shows it. */
export const sharedFile = z.object({
  fileId,
  kind: fileKind,
  name: z.string(),
  /** As announced while it is uploaded, then as counted. */
  bytes: z.int(),
  state: fileState,
  why: z.nullable(refusedBecause),
  /** Counts what became of it: the higher one is the newer state. */
  revision: z.int(),
  /** What the content is, whatever the name says; null until it was looked at. */
  mime: z.nullable(z.string()),
  /** False: 未扫描, no scanner was set up; null: not yet. */
  scanned: z.nullable(z.boolean()),
  /** What can be fetched once it is ready. */
  renditions: z.array(rendition),
  /** Upright, in pixels; of pictures, video notes, and first pages of documents. */
  size: z.optional(z.object({ width: z.int(), height: z.int() })),
  /** A few colours of the picture while it is being fetched (blurhash 1.x). */
  blur: z.optional(z.string()),
  /** Of a document. */
  pages: z.optional(z.int()),
  /** Of a voice or a video note, ms, measured on the server. */
  durationMs: z.optional(z.int()),
  /** Of a voice: amplitudes, 0 … 255. */
  bars: z.optional(z.array(z.int())),
  transcript: z.optional(transcript),
});
export type SharedFile = z.infer<typeof sharedFile>;

/** Where something may be fetched, and until when; the path begins with `/`. */
export const signedAddress = z.object({ path: z.string(), expires: instant });
export type SignedAddress = z.infer<typeof signedAddress>;
