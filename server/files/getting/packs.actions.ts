import { Fault } from '../../../shared/faults.ts';
import type { packFiles } from '../../../shared/file-acts.ts';
import type { FileKind } from '../../../shared/files.ts';
import type { PersonId, RoomId } from '../../../shared/ids.ts';
import type { FileMessages } from '../../rooms/index.ts';
import type { Handler } from '../../wire/bind.ts';
import type { FileDoc, FileStore, RenditionDoc } from '../files.store.ts';
import { isOpen } from './access-file.actions.ts';
import type { AddressFor } from './addresses.actions.ts';
import { renditionOf } from './headers.rules.ts';

/** A file of a pack: its original, and who said it. */
export interface PackItem {
  readonly file: FileDoc;
  readonly part: RenditionDoc;
  readonly author: string;
}

/** All files of a room that somebody may fetch now, oldest first. */
export interface Pack {
  readonly roomName: string;
  readonly items: readonly PackItem[];
}

export interface PackParts {
  readonly files: Pick<FileStore, 'readyBefore'>;
  readonly messages: Pick<FileMessages, 'access' | 'showing'>;
  readonly opensUnscanned: boolean;
}

/** Throws NOT_A_MEMBER, or NOTHING_SELECTED where there is no file. */
export type PackOf = (personId: PersonId, of: { roomId: RoomId; kind: FileKind | null }) => Promise<Pack>;

const AT_ONCE = 500;

export const makePackOf =
  ({ files, messages, opensUnscanned }: PackParts): PackOf =>
  async (personId, { roomId, kind }) => {
    const { room } = await messages.access(personId, roomId);
    const items: PackItem[] = [];
    for (let before = Number.MAX_SAFE_INTEGER, isMore = true; isMore;) {
      const found = await files.readyBefore({ roomId, kind, before }, AT_ONCE);
      const shown = await messages.showing(
        roomId,
        found.map(({ seq }) => seq),
      );
      for (const file of found) {
        const part = renditionOf(file, 'original');
        const author = shown.get(file.seq)?.author.name;
        if (part && author !== undefined && isOpen(file, opensUnscanned)) items.push({ file, part, author });
      }
      before = found.at(-1)?.seq ?? 0;
      isMore = found.length === AT_ONCE;
    }
    if (items.length === 0) throw new Fault('NOTHING_SELECTED');
    return { roomName: room.name, items: items.reverse() };
  };

/** file:pack */
export const makePackFiles =
  (packOf: PackOf, addressFor: AddressFor): Handler<typeof packFiles> =>
  async ({ roomId, kind }, caller) => {
    const { items } = await packOf(caller.personId, { roomId, kind });
    return {
      address: addressFor(caller, { roomId, kind }),
      files: items.length,
      bytes: items.reduce((sum, { part }) => sum + part.bytes, 0),
    };
  };
