import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import type { PersonId, RoomId } from '../../../../shared/ids.ts';
import type { Message } from '../../../../shared/messages.ts';
import type { Hit } from '../../../../shared/search.ts';
import type { Rooms } from '../../../../server/rooms/index.ts';
import { fold } from '../../../../server/rooms/search/fold.rules.ts';
import { roomsBench, type RoomsBench } from '../../../support/rooms.ts';
import { until } from '../../../support/until.ts';

interface Page {
  hits: Hit[];
  cursor: string | null;
}
interface Said {
  roomId: RoomId;
  seq: number;
  text: string;
}

/** Few characters, so that words meet: Han in both writings, wide and narrow letters and digits, marks, emoji. */
const CHARS = [
  '建',
  '议',
  '議',
  '办',
  '辦',
  '号',
  'A',
  'ａ',
  'b',
  '7',
  '２',
  '3',
  '、',
  ' ',
  '👍',
  '🏽',
  'བ',
  'ོ',
  '\u200b',
];
const words = fc.string({ unit: fc.constantFrom(...CHARS), minLength: 1, maxLength: 12 });
const sought = fc
  .string({ unit: fc.constantFrom(...CHARS), minLength: 2, maxLength: 5 })
  .filter((text) =>
    fold(text)
      .split(' ')
      .some((w) => Array.from(w).length >= 2),
  )
  .filter((text) =>
    text
      .trim()
      .split(/\s+/)
      .some((w) => Array.from(w).length >= 2),
  );

