import { v5 } from 'uuid';
import { Fault } from '../../shared/faults.ts';
import type { AnnouncedFile } from '../../shared/file-acts.ts';
import type { FileKind, RefusedBecause, SharedFile } from '../../shared/files.ts';
import { type FileId, fileId, type PersonId } from '../../shared/ids.ts';
import type { FileDoc, FileMove } from './files.store.ts';

/** A name space of our own for UUID version 5 (RFC 9562). */
const FILES = '6d1f5a0e-3f0c-4c55-9d0a-8a6e5b7e4c21';

/** How large files may be, and how much of them fits: bytes; how long: seconds. */
export interface FileLimits {
  readonly bytes: Readonly<Record<FileKind, number>>;
  readonly seconds: Readonly<Record<'voice' | 'video-note', number>>;
  readonly ofPerson: number;
  readonly ofRoom: number;
}

/** The id of what this person sends in this room under this key: begun twice it is one file, by construction. */
export const fileIdOf = (
  { roomId, sendKey }: Pick<AnnouncedFile, 'roomId' | 'sendKey'>,
  ownerId: PersonId,
): FileId => fileId.parse(v5(`${roomId}|${ownerId}|${sendKey}`, FILES));

/** Where the bytes of a file go by tus. */
export const uploadPath = (id: FileId): string => `/api/v1/uploads/${id}`;

/** A file as its message shows it. */
export const sharedFileOf = (doc: FileDoc): SharedFile => ({
  fileId: doc._id,
  kind: doc.kind,
  name: doc.name,
  bytes: doc.announced.bytes,
  state: doc.state,
  why: doc.why,
  revision: doc.revision,
  mime: doc.mime,
  scanned: doc.scanned,
  renditions: doc.renditions.map(({ rendition }) => rendition),
  ...doc.facts,
});

/** Was the same announced under this key before? */
export const announcesTheSame = (
  { kind, name, announced }: Pick<FileDoc, 'kind' | 'name' | 'announced'>,
  again: Pick<AnnouncedFile, 'kind' | 'name' | 'bytes' | 'sha256'>,
): boolean =>
  kind === again.kind &&
  name === again.name &&
  announced.bytes === again.bytes &&
  announced.sha256 === again.sha256;

/** Why so many bytes of this kind are not taken, or null. */
export function whyNotOfThisSize(
  { kind, bytes }: Pick<AnnouncedFile, 'kind' | 'bytes'>,
  limits: FileLimits,
): Fault | null {
  if (bytes === 0) return new Fault('FILE_EMPTY');
  const limit = limits.bytes[kind];
  return bytes > limit ? new Fault('FILE_TOO_LARGE', { limit }) : null;
}

/** Why so many more bytes do not fit beside what a person or a room has, or null. */
export function whyNotMore(
  bytes: number,
  { of, used }: { readonly of: 'person' | 'room'; readonly used: number },
  { ofPerson, ofRoom }: Pick<FileLimits, 'ofPerson' | 'ofRoom'>,
): Fault | null {
  const limit = of === 'person' ? ofPerson : ofRoom;
  return used + bytes > limit ? new Fault('QUOTA_EXCEEDED', { of, limit }) : null;
}

/** Takes nothing more of a file, and says why. */
export const refusal = (why: RefusedBecause): FileMove => ({ state: 'refused', why, renditions: [] });

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** After so long a file that should move on by itself is looked at. */
export const LAG_MS = 10 * MINUTE;

/** When a file is to be looked at again; `cleared`: nothing of it lies about. null: never. */
export function nextLook(
  { state, movedAt }: Pick<FileDoc, 'state' | 'movedAt'>,
  { now, cleared }: { readonly now: Date; readonly cleared: boolean },
): Date | null {
  if (state !== 'ready' && state !== 'refused') return new Date(now.getTime() + LAG_MS);
  return cleared ? null : new Date(movedAt.getTime() + DAY);
}

/** What has to be done with a file that has stood still. */
export type Overdue = 'nothing' | 'requeue' | 'clear' | RefusedBecause;

/** Says what, at this moment. */
export function overdue(
  { state, movedAt, heardAt }: Pick<FileDoc, 'state' | 'movedAt' | 'heardAt'>,
  now: Date,
): Overdue {
  const age = (since: Date) => now.getTime() - since.getTime();
  const isOver = (since: Date) => age(since) >= DAY;
  const carriedOn = age(movedAt) >= LAG_MS ? 'requeue' : 'nothing';
  switch (state) {
    case 'uploading':
      return isOver(heardAt) ? 'abandoned' : 'nothing';
    case 'scanning':
      return isOver(movedAt) ? 'unscanned' : carriedOn;
    case 'processing':
      return isOver(movedAt) ? 'broken' : carriedOn;
    case 'ready':
    case 'refused':
      return isOver(movedAt) ? 'clear' : 'nothing';
  }
}
