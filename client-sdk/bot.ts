import type { BotAct } from '../shared/bots.ts';
import { Fault } from '../shared/faults.ts';
import type { RoomId } from '../shared/ids.ts';
import type { AnswerOf, InputOf, RequestName } from '../shared/protocol.ts';
import type { Card, Message } from '../shared/messages.ts';
import { MAX_PAGE } from '../shared/values/messages.ts';
import { waitFor } from './asking.ts';
import { makePost, type Post } from './http.ts';
import { realParts, sleep, type Parts } from './parts.ts';
import { mayPass, opened } from './session.ts';

/** What a bot needs to know; the token comes from `huying bot create`. */
export interface BotOptions extends Partial<Pick<Parts, 'timers' | 'random'>> {
  readonly url: string;
  readonly token: string;
  /** How long to wait for one answer, in milliseconds; default 20,000: the server may let a bot wait for its turn. */
  readonly answerMs?: number;
}

export type BotRoom = AnswerOf<'bot:rooms'>['rooms'][number];
export type BotPage = AnswerOf<'bot:read'>;

/** A program that speaks in its own name. Each method throws the server's Fault, and waits out what passes by itself. */
export interface Bot {
  /** The rooms in which it may do this. */
  rooms(act: BotAct): Promise<readonly BotRoom[]>;
  /** The same key twice is one message: make it of the fact that is told, with `keyOf`. */
  say(roomId: RoomId, text: string, sendKey: string): Promise<Message>;
  post(roomId: RoomId, card: Extract<Card, { type: 'bulletin' }>, sendKey: string): Promise<Message>;
  /** The newest page, or the one before a number. */
  read(roomId: RoomId, o?: { before?: number; limit?: number }): Promise<BotPage>;
  /** What was said since a moment, newest first. */
  since(roomId: RoomId, moment: Date): AsyncGenerator<Message>;
}

const ANSWER_MS = 20_000;
const TRIES = 6;

/** A bot of a server. It speaks by HTTP alone: nothing is kept open and nothing has to be closed. */
export function asBot(o: BotOptions): Bot {
  const ask = makeAsk(o, makePost({ url: o.url, withCookies: false, answerMs: o.answerMs ?? ANSWER_MS }));
  const read: Bot['read'] = (roomId, { before, limit = MAX_PAGE } = {}) =>
    ask('bot:read', { roomId, limit, ...(before !== undefined && { before }) });
  return {
    rooms: async (act) => (await ask('bot:rooms', { act })).rooms,
    say: (roomId, text, sendKey) => ask('bot:say', { roomId, text, sendKey }),
    post: (roomId, card, sendKey) => ask('bot:post', { roomId, card, sendKey }),
    read,
    async *since(roomId, moment) {
      let page = await read(roomId);
      for (;;) {
        for (const message of page.messages.toReversed()) {
          if (new Date(message.at) < moment) return;
          yield message;
        }
        if (page.from <= 1) return;
        page = await read(roomId, { before: page.from });
      }
    },
  };
}

function makeAsk({ token, timers = realParts.timers, random = realParts.random }: BotOptions, post: Post) {
  return async <N extends RequestName>(name: N, input: InputOf<N>): Promise<AnswerOf<N>> => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return opened(await post(name, input, token)) as AnswerOf<N>;
      } catch (error) {
        if (!(error instanceof Fault) || !mayPass(error) || attempt + 1 >= TRIES) throw error;
        await sleep(timers, waitFor(error, attempt, random));
      }
    }
  };
}

/** A key made of a fact, a UUID version 8: whoever tells the same fact again tells it once. */
export async function keyOf(fact: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(fact)));
  const hex = [...hash.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
