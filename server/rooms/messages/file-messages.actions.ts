import type { SharedFile } from '../../../shared/files.ts';
import type { PersonId, RoomId } from '../../../shared/ids.ts';
import type { AccessRoom } from '../access.actions.ts';
import type { MessageReader } from '../acts/access-message.actions.ts';
import type { ChangeLog } from '../changes/change-log.store.ts';
import { messageIdOf } from './messages.rules.ts';
import type { MessageStore } from './messages.store.ts';
import type { Speak } from './speak.actions.ts';

export interface FileMessagesParts {
  access: AccessRoom;
  messages: MessageStore;
  reader: MessageReader;
  speak: Speak;
  changeLog: ChangeLog;
}

export type FileMessages = ReturnType<typeof makeFileMessages>;

/** What files need of rooms: to be said, to be shown as they move on, and who may see them. */
export const makeFileMessages = ({ access, messages, reader, speak, changeLog }: FileMessagesParts) => ({
  /** The room and the caller’s seat in it, or NOT_A_MEMBER. */
  access,
  /** Room, seat and message, also one that was recalled; NOT_A_MEMBER, or UNKNOWN_MESSAGE. */
  read: (personId: PersonId, place: { roomId: RoomId; seq: number }) => reader.access(personId, place),
  /** Says a file, with all that holds for whoever speaks. */
  say: speak,
  /** The number under which somebody said something with this key; null: nobody did. */
  async saidAs(mark: { roomId: RoomId; personId: PersonId; sendKey: string }): Promise<number | null> {
    const { roomId, personId: authorKey, sendKey } = mark;
    const [kept] = await messages.byIds([messageIdOf({ roomId, authorKey, sendKey })]);
    return kept?.seq ?? null;
  },
  /** Shows in its message what became of a file; an older state than is shown changes nothing. */
  async show(place: { roomId: RoomId; seq: number; at: Date }, file: SharedFile): Promise<void> {
    const { roomId, seq, at } = place;
    await changeLog.append({ roomId, by: 'system', why: '', at, deed: { kind: 'file-moved', seq, file } });
  },
});
