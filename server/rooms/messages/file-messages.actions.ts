import { Fault } from '../../../shared/faults.ts';
import type { SharedFile } from '../../../shared/files.ts';
import type { PersonId, RoomId } from '../../../shared/ids.ts';
import type { Clock } from '../../wire/ports.ts';
import type { AccessRoom } from '../access.actions.ts';
import type { MessageAccess, MessageReader } from '../acts/access-message.actions.ts';
import { isWrittenBy } from '../acts/acts.rules.ts';
import type { ChangeLog } from '../changes/change-log.store.ts';
import { messageIdOf, whyMayNotPost } from './messages.rules.ts';
import type { MessageDoc, MessageStore } from './messages.store.ts';
import type { Speak } from './speak.actions.ts';

export interface FileMessagesParts {
  access: AccessRoom;
  messages: MessageStore;
  reader: MessageReader;
  speak: Speak;
  changeLog: ChangeLog;
  clock: Clock;
}

export type FileMessages = ReturnType<typeof makeFileMessages>;

interface Place {
  roomId: RoomId;
  seq: number;
}

/** What files need of rooms: to be said, to be shown as they move on, and who may see them. */
export const makeFileMessages = ({
  access,
  messages,
  reader,
  speak,
  changeLog,
  clock,
}: FileMessagesParts) => ({
  /** The room and the caller’s seat in it, or NOT_A_MEMBER. */
  access,
  /** Room, seat and message, also one that was recalled; NOT_A_MEMBER, or UNKNOWN_MESSAGE. */
  read: (personId: PersonId, place: Place) => reader.access(personId, place),
  /** The same of what the caller said and may say otherwise now; else NOT_YOURS, MESSAGE_RECALLED, ROOM_CLOSED or MUTED, too. */
  async readOwn(personId: PersonId, place: Place): Promise<MessageAccess> {
    const found = await reader.access(personId, place);
    if (!isWrittenBy(found.message, { personId })) throw new Fault('NOT_YOURS');
    if (found.message.body.kind === 'recalled') throw new Fault('MESSAGE_RECALLED', { seq: place.seq });
    const silent = whyMayNotPost(found.room, found.member, clock.now());
    if (silent) throw silent;
    return found;
  },
  /** The message as this person sees it now. Throws MESSAGE_RECALLED when it was taken back. */
  answer: (personId: PersonId, place: Place) => reader.answer(personId, place),
  /** Those of these messages that show a file: what was taken back does not. */
  async showing(roomId: RoomId, seqs: readonly number[]): Promise<Map<number, MessageDoc>> {
    const found = await messages.bySeqs(roomId, seqs);
    return new Map(found.flatMap((m) => (m.body.kind === 'file' ? [[m.seq, m] as const] : [])));
  },
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
