import { Fault } from '../../../shared/faults.ts';
import type { FileKind } from '../../../shared/files.ts';
import type { FileId, PersonId, RoomId } from '../../../shared/ids.ts';
import type { FileMessages } from '../../rooms/index.ts';
import type { FileStore } from '../files.store.ts';
import { type AccessFile, isOpen } from './access-file.actions.ts';

/** A file of a room as what refers to it shows it. */
export interface Attached {
  readonly name: string;
  readonly kind: FileKind;
  readonly bytes: number;
}

interface Parts {
  readonly files: Pick<FileStore, 'byId'>;
  readonly messages: Pick<FileMessages, 'showing'>;
  readonly accessFile: AccessFile;
  readonly opensUnscanned: boolean;
}

export type Attachments = ReturnType<typeof makeAttachments>;

/** Files of a room that something else refers to, as a letter to what goes with it. */
export const makeAttachments = ({ files, messages, accessFile, opensUnscanned }: Parts) => ({
  /** Throws UNKNOWN_FILE unless all are ready files of this room that this person may open now. */
  async refuseUnseen(personId: PersonId, roomId: RoomId, fileIds: readonly FileId[]): Promise<void> {
    const seen = await Promise.all(
      fileIds.map(async (fileId) => {
        const found = await accessFile(personId, { fileId, rendition: 'original' }).catch(nothing);
        return found?.file.roomId === roomId;
      }),
    );
    const unseen = fileIds.filter((_, at) => seen[at] !== true);
    if (unseen.length > 0) throw new Fault('UNKNOWN_FILE', { fileIds: unseen });
  },

  /** Those of them that stand in this room now; what was taken back is missing. */
  async standing(roomId: RoomId, fileIds: readonly FileId[]): Promise<Map<FileId, Attached>> {
    const kept = (await Promise.all(fileIds.map((id) => files.byId(id)))).flatMap((doc) => doc ?? []);
    const ready = kept.filter((doc) => doc.roomId === roomId && isOpen(doc, opensUnscanned));
    const shown = await messages.showing(
      roomId,
      ready.map(({ seq }) => seq),
    );
    return new Map(
      ready.flatMap(({ _id, seq, name, kind, announced: { bytes } }) => {
        const body = shown.get(seq)?.body;
        return body?.kind === 'file' && body.file.fileId === _id
          ? [[_id, { name, kind, bytes }] as const]
          : [];
      }),
    );
  },
});

/** What refuses to open it; everything else that fails is no answer. */
function nothing(error: unknown): null {
  if (error instanceof Fault) return null;
  throw error;
}