describe('what is found', () => {
  let bench: RoomsBench;
  let li: PersonId;
  let wang: PersonId;

  before(async function () {
    this.timeout(180_000);
    bench = await roomsBench(2);
    [li, wang] = bench.people as [PersonId, PersonId];
  });
  after(() => bench.close());

  const newRoom = async (seated = [li]) => (await bench.room(seated)).roomId;
  const post = async (roomId: RoomId, text: string, who = li): Promise<Said> => {
    const said = (await bench.ask('message:post', { roomId, text, sendKey: randomUUID() }, who)) as Message;
    return { roomId, seq: said.seq, text };
  };
  /** All pages together. */
  async function findAll(text: string, roomId: RoomId | null, by: { who?: PersonId; node?: Rooms } = {}) {
    const { who = li, node = bench.rooms } = by;
    const hits: Hit[] = [];
    let cursor: string | null = null;
    do {
      const page = (await bench.askOf(node)('search:messages', { roomId, text, cursor }, who)) as Page;
      expect(page.hits.length).to.be.at.most(30);
      hits.push(...page.hits);
      cursor = page.cursor;
    } while (cursor !== null);
    return hits;
  }
  const keysOf = (list: readonly { roomId: RoomId; seq: number }[]) =>
    list.map((h) => `${h.roomId} ${h.seq}`);
  const has = (text: string, query: string) =>
    fold(query)
      .split(' ')
      .every((word) => fold(text).includes(word));
  const states = () => bench.database.connection.collection<{ _id: string; to: number }>('search-rooms');
  const entries = () =>
    bench.database.connection.collection<{ _id: string; terms: number[] }>('search-entries');
  const indexedTo = async (roomId: RoomId) => (await states().findOne({ _id: roomId }))?.to ?? 0;

  it('is exactly what a look at every message finds, in a room and across rooms, indexed or not', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          words.filter((w) => /[^\s\p{Cf}]/u.test(w)),
          { minLength: 4, maxLength: 40 },
        ),
        fc.array(sought, { minLength: 5, maxLength: 10 }),
        fc.integer({ min: 0, max: 40 }),
        async (texts, queries, indexFrom) => {
          const all: Said[] = [];
          const rooms = [await newRoom([wang]), await newRoom([wang])] as const;
          for (const [i, text] of texts.entries()) {
            if (i === indexFrom) await until('an index', async () => (await indexedTo(rooms[0])) >= 1);
            all.push(await post(rooms[i % 2] ?? rooms[0], text, wang));
          }
          const among = new Set<string>(rooms);
          for (const query of queries) {
            const expected = all.filter((s) => has(s.text, query));
            const found = (await findAll(query, null, { who: wang })).filter((h) => among.has(h.roomId));
            expect(keysOf(found), query).to.have.members(keysOf(expected));
            const here = await findAll(query, rooms[0], { who: wang });
            expect(keysOf(here)).to.deep.equal(
              keysOf(expected.filter((s) => s.roomId === rooms[0])).reverse(),
            );
            for (const { excerpt, marks } of found)
              for (const [from, to] of marks)
                expect(
                  fold(query)
                    .split(' ')
                    .some((w) => w !== '' && fold(excerpt.slice(from, to)).includes(w)),
                ).to.equal(true);
          }
        },
      ),
      { numRuns: 8 },
    );
  });

  it('follows edits and recalls, and what was taken back leaves no terms behind', async () => {
    const roomId = await newRoom();
    const first = await post(roomId, '原来的说法');
    const second = await post(roomId, '要收回的说法');
    await until('the index', async () => (await indexedTo(roomId)) >= second.seq);
    await bench.ask('message:edit', { roomId, seq: first.seq, text: '改过的措辞' }, li);
    expect(keysOf(await findAll('原来的说法', roomId))).to.deep.equal([]);
    const found = keysOf((await findAll('改过的措辞', null)).filter((h) => h.roomId === roomId));
    expect(found).to.deep.equal(keysOf([first]));
    await bench.ask('message:recall', { roomId, seq: second.seq, why: '' }, li);
    for (const where of [roomId, null]) expect(await findAll('要收回的', where)).to.deep.equal([]);
    const { _id } = (await bench.database.connection
      .collection<{ _id: string }>('messages')
      .findOne({ roomId, seq: second.seq })) ?? { _id: '' };
    expect((await entries().findOne({ _id }))?.terms).to.deep.equal([]);
  });

  it('pages exactly while others go on posting', async () => {
    const rooms = [await newRoom(), await newRoom(), await newRoom()];
    const before: Said[] = [];
    for (let i = 0; i < 75; i++) before.push(await post(rooms[i % 3] as RoomId, `翻页的词 ${i}`));
    for (const where of [null, rooms[0] as RoomId]) {
      const hits: Hit[] = [];
      let cursor: string | null = null;
      do {
        const [page] = (await Promise.all([
          bench.ask('search:messages', { roomId: where, text: '翻页的词', cursor }, li),
          ...rooms.map((roomId) => post(roomId, '翻页的词 新的')),
        ])) as [Page, ...unknown[]];
        hits.push(...page.hits);
        cursor = page.cursor;
      } while (cursor !== null);
      const keys = keysOf(hits);
      expect(new Set(keys).size).to.equal(keys.length);
      expect(keys).to.include.members(keysOf(before.filter((s) => where === null || s.roomId === where)));
      const order = hits.map((h) => (where === null ? Date.parse(h.at) : h.seq));
      expect(order).to.deep.equal([...order].sort((a, b) => b - a));
    }
  });

  it('is all there after a crash between message and index, and the index is repaired', async () => {
    const roomId = await newRoom();
    const said = await post(roomId, '崩溃之前说的');
    await until('the index', async () => (await indexedTo(roomId)) >= said.seq);
    await states().deleteMany({ _id: roomId }); // as if nothing of it had been indexed
    await entries().deleteMany({});
    const node = bench.anotherNode();
    expect(keysOf(await findAll('崩溃之前', roomId, { node }))).to.deep.equal(keysOf([said]));
    await node.catchUp();
    await until('the repair', async () => (await indexedTo(roomId)) >= said.seq);
    expect(await entries().countDocuments({})).to.be.greaterThan(0);
    const found = (await findAll('崩溃之前', null, { node })).filter((h) => h.roomId === roomId);
    expect(keysOf(found)).to.deep.equal(keysOf([said]));
    await node.flush();
  });

  it('is indexed first where much is not', async () => {
    const roomId = await newRoom();
    for (let i = 0; i < 11; i++)
      await Promise.all(Array.from({ length: 100 }, (_, j) => post(roomId, `积压的话 ${i * 100 + j}`)));
    await bench.rooms.flush();
    await states().deleteMany({ _id: roomId });
    expect(await findAll('积压的话', roomId)).to.have.length(1_100);
    expect(await indexedTo(roomId)).to.equal(1_101);
  });
});
