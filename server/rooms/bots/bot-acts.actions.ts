import { setTimeout as pause } from 'node:timers/promises';
import { type BotAct, botPost, botRead, botSay, listBotRooms } from '../../../shared/bots.ts';
import { Fault } from '../../../shared/faults.ts';
import type { RoomId } from '../../../shared/ids.ts';
import type { Author, Message, MessageBody } from '../../../shared/messages.ts';
import type { Redis } from '../../store/redis.ts';
import { bind, type Binding } from '../../wire/bind.ts';
import type { Caller } from '../../wire/ports.ts';
import { messageIdOf, pageRange } from '../messages/messages.rules.ts';
import type { Say } from '../messages/messages.actions.ts';
import type { MessageStore } from '../messages/messages.store.ts';
import type { ReadSettled } from '../messages/settled.actions.ts';
import { messageOf } from '../room.rules.ts';
import type { RoomDoc, RoomStore } from '../room.store.ts';
import { type TakeTurn, makeTakeTurn, TURN_LIMITS } from './turns.store.ts';

interface Parts {
  readonly rooms: Pick<RoomStore, 'byIds'>;
  readonly messages: Pick<MessageStore, 'byIds'>;
  readonly say: Say;
  readonly readSettled: ReadSettled;
  readonly redis: Redis;
  readonly prefix: string;
}

/** Answers `bot:…`. A bot sits in no room: its scope is its permission, read anew for each request. */
export function botBindings(parts: Parts): Binding[] {
  const { redis, prefix } = parts;
  const takeTurn = makeTakeTurn({ redis, prefix, limits: TURN_LIMITS, wait: pause });
  const speak = makeSpeakAsBot({ ...parts, takeTurn });
  return [
    bind(listBotRooms, async ({ act }, caller) => {
      const found = await parts.rooms.byIds(scopeOf(caller, act) as RoomId[]);
      const own = [...found.values()].filter(({ congressId }) => congressId === caller.congressId);
      return {
        rooms: own.map(({ _id, kind, name, title, seq }) => ({ roomId: _id, kind, name, title, seq })),
      };
    }),
    bind(botSay, ({ roomId, text, sendKey }, caller) =>
      speak('message:text', { roomId, sendKey, body: { kind: 'text', text } }, caller),
    ),
    bind(botPost, ({ roomId, card, sendKey }, caller) =>
      speak('message:card', { roomId, sendKey, body: { kind: 'card', card } }, caller),
    ),
    bind(botRead, async (input, caller) => {
      const { roomId } = input;
      const room = await roomFor(parts, { caller, act: 'message:read', roomId });
      const { from, to } = pageRange(room.seq, input);
      const [page] = await parts.readSettled([{ roomId, from, to }]);
      const messages = (page?.messages ?? []).map((found) => messageOf(found));
      return { messages, from, to: page?.to ?? to, head: room.seq };
    }),
  ];
}

/** The rooms in which this caller may do this; NOT_ALLOWED for people, and for bots that may do it nowhere. */
function scopeOf({ bot }: Caller, act: BotAct): readonly string[] {
  if (bot?.acts.includes(act) !== true) throw new Fault('NOT_ALLOWED', { act });
  return bot.rooms;
}

/** The room, if this caller may do this there. A room of another congress is none. */
async function roomFor(
  { rooms }: Pick<Parts, 'rooms'>,
  { caller, act, roomId }: { caller: Caller; act: BotAct; roomId: RoomId },
): Promise<RoomDoc> {
  const room = scopeOf(caller, act).includes(roomId) ? (await rooms.byIds([roomId])).get(roomId) : undefined;
  if (room?.congressId !== caller.congressId) throw new Fault('NOT_ALLOWED', { act, roomId });
  return room;
}

interface Speech {
  roomId: RoomId;
  sendKey: string;
  body: MessageBody;
}

/** Access, rule, turn, store, tell. What was kept before is answered again, and takes no turn. */
const makeSpeakAsBot =
  (parts: Pick<Parts, 'rooms' | 'messages' | 'say'> & { readonly takeTurn: TakeTurn }) =>
  async (act: BotAct, speech: Speech, caller: Caller): Promise<Message> => {
    const { roomId, sendKey, body } = speech;
    const room = await roomFor(parts, { caller, act, roomId });
    const mark = { roomId, authorKey: caller.personId, sendKey };
    const [kept] = await parts.messages.byIds([messageIdOf(mark)]);
    if (kept === undefined) {
      if (room.state !== 'open') throw new Fault('ROOM_CLOSED', { state: room.state });
      await parts.takeTurn(roomId);
    }
    const author: Author = { kind: 'bot', name: caller.name, botId: caller.personId };
    return parts.say({ room, author, body, sendKey });
  };
