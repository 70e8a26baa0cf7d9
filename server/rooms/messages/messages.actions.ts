import { Fault } from '../../../shared/faults.ts';
import type { RoomId } from '../../../shared/ids.ts';
import {
  type Author,
  type Card,
  type listMessages,
  messagePosted,
  type Message,
  type MessageBody,
} from '../../../shared/messages.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Clock, RoomAt, Tell } from '../../wire/ports.ts';
import type { AccessRoom } from '../access.actions.ts';
import type { MineOf } from '../changes/mine.actions.ts';
import type { Heads } from '../heads.actions.ts';
import { messageOf } from '../room.rules.ts';
import type { RoomStore } from '../room.store.ts';
import { messageIdOf, pageRange, saysTheSame } from './messages.rules.ts';
import type { MessageLog } from './message-log.store.ts';
import type { MessageDoc } from './messages.store.ts';
import type { ReadSettled } from './settled.actions.ts';

export interface SayParts {
  log: MessageLog;
  tellPosted: TellPosted;
  clock: Clock;
}

export interface Saying extends Partial<Pick<MessageDoc, 'quote' | 'mentions' | 'notified'>> {
  room: RoomAt;
  author: Author;
  body: MessageBody;
  sendKey: string;
}

/** Store, then tell. A message that was kept before is told again: its first telling may have been lost. */
export type Say = (saying: Saying) => Promise<Message>;

export const makeSay =
  ({ log, tellPosted, clock }: SayParts): Say =>
  async (saying) => {
    const { room, ...said } = saying;
    const { author, body, sendKey } = said;
    const authorKey = author.kind === 'person' ? author.personId : (author.botId ?? 'bot');
    const mark = { roomId: room._id, authorKey, sendKey };
    const kept = await log.append({ ...said, ...mark, _id: messageIdOf(mark), at: clock.now() });
    if (
      !kept.isNew &&
      !saysTheSame(kept.message, { body, replyTo: said.quote?.seq, mentions: said.mentions })
    )
      throw new Fault('SEND_KEY_REUSED', { sendKey });
    return tellPosted({ _id: room._id, memberVersion: kept.memberVersion }, kept.message);
  };

/** Tells who has the room open, and notes that its head moved. */
export type TellPosted = (room: RoomAt, doc: MessageDoc) => Message;

export const makeTellPosted =
  (tell: Tell, heads: Heads): TellPosted =>
  (room, doc) => {
    const message = messageOf(doc);
    tell.room(room, messagePosted, message);
    heads.moved(room._id);
    return message;
  };

/** The product's own voice. It never speaks as a person. */
export const BOT: Author = { kind: 'bot', name: '呼应助手' };

type ProductSays = (roomId: RoomId, body: MessageBody, sendKey: string) => Promise<Message>;

const makeProductSays =
  (say: Say, rooms: Pick<RoomStore, 'faceOf'>): ProductSays =>
  async (roomId, body, sendKey) => {
    const room = await rooms.faceOf(roomId);
    if (room === null) throw new Error(`no room ${roomId}`);
    return say({ room, author: BOT, body, sendKey });
  };

/** Says a card once for each fact. */
export const makePostCard = (say: Say, rooms: Pick<RoomStore, 'faceOf'>) => {
  const speak = makeProductSays(say, rooms);
  return (roomId: RoomId, card: Card, sendKey: string) => speak(roomId, { kind: 'card', card }, sendKey);
};

/** Says a line of the product once for each fact. */
export const makePostLine = (say: Say, rooms: Pick<RoomStore, 'faceOf'>) => {
  const speak = makeProductSays(say, rooms);
  return (roomId: RoomId, line: Pick<SystemLine, 'key' | 'params'>, sendKey: string) =>
    speak(roomId, { kind: 'system', ...line }, sendKey);
};

type SystemLine = Extract<MessageBody, { kind: 'system' }>;

export interface ListMessagesParts {
  access: AccessRoom;
  readSettled: ReadSettled;
  mineOf: MineOf;
}

/** History by ranges of numbers, which are dense: no sort, the same cost at any depth. */
export const makeListMessages =
  ({ access, readSettled, mineOf }: ListMessagesParts): Handler<typeof listMessages> =>
  async (input, caller) => {
    const { roomId } = input;
    const { room } = await access(caller.personId, roomId);
    const { from, to } = pageRange(room.seq, input);
    const [page] = await readSettled([{ roomId, from, to }]);
    const found = page?.messages ?? [];
    const mine = await mineOf(caller.personId, found);
    const messages = found.map((m) => messageOf(m, mine(m)));
    return { messages, from, to: page?.to ?? to, head: room.seq };
  };
