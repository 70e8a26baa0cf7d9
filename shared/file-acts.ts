import * as z from 'zod/mini';
import { broadcast, job, request } from './contract.ts';
import type { FaultCode } from './faults.ts';
import { fileKind, fileName, rendition, sharedFile, signedAddress } from './files.ts';
import { author, message, messageText } from './messages.ts';
import { fileId, instant, personId, roomId } from './ids.ts';
import { MAX_ADDRESSES } from './values/files.ts';

const seq = z.int().check(z.positive());
const cursor = z.nullable(z.string().check(z.maxLength(200)));

/** What somebody says of a file before its bytes come. */
export const announcedFile = z.object({
  roomId,
  sendKey: z.uuid(),
  kind: fileKind,
  name: fileName,
  bytes: z.int().check(z.nonnegative(), z.maximum(Number.MAX_SAFE_INTEGER)),
  /** SHA-256 of the content, lower-case hexadecimal: what arrives is held against it. */
  sha256: z.optional(z.string().check(z.length(64), z.regex(/^[0-9a-f]+$/))),
  /** Number of the message this answers. */
  replyTo: z.optional(seq),
});
export type AnnouncedFile = z.infer<typeof announcedFile>;

/** What whoever sends a file may be refused by before a byte is taken. */
const ANNOUNCING = [
  ...['NOT_A_MEMBER', 'ROOM_CLOSED', 'MUTED', 'SEND_KEY_REUSED', 'UNKNOWN_MESSAGE'],
  ...['FILE_EMPTY', 'FILE_TOO_LARGE', 'QUOTA_EXCEEDED'],
] as const satisfies readonly FaultCode[];

export const beginFile = request({
  name: 'file:begin',
  summary:
    'Says a file in a room before its bytes are there: the message stands at once, its state moves on. The same sendKey twice is one file.',
  pace: 'upload',
  input: announcedFile,
  output: z.object({
    message,
    /** Where the bytes go by tus 1.0.0, `/api/v1/uploads/<fileId>`; how many are kept already. */
    upload: z.object({ path: z.string(), offset: z.int() }),
  }),
  faults: ANNOUNCING,
});

export const cancelFile = request({
  name: 'file:cancel',
  summary: 'Who sends a file gives it up before all of it is there; its message says so.',
  pace: 'act',
  input: z.object({ fileId }),
  output: sharedFile,
  faults: ['NOT_FOUND', 'NOT_A_MEMBER', 'NOT_YOURS', 'TOO_LATE'],
});

/**
 * What may be refused where bytes go, besides what every request may be: by tus 1.0.0 at `/api/v1/uploads/<fileId>`, and
 * in one request at `POST /api/v1/files`, which may be refused as `file:begin` is, too.
 */
export const SENDING_BYTES = [
  'NOT_FOUND',
  'NOT_A_MEMBER',
  'NOT_YOURS',
  'NOT_ALLOWED',
  'MESSAGE_RECALLED',
  'TOO_LATE',
  'UPLOAD_CONFLICT',
  'FILE_REFUSED',
] as const satisfies readonly FaultCode[];

export const carryOnFile = job({
  name: 'file.carry-on',
  summary: 'Looks at a file whose bytes are all there, and makes what people see and hear of it. Idempotent.',
  data: z.object({ fileId }),
});

export const addressFiles = request({
  name: 'file:address',
  summary:
    'Addresses from which the caller, and nobody else, may fetch these for some minutes. Membership is read again at each fetch.',
  input: z.object({
    files: z.array(z.object({ fileId, rendition })).check(z.minLength(1), z.maxLength(MAX_ADDRESSES)),
  }),
  /** In the order of the question; null: not to be fetched by the caller, or not now. */
  output: z.object({ addresses: z.array(z.nullable(signedAddress)) }),
});

/** What may be refused where files are fetched: GET and HEAD of signed addresses, below `/api/v1/files/`. */
export const FETCHING = [
  'ADDRESS_REFUSED',
  'NOT_SIGNED_IN',
  'NOT_A_MEMBER',
  'NOT_FOUND',
  'MESSAGE_RECALLED',
  'FILE_NOT_READY',
  'NOTHING_SELECTED',
  'TOO_FAST',
  'UNAVAILABLE',
  'INTERNAL',
] as const satisfies readonly FaultCode[];

/** A file among those of a room. */
export const sharedItem = z.object({ seq: z.int(), at: instant, author, file: sharedFile });
export type SharedItem = z.infer<typeof sharedItem>;

export const listFiles = request({
  name: 'file:list',
  summary: 'Files of a room that are ready, by kind, newest first, 30 a page. The cursor continues.',
  input: z.object({ roomId, kind: z.nullable(fileKind), cursor }),
  output: z.object({ items: z.array(sharedItem), cursor: z.nullable(z.string()) }),
  faults: ['NOT_A_MEMBER'],
});

export const packFiles = request({
  name: 'file:pack',
  summary:
    'An address of all files of a room that are ready, as one ZIP made while it is fetched; how many and how large they are.',
  pace: 'act',
  input: z.object({ roomId, kind: z.nullable(fileKind) }),
  output: z.object({ address: signedAddress, files: z.int(), bytes: z.int() }),
  faults: ['NOT_A_MEMBER', 'NOTHING_SELECTED'],
});

export const hearVoice = request({
  name: 'voice:hear',
  summary: 'The caller has heard this voice: its dot goes, on all of their devices.',
  pace: 'act',
  input: z.object({ roomId, seq }),
  output: z.object({}),
  faults: ['NOT_A_MEMBER', 'UNKNOWN_MESSAGE', 'MESSAGE_RECALLED'],
});

export const listHeard = request({
  name: 'voice:list-heard',
  summary: 'Which of these messages the caller has heard.',
  input: z.object({ roomId, seqs: z.array(seq).check(z.maxLength(100)) }),
  output: z.object({ seqs: z.array(z.int()) }),
  faults: ['NOT_A_MEMBER'],
});

export const voiceHeard = broadcast({
  name: 'voice:heard',
  summary: 'You heard this voice on another device.',
  to: 'person',
  body: z.object({ roomId, personId, seq: z.int() }),
});

export const correctTranscript = request({
  name: 'transcript:correct',
  summary: 'Who spoke puts right what the machine understood, or writes it down where no machine did.',
  pace: 'act',
  input: z.object({ roomId, seq, text: messageText }),
  output: message,
  faults: [
    'NOT_A_MEMBER',
    'ROOM_CLOSED',
    'MUTED',
    'UNKNOWN_MESSAGE',
    'MESSAGE_RECALLED',
    'NOT_YOURS',
    'WRONG_STATE',
  ],
});
