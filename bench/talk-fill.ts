import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../demo/random.ts';
import type { RoomId } from '../shared/ids.ts';
import { messageIdOf } from '../server/rooms/messages/messages.rules.ts';
import type { MessageDoc } from '../server/rooms/messages/messages.store.ts';
import { entriesOf, indexedOf } from '../server/rooms/search/entries.rules.ts';
import { makeSearchIndexStore } from '../server/rooms/search/search-index.store.ts';
import { connectMongo, type Database } from '../server/store/mongo.ts';
import { round, timed } from './figures.ts';
import type { Bench } from './surroundings.ts';

/** Talk of many rooms, written past the doors: messages, what finds them, and the heads of their rooms. */
interface Talk {
  /** So many more messages; indexes of the database are taken away before and built afterwards, which is quicker. */
  write(messages: number): Promise<FillTimes>;
  headOf(room: RoomId): number;
  /** How many messages of these rooms hold the rare words. */
  rareIn(rooms: Iterable<RoomId>): number;
}

export interface FillTimes {
  writeSeconds: number;
  indexSeconds: number;
}

/** Said in one of so many messages, and nowhere in the texts. */
export const RARE = { words: '青稞梯田保育', everyNth: 20_011 };

const TOGETHER = 2_000;
const AT_ONCE = 3; // writes under way
/** Nothing is told of these before the index is built; the journal need not be waited for. */
const PAST_THE_JOURNAL = { ordered: false, writeConcern: { w: 1, j: false } } as const;

interface TalkOrder {
  database: Database;
  name: string;
  chance: Random;
  /** After the rooms were made, in milliseconds: a message a second. */
  start: number;
  /** In which room the next message is said. */
  pickRoom: () => RoomId;
}

/** Rooms must be there, with their welcome as number 1. */
export function makeTalk({ mongodbUrl, say }: Pick<Bench, 'mongodbUrl' | 'say'>, order: TalkOrder): Talk {
  const { next, rooms, rare } = speaker(order);
  return {
    async write(messages) {
      const own = await connectMongo(mongodbUrl, order.name);
      const index = makeSearchIndexStore(own);
      const written = await timed(async () => {
        await dropIndexes(own);
        await inTurns(Math.ceil(messages / TOGETHER), (turn) =>
          put(own, next(Math.min(TOGETHER, messages - turn * TOGETHER))),
        );
        await setHeads(own, rooms);
        await index.advance([...rooms].map(([_id, { seq, tops }]) => ({ _id, to: seq, tops })));
      });
      await own.close();
      const built = await timed(() => order.database.ready());
      const times = { writeSeconds: round(written.seconds, 1), indexSeconds: round(built.seconds, 1) };
      say(
        `  ${messages} messages written in ${times.writeSeconds} s, indexes built in ${times.indexSeconds} s`,
      );
      return times;
    },
    headOf: (room) => rooms.get(room)?.seq ?? 1,
    rareIn: (asked) => [...asked].reduce((sum, id) => sum + (rare.get(id) ?? 0), 0),
  };
}

async function dropIndexes({ connection }: Database): Promise<void> {
  for (const name of ['messages', 'search-entries']) await connection.collection(name).dropIndexes();
}

async function put({ connection }: Database, docs: MessageDoc[]): Promise<void> {
  await Promise.all([
    connection.collection<MessageDoc>('messages').insertMany(docs, PAST_THE_JOURNAL),
    connection.collection('search-entries').insertMany(docs.flatMap(entriesOf) as never[], PAST_THE_JOURNAL),
  ]);
}

/** Turns 0, 1, 2 … some at a time. */
async function inTurns(turns: number, work: (turn: number) => Promise<void>): Promise<void> {
  let turn = 0;
  const worker = async () => {
    while (turn < turns) await work(turn++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

interface Line {
  seq: number;
  at: Date;
  tops: Record<string, number>;
}

/** Who says one thing after the other, a second apart, and keeps count. */
function speaker({ chance, start, pickRoom }: TalkOrder) {
  const texts = makeTexts(chance);
  const rooms = new Map<RoomId, Line>();
  const rare = new Map<RoomId, number>();
  let said = 0;
  const say = (): MessageDoc => {
    const roomId = pickRoom();
    const line = rooms.get(roomId) ?? { seq: 1, at: new Date(start), tops: {} };
    rooms.set(roomId, line);
    line.seq += 1;
    line.at = new Date(start + said * 1_000);
    const isRare = said++ % RARE.everyNth === 0;
    if (isRare) rare.set(roomId, (rare.get(roomId) ?? 0) + 1);
    const doc = docOf(roomId, line, texts() + (isRare ? RARE.words : ''));
    Object.assign(line.tops, indexedOf({ roomId, to: line.seq, messages: [doc] }).tops);
    return doc;
  };
  return { rooms, rare, next: (count: number) => Array.from({ length: count }, say) };
}

function docOf(roomId: RoomId, { seq, at }: Line, text: string): MessageDoc {
  const mark = { roomId, authorKey: 'filler', sendKey: `${seq}` };
  return {
    ...{ ...mark, _id: messageIdOf(mark), seq, at },
    author: { kind: 'bot', name: '代表' },
    body: { kind: 'text', text },
  };
}

/** Sentences of letters of reply, of three lengths: a line, a few lines, a long piece. */
function makeTexts(chance: Random): () => string {
  const sentences = sentencesOfReplies();
  return () => {
    const draw = chance.real();
    if (draw < 0.5) {
      const sentence = chance.pick(sentences);
      const from = chance.int(Math.max(1, sentence.length - 8));
      return sentence.slice(from, from + 6 + chance.int(14));
    }
    const count = draw < 0.9 ? 1 + chance.int(2) : 3 + chance.int(4);
    return `${Array.from({ length: count }, () => chance.pick(sentences)).join('。')}。`;
  };
}

/** What the texts are made of. */
export function sentencesOfReplies(): string[] {
  const folder = join(import.meta.dirname, '../demo/data/texts');
  return readdirSync(folder)
    .sort()
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split(/[。；！？\n]/))
    .map((s) => s.trim())
    .filter((s) => s.length > 3);
}

async function setHeads({ connection }: Database, rooms: ReadonlyMap<RoomId, Line>): Promise<void> {
  const heads = connection.collection<{ _id: RoomId }>('rooms');
  await heads.bulkWrite(
    [...rooms].map(([_id, { seq, at }]) => ({
      updateOne: { filter: { _id }, update: { $set: { seq, lastAt: at } } },
    })),
    { ordered: false },
  );
}
