import { Fault } from '../../../shared/faults.ts';
import type { Rendition } from '../../../shared/files.ts';
import type { FileId, PersonId } from '../../../shared/ids.ts';
import type { FileMessages } from '../../rooms/index.ts';
import type { FileDoc, FileStore, RenditionDoc } from '../files.store.ts';
import { renditionOf } from './headers.rules.ts';

/** Something of a file that somebody may fetch now. */
export interface Fetchable {
  readonly file: FileDoc;
  readonly part: RenditionDoc;
}

export interface AccessFileParts {
  readonly files: Pick<FileStore, 'byId'>;
  readonly messages: Pick<FileMessages, 'read'>;
  /** Files that no scanner has seen may be opened. */
  readonly opensUnscanned: boolean;
}

/**
 * The one permission check of fetching, read anew each time: who asks sits in the room, the message stands and still
 * shows this file, and the file is ready. Throws NOT_FOUND, NOT_A_MEMBER, MESSAGE_RECALLED or FILE_NOT_READY.
 */
export type AccessFile = (
  personId: PersonId,
  of: { fileId: FileId; rendition: Rendition },
) => Promise<Fetchable>;

export const makeAccessFile =
  ({ files, messages, opensUnscanned }: AccessFileParts): AccessFile =>
  async (personId, { fileId, rendition }) => {
    const file = await files.byId(fileId);
    if (file === null) throw new Fault('NOT_FOUND');
    const { message } = await messages.read(personId, file).catch(unknownAsNotFound);
    if (message.body.kind === 'recalled') throw new Fault('MESSAGE_RECALLED', { seq: file.seq });
    if (message.body.kind !== 'file' || message.body.file.fileId !== fileId) throw new Fault('NOT_FOUND');
    if (!isOpen(file, opensUnscanned)) throw new Fault('FILE_NOT_READY', { state: file.state });
    const part = renditionOf(file, rendition);
    if (part === null) throw new Fault('NOT_FOUND');
    return { file, part };
  };

/** It is ready, and looked through where that is asked for. */
export const isOpen = ({ state, scanned }: Pick<FileDoc, 'state' | 'scanned'>, opensUnscanned: boolean) =>
  state === 'ready' && (scanned === true || opensUnscanned);

function unknownAsNotFound(error: unknown): never {
  if (error instanceof Fault && error.code === 'UNKNOWN_MESSAGE') throw new Fault('NOT_FOUND');
  throw error;
}
