import { Fault } from '../../../shared/faults.ts';
import type { FileKind } from '../../../shared/files.ts';
import type { FileId, PersonId, RoomId, UnitId } from '../../../shared/ids.ts';
import type { FileMessages } from '../../rooms/index.ts';
import type { Caller } from '../../wire/ports.ts';
import type { FileStore } from '../files.store.ts';
import { type AccessFile, isOpen } from './access-file.actions.ts';

/** A file of a room as what refers to it shows it. */
export interface Attached {
  readonly name: string;
  readonly kind: FileKind;
  readonly bytes: number;
}

/** Of the address book: of which unit people are. */
export type Cards = (
  ids: readonly PersonId[],
) => Promise<ReadonlyMap<PersonId, { readonly unitId: UnitId | null }>>;

interface Parts {
  readonly files: Pick<FileStore, 'byId'>;
  readonly messages: Pick<FileMessages, 'showing'>;
  readonly accessFile: AccessFile;
  /** Who people are, and of which unit. */
  readonly cards: Cards;
  readonly opensUnscanned: boolean;
}

export type Attachments = ReturnType<typeof makeAttachments>;

/** Who puts a name to a letter. */
export type Signer = Pick<Caller, 'personId' | 'unitId'>;

/** Files of a room that something else refers to, as a letter to what goes with it. */
export function makeAttachments({ files, messages, accessFile, cards, opensUnscanned }: Parts) {
  /** Those of them that are ready in this room, where a message shows them now. */
  async function shownIn(roomId: RoomId, fileIds: readonly FileId[]) {
    const kept = (await Promise.all(fileIds.map((id) => files.byId(id)))).flatMap((doc) => doc ?? []);
    const ready = kept.filter((doc) => doc.roomId === roomId && isOpen(doc, opensUnscanned));
    const shown = await messages.showing(
      roomId,
      ready.map(({ seq }) => seq),
    );
    return ready.filter(({ _id, seq }) => {
      const body = shown.get(seq)?.body;
      return body?.kind === 'file' && body.file.fileId === _id;
    });
  }

  const mayOpen = async ({ personId }: Signer, roomId: RoomId, fileId: FileId): Promise<boolean> =>
    (await accessFile(personId, { fileId, rendition: 'original' }).catch(nothing))?.file.roomId === roomId;

  async function sentBy(unitId: UnitId | null, roomId: RoomId, fileIds: readonly FileId[]) {
    if (unitId === null) return new Set<FileId>();
    const shown = await shownIn(roomId, fileIds);
    const people = await cards(shown.map(({ ownerId }) => ownerId));
    const own = shown.filter(({ ownerId }) => people.get(ownerId)?.unitId === unitId);
    return new Set(own.map(({ _id }) => _id));
  }

  return {
    /** Throws UNKNOWN_FILE unless all are ready files of this room, which the signer may open or the signer’s unit sent. */
    async refuseUnseen(signer: Signer, roomId: RoomId, fileIds: readonly FileId[]): Promise<void> {
      const known = await sentBy(signer.unitId, roomId, fileIds);
      for (const fileId of fileIds)
        if (!known.has(fileId) && (await mayOpen(signer, roomId, fileId))) known.add(fileId);
      const unseen = fileIds.filter((fileId) => !known.has(fileId));
      if (unseen.length > 0) throw new Fault('UNKNOWN_FILE', { fileIds: unseen });
    },

    /** Those of them that stand in this room now; what was taken back is missing. */
    async standing(roomId: RoomId, fileIds: readonly FileId[]): Promise<Map<FileId, Attached>> {
      const shown = await shownIn(roomId, fileIds);
      return new Map(
        shown.map(({ _id, name, kind, announced }) => [_id, { name, kind, bytes: announced.bytes }]),
      );
    },
  };
}

/** What refuses to open it; everything else that fails is no answer. */
function nothing(error: unknown): null {
  if (error instanceof Fault) return null;
  throw error;
}
