import { roomChanged } from '../../../shared/rooms.ts';
import type { Tell } from '../../wire/ports.ts';
import type { Heads } from '../heads.actions.ts';
import type { MessageStore } from '../messages/messages.store.ts';
import { headerOf, messageOf } from '../room.rules.ts';
import type { RoomDoc } from '../room.store.ts';
import { isAboutMessages } from './changes.rules.ts';
import type { ChangeDoc } from './changes.store.ts';

/** More than this goes without the messages: clients see that they lack changes, and ask. */
const MOST_TOLD = 50;

export interface TellChangesParts {
  messages: MessageStore;
  heads: Heads;
  tell: Tell;
}

/** Tells who has the room open what changed, as it stands now, and lets the inboxes of the others know. */
export const makeTellChanges =
  ({ messages, heads, tell }: TellChangesParts) =>
  async (room: RoomDoc, applied: readonly ChangeDoc[]): Promise<void> => {
    heads.moved(room._id);
    const from = room.changeSeq - applied.length + 1;
    const touched = applied.some(({ deed }) => isAboutMessages(deed))
      ? await messages.changed([{ roomId: room._id, after: from - 1 }], MOST_TOLD + 1)
      : [];
    if (touched.length > MOST_TOLD) return;
    tell.room(room, roomChanged, {
      from,
      room: headerOf(room),
      messages: touched.map((m) => messageOf(m)),
    });
  };
