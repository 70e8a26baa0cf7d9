import * as z from 'zod/mini';
import { request } from './contract.ts';
import { roomId } from './ids.ts';
import { bulletin, listMessages, message, messageText } from './messages.ts';
import { roomKind } from './rooms.ts';

/** What a bot may be allowed to do in its rooms. Each is given by name; nothing comes along with another. */
export const BOT_ACTS = ['message:text', 'message:card', 'message:read'] as const;
export const botAct = z.enum(BOT_ACTS);
export type BotAct = z.infer<typeof botAct>;

/** Most rooms of one bot. */
export const MAX_BOT_ROOMS = 500;

/** Where a bot may do what. Everything else is refused. */
export interface BotScope {
  readonly rooms: readonly string[];
  readonly acts: readonly BotAct[];
}

/** Cards that bots may post; all others speak for the product or for a person. */
const botCard = z.discriminatedUnion('type', [bulletin]);

export const listBotRooms = request({
  name: 'bot:rooms',
  summary: 'The rooms in which this bot may do this. For bots only.',
  input: z.object({ act: botAct }),
  output: z.object({
    rooms: z.array(z.object({ roomId, kind: roomKind, name: z.string(), title: z.string(), seq: z.int() })),
  }),
  faults: ['NOT_ALLOWED'],
});

/** How a bot speaks: in its own name, once for each key. */
const speaking = {
  pace: 'post',
  output: message,
  faults: ['NOT_ALLOWED', 'ROOM_CLOSED', 'SEND_KEY_REUSED'],
} as const;

export const botSay = request({
  name: 'bot:say',
  summary: 'Says something in a room in the bot’s own name; waits some seconds for its turn. For bots only.',
  input: z.object({ roomId, text: messageText, sendKey: z.uuid() }),
  ...speaking,
});

export const botPost = request({
  name: 'bot:post',
  summary: 'Posts a card in the bot’s own name; waits some seconds for its turn. For bots only.',
  input: z.object({ roomId, card: botCard, sendKey: z.uuid() }),
  ...speaking,
});

export const botRead = request({
  name: 'bot:read',
  summary: 'History by number, as message:list gives it. For bots only.',
  input: listMessages.input,
  output: listMessages.output,
  faults: ['NOT_ALLOWED'],
});

/** All that a bot may ask. Every other request refuses it with NOT_ALLOWED, whatever its scope. */
export const botRequests = [listBotRooms, botSay, botPost, botRead] as const;
