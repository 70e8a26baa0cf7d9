import { Fault } from '../../../shared/faults.ts';
import type { RoomId } from '../../../shared/ids.ts';
import {
  type Author,
  type Card,
  type listMessages,
  messagePosted,
  type Message,
  type MessageBody,
  type postMessage,
} from '../../../shared/messages.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Clock, NewId, Tell } from '../../wire/ports.ts';
import type { AccessRoom } from '../access.actions.ts';
import type { Heads } from '../heads.actions.ts';
import { messageOf } from '../room.rules.ts';
import { pageRange, sameBody, whyMayNotPost } from './messages.rules.ts';
import type { MessageLog } from './message-log.store.ts';
import type { MessageStore } from './messages.store.ts';

export interface SayParts {
  log: MessageLog;
  heads: Heads;
  clock: Clock;
  newId: NewId;
  tell: Tell;
}

export interface Saying {
  roomId: RoomId;
  author: Author;
  body: MessageBody;
  sendKey: string;
}

/** Store, then tell. A message that was kept before is told again: its first telling may have been lost. */
export type Say = (saying: Saying) => Promise<Message>;

export const makeSay =
  ({ log, heads, clock, newId, tell }: SayParts): Say =>
  async ({ roomId, author, body, sendKey }) => {
    const kept = await log.append({
      _id: newId(),
      roomId,
      authorKey: author.kind === 'person' ? author.personId : 'bot',
      sendKey,
      author,
      body,
      at: clock.now(),
    });
    if (!kept.isNew && !sameBody(kept.message.body, body)) throw new Fault('SEND_KEY_REUSED', { sendKey });
    const message = messageOf(kept.message);
    tell.room(roomId, messagePosted, message);
    heads.moved(roomId);
    return message;
  };

/** Hop 2 of a message: access, rule, store, tell. */
export const makePostMessage =
  (access: AccessRoom, say: Say): Handler<typeof postMessage> =>
  async ({ roomId, text, sendKey }, caller) => {
    const { room } = await access(caller.personId, roomId);
    const refused = whyMayNotPost(room);
    if (refused) throw new Fault(refused, { roomId });
    return say({
      roomId,
      author: { kind: 'person', personId: caller.personId, name: caller.name, label: caller.label },
      body: { kind: 'text', text },
      sendKey,
    });
  };

/** The product's own voice. It never speaks as a person. */
export const BOT: Author = { kind: 'bot', name: '呼应助手' };

/** Says a card once for each fact. */
export const makePostCard =
  (say: Say) =>
  (roomId: RoomId, card: Card, sendKey: string): Promise<Message> =>
    say({ roomId, author: BOT, body: { kind: 'card', card }, sendKey });

/** History by ranges of numbers, which are dense: no sort, the same cost at any depth. */
export const makeListMessages =
  (access: AccessRoom, store: MessageStore): Handler<typeof listMessages> =>
  async (input, caller) => {
    const { room } = await access(caller.personId, input.roomId);
    const { from, to } = pageRange(room.seq, input);
    const found = await store.ranges([{ roomId: input.roomId, from, to }]);
    return { messages: found.map(messageOf), from, to, head: room.seq };
  };
