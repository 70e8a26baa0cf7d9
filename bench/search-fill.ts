import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRandom, type Random } from '../demo/random.ts';
import { type CongressId, type PersonId, roomId, type RoomId } from '../shared/ids.ts';
import { newId } from '../server/ops/clock.ts';
import { roomIdOf } from '../server/rooms/index.ts';
import type { MessageDoc } from '../server/rooms/messages/messages.store.ts';
import { entriesOf, indexedOf } from '../server/rooms/search/entries.rules.ts';
import { makeSearchIndexStore } from '../server/rooms/search/search-index.store.ts';
import { connectMongo } from '../server/store/mongo.ts';
import type { benchParts } from './surroundings.ts';

type Parts = Awaited<ReturnType<typeof benchParts>>;

const ROOMS = 9_203;
/** The caller sits in the large room and in 999 others, large and small. */
const OF_CALLER = 1_000;
const TOGETHER = 2_000;
/** Said in one of so many messages, and nowhere in the texts. */
const RARE = { words: '青稞梯田保育', everyNth: 20_011 };

export interface Filled {
  caller: PersonId;
  congress: CongressId;
  /** A tenth of all messages are in this room. */
  large: RoomId;
  rare: string;
  rareInLarge: number;
  rareOfCaller: number;
}

/** A year of talk in 9,203 rooms of uneven size, and its index, written past the doors; indexes of the database are built at the end. */
export async function fillForSearch(
  parts: Parts,
  mongodbUrl: string,
  { name, messages }: { name: string; messages: number },
): Promise<Filled> {
  const chance = makeRandom('search');
  await parts.database.connection.dropDatabase(); // of a run before this one, on engines that were given
  await parts.database.ready();
  const [caller, congress] = [newId() as PersonId, newId() as CongressId];
  const ids = await makeRooms(parts, caller, congress);
  const database = await connectMongo(mongodbUrl, name);
  const index = makeSearchIndexStore(database);
  const kept = database.connection.collection<MessageDoc>('messages');
  const entries = database.connection.collection('search-entries');
  await kept.dropIndexes();
  await entries.dropIndexes();
  const texts = makeTexts(chance.about('texts'));
  const pickRoom = makePickRoom(ids, chance.about('rooms'));
  const seqs = new Map<RoomId, number>();
  const [large] = ids as [RoomId, ...RoomId[]];
  const filled: Filled = { caller, congress, large, rare: RARE.words, rareInLarge: 0, rareOfCaller: 0 };
  const mine = new Set(ids.slice(0, OF_CALLER));
  for (let from = 0; from < messages; from += TOGETHER) {
    const docs = Array.from({ length: Math.min(TOGETHER, messages - from) }, (_, i): MessageDoc => {
      const id = pickRoom();
      const seq = (seqs.get(id) ?? 1) + 1;
      seqs.set(id, seq);
      const isRare = (from + i) % RARE.everyNth === 0;
      if (isRare && id === large) filled.rareInLarge += 1;
      if (isRare && mine.has(id)) filled.rareOfCaller += 1;
      return docOf(id, seq, { text: texts() + (isRare ? RARE.words : ''), at: from + i });
    });
    await Promise.all([
      kept.insertMany(docs, { ordered: false, writeConcern: { w: 1 } }),
      entries.insertMany(docs.flatMap(entriesOf) as never[], { ordered: false, writeConcern: { w: 1 } }),
      index.advance(byRoom(docs)),
    ]);
  }
  await setHeads(database, seqs, messages);
  await parts.database.ready();
  await database.close();
  return filled;
}

async function makeRooms(parts: Parts, caller: PersonId, congress: CongressId): Promise<RoomId[]> {
  const subjects = Array.from({ length: ROOMS }, (_, i) => `search ${i}`);
  for (let i = 0; i < ROOMS; i += 500)
    await parts.rooms.ensure(
      subjects.slice(i, i + 500).map((subjectId, at) => ({
        ...{ subjectId, kind: 'suggestion' as const, congressId: congress, suggestionId: null },
        ...{
          name: `${subjectId} 办理群`,
          title: subjectId,
          number: String(i + at),
          phase: null,
          nextDue: null,
        },
        seats: i + at < OF_CALLER ? [{ personId: caller, roles: ['lead-deputy' as const] }] : [],
        welcome: { type: 'service-welcome' as const, delegationName: '北京团' },
      })),
      'system',
    );
  await parts.rooms.flush();
  return subjects.map((s) => roomId.parse(roomIdOf(s)));
}

/** Sentences of letters of reply, of three lengths: a line, a few lines, a long piece. */
function makeTexts(chance: Random): () => string {
  const folder = join(import.meta.dirname, '../demo/data/texts');
  const sentences = readdirSync(folder)
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split(/[。；！？\n]/))
    .map((s) => s.trim())
    .filter((s) => s.length > 3);
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

/** A tenth goes to the first room, the rest to the others: few are large, most are small. */
function makePickRoom(ids: readonly RoomId[], chance: Random): () => RoomId {
  const [large, ...others] = ids as [RoomId, ...RoomId[]];
  const shuffled = chance.shuffled(others);
  return () =>
    chance.int(10) === 0 ? large : (shuffled[Math.floor(shuffled.length * chance.real() ** 2)] ?? large);
}

const START = Date.parse('2026-03-05T01:00:00.000Z');

const docOf = (id: RoomId, seq: number, { text, at }: { text: string; at: number }): MessageDoc => ({
  ...{
    _id: newId(),
    roomId: id,
    seq,
    authorKey: 'filler',
    sendKey: `${at}`,
    at: new Date(START + at * 1_000),
  },
  author: { kind: 'bot', name: '代表' },
  body: { kind: 'text', text },
});

function byRoom(docs: readonly MessageDoc[]) {
  const rooms = new Map<RoomId, MessageDoc[]>();
  for (const doc of docs) rooms.set(doc.roomId, [...(rooms.get(doc.roomId) ?? []), doc]);
  return [...rooms].map(([id, messages]) =>
    indexedOf({ roomId: id, to: messages.at(-1)?.seq ?? 0, messages }),
  );
}

async function setHeads(
  { connection }: Awaited<ReturnType<typeof connectMongo>>,
  seqs: ReadonlyMap<RoomId, number>,
  messages: number,
): Promise<void> {
  const lastAt = new Date(START + messages * 1_000);
  await connection.collection<{ _id: RoomId }>('rooms').bulkWrite(
    [...seqs].map(([_id, seq]) => ({ updateOne: { filter: { _id }, update: { $set: { seq, lastAt } } } })),
    { ordered: false },
  );
}
