import { expect } from 'chai';
import { connect, type Huying, type Message } from '../../../client-sdk/index.ts';
import { memoryStorage, type Storage } from '../../../client-sdk/storage.ts';
import type { RoomId } from '../../../shared/ids.ts';
import type { TestPerson } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { seeded } from '../client-sdk/shaky-network.ts';
import type { Village } from './village.ts';

/** One client in the talk: what it wrote, what was acknowledged, and what each of its rooms told it. */
interface Talker {
  readonly person: TestPerson;
  readonly client: Huying;
  readonly storage: Storage;
  readonly told: ReadonlyMap<RoomId, string[]>;
  readonly written: { roomId: RoomId; text: string }[];
  readonly acknowledged: Message[];
}

/** Many clients writing into their rooms at once. */
export interface Talk {
  readonly talkers: readonly Talker[];
  /** How many messages the server has said it keeps. */
  acknowledged(): number;
  /** Resolves when every message is acknowledged. */
  over(): Promise<void>;
  close(): void;
}

/** What a message is for comparing transcripts. */
const lineOf = ({ seq, messageId, author, body }: Message): string =>
  `${seq} ${messageId} ${author.name}: ${body.kind === 'text' ? body.text : body.kind}`;

const UNDER_WAY = 15; // messages a client has written that are not acknowledged yet

/** Everybody signs in, opens all their rooms, and begins to write `each` messages into rooms chosen by the seed. */
export async function startTalk(
  url: string,
  village: Village,
  { seed, each }: { seed: number; each: number },
): Promise<Talk> {
  const talkers = await Promise.all(
    village.people.map((person, i) => sitDown(url, village, { person, i, seed })),
  );
  const writing = talkers.map((talker, i) => write(talker, each, seeded(seed * 1_000 + i)));
  const all = Promise.all(writing);
  all.catch(() => undefined); // whoever waits for the end hears of it
  return {
    talkers,
    acknowledged: () => talkers.reduce((sum, t) => sum + t.acknowledged.length, 0),
    over: async () => {
      await all;
    },
    close: () => talkers.forEach(({ client }) => client.close()),
  };
}

async function sitDown(
  url: string,
  { rooms }: Village,
  { person, i, seed }: { person: TestPerson; i: number; seed: number },
): Promise<Talker> {
  const storage = memoryStorage();
  const client = connect({ url, storage, answerMs: 3_000, random: seeded(seed * 100 + i) });
  await client.signIn(person.login, person.password);
  const mine = rooms.filter(({ seated }) => seated.includes(person));
  const told = new Map<RoomId, string[]>();
  for (const { roomId } of mine) {
    const lines: string[] = [];
    told.set(roomId, lines);
    client.room(roomId).on('message', (message) => lines.push(lineOf(message)));
    await client.room(roomId).open();
  }
  return { person, client, storage, told, written: [], acknowledged: [] };
}

async function write(talker: Talker, count: number, random: () => number): Promise<void> {
  const rooms = [...talker.told.keys()];
  const underWay = new Set<Promise<void>>();
  for (let n = 1; n <= count; n += 1) {
    const roomId = rooms[Math.floor(random() * rooms.length)] as RoomId;
    const text = `${talker.person.login} 的第${n}句`;
    talker.written.push({ roomId, text });
    const sent: Promise<void> = talker.client
      .room(roomId)
      .send(text)
      .then((message) => {
        talker.acknowledged.push(message);
        underWay.delete(sent);
      });
    underWay.add(sent);
    if (underWay.size >= UNDER_WAY) await Promise.race(underWay);
  }
  await Promise.all(underWay);
}

/**
 * The talk is over: checks that each message was kept once and in the order of writing, that every client was told
 * all of it once and in order, that histories agree with that, and that nothing is left unsent.
 */
export async function expectOneTranscript(url: string, village: Village, talk: Talk): Promise<void> {
  const readers = new Map<TestPerson, Huying>();
  for (const person of village.people) {
    const reader = connect({ url });
    readers.set(person, reader);
    await reader.signIn(person.login, person.password);
  }
  try {
    for (const { roomId, seated } of village.rooms) {
      const histories = await Promise.all(seated.map((person) => historyOf(readers.get(person), roomId)));
      const history = histories[0] ?? [];
      const lines = history.map(lineOf);
      for (const other of histories) expect(other.map(lineOf), 'histories').to.eql(lines);
      expectKeptOnce(talk, roomId, history);
      for (const { told, person } of talk.talkers) {
        const heard = told.get(roomId);
        if (!heard) continue;
        await until(`${person.login} was told all`, () => heard.length >= lines.length, 90_000);
        expect(heard, `told to ${person.login}`).to.eql(lines);
      }
    }
  } finally {
    for (const reader of readers.values()) reader.close();
  }
  for (const { client, storage, told } of talk.talkers) {
    await until('the outbox is empty', async () =>
      (await storage.keys('huying/person/')).every((key) => !key.includes('/outbox/')),
    );
    for (const roomId of told.keys()) expect(client.room(roomId).read().pending).to.eql([]);
  }
}

/** All that was said in a room by a fresh reader: pages that join, numbers that only ever grow. */
async function historyOf(reader: Huying | undefined, roomId: RoomId): Promise<Message[]> {
  if (!reader) throw new Error('nobody reads');
  const said: Message[] = [];
  for (let after = 0, head = 1; after < head;) {
    const page = await reader.ask('message:list', { roomId, after, limit: 100 });
    expect(page.from).to.equal(after + 1);
    expect(page.to).to.be.within(page.from, page.head);
    for (const message of page.messages) {
      expect(message.seq).to.be.within(Math.max(page.from, (said.at(-1)?.seq ?? 0) + 1), page.to);
      said.push(message);
    }
    [after, head] = [page.to, page.head];
  }
  return said.filter(({ body }) => body.kind !== 'tombstone');
}

/** Everything written into this room is there once, by its writer, in the order of writing, as it was acknowledged. */
function expectKeptOnce(talk: Talk, roomId: RoomId, history: readonly Message[]): void {
  const lines = new Set(history.map(lineOf));
  for (const { person, written, acknowledged } of talk.talkers) {
    const mine = history.filter(
      ({ author }) => author.kind === 'person' && author.personId === person.personId,
    );
    expect(mine.map(({ body }) => (body.kind === 'text' ? body.text : body.kind))).to.eql(
      written.filter((w) => w.roomId === roomId).map(({ text }) => text),
    );
    for (const message of acknowledged)
      if (message.roomId === roomId) expect(lines.has(lineOf(message)), lineOf(message)).to.equal(true);
  }
}
