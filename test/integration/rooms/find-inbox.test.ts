import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { PersonId, RoomId } from '../../../shared/ids.ts';
import type { InboxItem } from '../../../shared/rooms.ts';
import type { InboxTab } from '../../../shared/values/rooms.ts';
import { roomsBench, type RoomsBench } from '../../support/rooms.ts';

interface Found {
  items: InboxItem[];
  cursor: string | null;
  total: number;
  counts: Record<InboxTab, number>;
}

describe('inbox:find', () => {
  let bench: RoomsBench;
  let li: PersonId;
  let wang: PersonId;
  let zhao: PersonId;
  let stranger: PersonId;
  /** Oldest first. */
  let rooms: RoomId[];

  before(async function () {
    this.timeout(180_000);
    bench = await roomsBench(4);
    [li, wang, zhao, stranger] = bench.people as [PersonId, PersonId, PersonId, PersonId];
    await bench.org.people.upsertMany(
      bench.congress,
      ['李重庆', '王单雄', '赵六', '独行客'].map((name, i) => ({ code: `p${i}`, name })),
    );
    const titles = ['关于高原梯田保育的建议', '关于乡村教育的建议', '关于乡村公路的建议'];
    rooms = [];
    for (const [i, title] of titles.entries()) {
      bench.clock.forward(60_000);
      const seated = i === 1 ? [li, wang, zhao] : [li, zhao];
      rooms.push((await bench.room(seated, { title, number: `${417 + i}` })).roomId);
    }
    bench.clock.forward(60_000);
    await bench.room([stranger, wang], { title: '关于梯田的别人的建议', number: '999' });
  });
  after(() => bench.close());

  const find = (tab: InboxTab, text = '', o: { who?: PersonId; cursor?: string | null } = {}) =>
    bench.ask('inbox:find', { tab, text, cursor: o.cursor ?? null }, o.who ?? li) as Promise<Found>;
  const idsOf = ({ items }: Found) => items.map(({ room }) => room.roomId);
  const post = async (roomId: RoomId, by: PersonId, mentions: object[] = []) => {
    bench.clock.forward(1_000);
    const input = { roomId, text: '您好', sendKey: randomUUID(), ...(mentions.length > 0 && { mentions }) };
    await bench.ask('message:post', input, by);
    await bench.rooms.flush();
  };
  const readAll = async (who: PersonId) => {
    for (const { room } of (await find('all', '', { who })).items)
      await bench.ask('read:mark', { roomId: room.roomId, seq: room.seq }, who);
  };

  it('has all rooms as the inbox has them, the newest first', async () => {
    const all = await find('all');
    expect(idsOf(all)).to.deep.equal([...rooms].reverse());
    const { items } = (await bench.ask('inbox:list', { cursor: null }, li)) as { items: InboxItem[] };
    expect(all.items).to.deep.equal(items);
    expect(all).to.include({ total: 3, cursor: null });
  });

  it('tells apart what is unread and what calls, and counts both whatever is sought', async () => {
    await readAll(li);
    expect((await find('all')).counts).to.deep.equal({ all: 3, unread: 0, mentions: 0 });
    expect(idsOf(await find('unread'))).to.deep.equal([]);
    const [first, second] = rooms as [RoomId, RoomId];
    await post(first, zhao);
    await post(second, zhao, [{ kind: 'person', personId: li }]);
    const unread = await find('unread');
    expect(idsOf(unread)).to.deep.equal([second, first]);
    expect(unread.items.map((item) => item.unread)).to.deep.equal([1, 1]);
    expect(idsOf(await find('mentions'))).to.deep.equal([second]);
    const none = await find('mentions', '没有这样的字');
    expect(none).to.deep.equal({
      ...{ items: [], cursor: null, total: 0 },
      counts: { all: 3, unread: 2, mentions: 1 },
    });
    await bench.ask('read:mark', { roomId: second, seq: unread.items[0]?.room.seq ?? 0 }, li);
    expect(idsOf(await find('mentions'))).to.deep.equal([]);
    expect(idsOf(await find('unread'))).to.deep.equal([first]);
  });

  const sought: [typed: string, found: number[]][] = [
    ['梯田', [0]],
    ['gaoyuan', [0]],
    ['xc', [1, 2]],
    ['418', [1]],
    ['第419号', [2]],
    ['王单雄', [1]],
    ['wangshanxiong', [1]],
    ['wsx', [1]],
    ['赵六', [0, 1, 2]],
    ['独行客', []],
    ['李重庆', []], // the one who asks sits everywhere
    ['·', []],
  ];
  for (const [typed, found] of sought)
    it(`finds ${found.length} by ${typed}`, async () => {
      const expected = found.map((i) => rooms[i]);
      expect(idsOf(await find('all', typed))).to.have.members(expected);
    });

  it('finds nothing of rooms in which one does not sit, or sits no more', async () => {
    expect(idsOf(await find('all', '梯田', { who: zhao }))).to.deep.equal([rooms[0]]);
    expect(idsOf(await find('all', '乡村', { who: stranger }))).to.deep.equal([]);
    const { subjectId, roomId } = await bench.room([li, stranger], { title: '关于离开的建议' });
    expect(idsOf(await find('all', '离开', { who: stranger }))).to.deep.equal([roomId]);
    await bench.rooms.reconcile(subjectId, [{ personId: li, roles: ['lead-deputy'] }], {
      personId: 'system',
      why: 'test',
    });
    expect(idsOf(await find('all', '离开', { who: stranger }))).to.deep.equal([]);
    expect(idsOf(await find('all', '独行客'))).to.deep.equal([]);
  });

  it('comes by pages of thirty, each room once, also where many are of one moment', async () => {
    const made: RoomId[] = [];
    for (let i = 0; i < 65; i++)
      made.push((await bench.room([wang], { title: `关于同一件事情的建议之${i}` })).roomId);
    const shown: RoomId[] = [];
    const sizes: number[] = [];
    let cursor: string | null = null;
    do {
      const page: Found = await find('all', '同一件事情', { who: wang, cursor });
      expect(page.total).to.equal(65);
      shown.push(...idsOf(page));
      sizes.push(page.items.length);
      ({ cursor } = page);
    } while (cursor !== null);
    expect(sizes).to.deep.equal([30, 30, 5]);
    expect(shown).to.have.members(made);
    expect(new Set(shown).size).to.equal(65);
  });
});
