import { expect } from 'chai';
import type { CongressId, PersonId, RoomId, SuggestionId } from '../../../../shared/ids.ts';
import type { FoundName } from '../../../../shared/search.ts';
import { newId } from '../../../../server/ops/clock.ts';
import { type Rooms, roomIdOf } from '../../../../server/rooms/index.ts';
import { roomsBench, type RoomsBench } from '../../../support/rooms.ts';

const NAMES = ['李重庆', '李重庆生', '王单雄', '吕绿', '艾力·买买提', '张三', '独行客'];

describe('search:names', () => {
  let bench: RoomsBench;
  let other: Rooms;
  let people: PersonId[];
  let stranger: PersonId;
  let roomId: RoomId;

  before(async function () {
    this.timeout(180_000);
    bench = await roomsBench(NAMES.length);
    other = bench.anotherNode();
    people = bench.people;
    stranger = people.at(-1) as PersonId;
    await rename(Object.fromEntries(NAMES.map((name, i) => [`p${i}`, name])));
    await bench.org.units.upsertMany(
      bench.congress,
      [
        ['住房和城乡建设部', '住建部', '住房城乡建设部'],
        ['重庆市发展和改革委员会', '重庆市发改委', ''],
      ].map(([name = '', shortName = '', alias]) => ({
        name,
        shortName,
        kind: '',
        parent: '',
        aliases: alias ? [alias] : [],
      })),
    );
    await makeRoom('7238', '关于高原梯田保育的建议', people.slice(0, 6));
    await makeRoom('1723', '关于别人的事情的建议', [stranger]);
    roomId = roomIdOf('7238');
  });
  after(async () => {
    await other.flush();
    await bench.close();
  });

  const rename = (names: Record<string, string>) =>
    bench.org.people.upsertMany(
      bench.congress,
      Object.entries(names).map(([code, name]) => ({ code, name, roles: ['deputy' as const] })),
    );
  const makeRoom = (number: string, title: string, seated: PersonId[]) =>
    bench.rooms.ensure(
      [{ ...bench.spec(number, seated), title, suggestionId: newId() as SuggestionId }],
      'system',
    );
  const find = async (text: string, more: { who?: PersonId; roomId?: RoomId; node?: Rooms } = {}) => {
    const ask = bench.askOf(more.node ?? bench.rooms);
    const input = { text, roomId: more.roomId ?? null };
    const { names } = (await ask('search:names', input, more.who ?? (people[0] as PersonId))) as {
      names: FoundName[];
    };
    return names.map((n) => (n.kind === 'suggestion' ? n.title : n.name));
  };

  const cases: [typed: string, found: string[]][] = [
    ['李重庆', ['李重庆', '李重庆生']],
    ['lichongqing', ['李重庆', '李重庆生']],
    ['LiZhongqing', ['李重庆', '李重庆生']],
    ['li chong', ['李重庆', '李重庆生']],
    ['lcq', ['李重庆', '李重庆生']],
    ['lichq', ['李重庆', '李重庆生']],
    ['李cq', ['李重庆', '李重庆生']],
    ['chongq', ['重庆市发展和改革委员会', '李重庆', '李重庆生']],
    ['wangshanxiong', ['王单雄']],
    ['wangdanxiong', ['王单雄']],
    ['lvlv', ['吕绿']],
    ['ll', ['吕绿']],
    ['艾力买买提', ['艾力·买买提']],
    ['ailimaimaiti', ['艾力·买买提']],
    ['zjb', ['住房和城乡建设部']],
    ['zhujian', ['住房和城乡建设部']],
    ['住建部', ['住房和城乡建设部']],
    ['cqsfgw', ['重庆市发展和改革委员会']],
    ['7238', ['关于高原梯田保育的建议']],
    ['第723', ['关于高原梯田保育的建议']],
    ['gaoyuantitian', ['关于高原梯田保育的建议']],
    ['梯田', ['关于高原梯田保育的建议']],
    ['没有这样的名字', []],
    ['·', []],
  ];
  for (const [typed, found] of cases)
    it(`finds ${found.join('、') || 'nothing'} by ${typed}`, async () => {
      expect(await find(typed)).to.deep.equal(found);
    });

  it('names nobody to who shares no room, and no suggestion of others', async () => {
    expect(await find('李', { who: stranger })).to.deep.equal([]);
    expect(await find('梯田', { who: stranger })).to.deep.equal([]);
    expect(await find('独行客')).to.deep.equal([]);
    expect(await find('别人的事情')).to.deep.equal([]);
    expect(await find('独行客', { who: stranger })).to.deep.equal(['独行客']);
  });

  it('names to somebody with a seat in another congress only what is of that one', async () => {
    const congress = newId() as CongressId;
    const [guest, colleague] = [newId() as PersonId, newId() as PersonId];
    for (const id of [guest, colleague]) bench.congresses.set(id, congress);
    await bench.org.people.upsertMany(
      congress,
      [guest, colleague].map((id, i) => ({
        ...{ id, code: `guest${i}`, name: `李同届${i}`, roles: ['deputy' as const] },
      })),
    );
    const spec = { ...bench.spec('8001', [guest, colleague]), title: '关于梯田的另一件建议' };
    const suggestionId = newId() as SuggestionId;
    await bench.rooms.ensure([{ ...spec, congressId: congress, suggestionId }], 'system');
    expect(await find('李', { who: guest })).to.have.members(['李同届0', '李同届1']);
    expect(await find('梯田', { who: guest })).to.deep.equal(['关于梯田的另一件建议']);
    expect(await find('住建部', { who: guest })).to.deep.equal([]);
    expect(await find('李同届')).to.deep.equal([]);
    expect(await find('另一件')).to.deep.equal([]);
  });

  it('names with a room only who sits in it, and refuses who does not', async () => {
    await makeRoom('42', '关于两个人的建议', people.slice(0, 2));
    expect(await find('张三', { roomId })).to.deep.equal(['张三']);
    expect(await find('张三', { roomId: roomIdOf('42') })).to.deep.equal([]);
    expect(await find('张三', { roomId, who: stranger }).catch((e: unknown) => e)).to.include({
      code: 'NOT_A_MEMBER',
    });
  });

  it('names a removed member no more, and nobody to them', async () => {
    const [first, , , , , zhang] = people as [PersonId, PersonId, PersonId, PersonId, PersonId, PersonId];
    await makeRoom('43', '关于一个人离开的建议', [first, stranger]);
    expect(await find('独行客')).to.deep.equal(['独行客']);
    await bench.rooms.reconcile('43', [{ personId: first, roles: ['lead-deputy'] }], {
      personId: 'system',
      why: 'test',
    });
    expect(await find('独行客')).to.deep.equal([]);
    expect(await find('李', { who: stranger })).to.deep.equal([]);
    expect(await find('张三', { who: zhang })).to.deep.equal(['张三']);
  });

  it('knows on every node at once what an import renamed', async () => {
    expect(await find('zs', { node: other })).to.deep.equal(['张三']);
    await rename({ p5: '赵六' });
    for (const node of [bench.rooms, other]) {
      expect(await find('张三', { node })).to.deep.equal([]);
      expect(await find('zl', { node })).to.deep.equal(['赵六']);
    }
  });

  it('gives twenty at most', async () => {
    for (let i = 0; i < 25; i++) await makeRoom(`9${i}00`, `关于同一件事情的建议之${i}`, people.slice(0, 1));
    expect(await find('同一件事情')).to.have.length(20);
  });
});
