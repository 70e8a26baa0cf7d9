import { expect } from 'chai';
import { v7 } from 'uuid';
import { instantAt } from '../../../server/org/index.ts';
import { Fault } from '../../../shared/faults.ts';
import type { SuggestionId, UnitId } from '../../../shared/ids.ts';
import type { Duty, DutyNotice } from '../../../shared/notices.ts';
import { makeWorld, type Who, type World } from './world.ts';

const MINUTE_MS = 60_000;

describe('lists of duties and notices', () => {
  let world: World;
  before(async function () {
    this.timeout(180_000);
    world = await makeWorld();
  });
  after(() => world.end());

  const allPages = async (name: string, list: 'duties' | 'notices', who: Who) => {
    const items: unknown[] = [];
    const sizes: number[] = [];
    let cursor: string | null = null;
    do {
      const page: Record<typeof list, unknown[]> & { cursor: string | null } = await world.ask(
        name,
        { cursor },
        who,
      );
      const found = page[list];
      sizes.push(found.length);
      items.push(...found);
      cursor = page.cursor;
    } while (cursor !== null);
    return { items, sizes };
  };

  const refused = async (code: string, asked: Promise<unknown>) => {
    const error = await asked.then(
      () => null,
      (e: unknown) => e,
    );
    expect(error).to.be.instanceOf(Fault).with.property('code', code);
  };

  describe('duty:list', () => {
    const otherUnit = v7() as UnitId;
    const made: SuggestionId[] = [];
    before(async function () {
      this.timeout(60_000);
      for (let i = 0; i < 120; i++) {
        const unitId = i < 115 ? world.unitId : otherUnit;
        made.push(await world.suggestion(i % 3 === 0 ? '2022-04-01' : '2022-03-28', [{ unitId }]));
      }
    });

    it('gives a unit its own open duties by due day, 50 a page', async () => {
      const { items, sizes } = await allPages('duty:list', 'duties', 'onDuty');
      const duties = items as Duty[];
      expect(sizes).to.deep.equal([50, 50, 15]);
      expect(new Set(duties.map((d) => d.dutyId)).size).to.equal(115);
      expect(duties.map((d) => d.due)).to.deep.equal(duties.map((d) => d.due).sort());
      expect(duties.every(({ ower }) => 'unitId' in ower && ower.unitId === world.unitId)).to.equal(true);
    });

    it('gives the office those of all units', async () => {
      const { items } = await allPages('duty:list', 'duties', 'office');
      expect(items).to.have.length(120);
    });

    it('gives deputies their own, and refuses cursors that it never gave', async () => {
      expect((await allPages('duty:list', 'duties', 'deputy')).items).to.deep.equal([]);
      await refused('INVALID_INPUT', world.ask('duty:list', { cursor: 'nonsense' }, 'office'));
    });

    it('leaves out what was done, which stays as it was done', async () => {
      const [id] = made;
      if (!id) throw new Error('nothing was made');
      const done = (on: string | null) => {
        const tracks = world.record.get(id)?.tracks ?? [];
        world.record.set(id, { tracks: tracks.map((t) => ({ ...t, contactedOn: on })) });
        return world.settle(id);
      };
      expect(await done('2022-04-12')).to.equal(1);
      expect(await done('2022-04-12')).to.equal(0);
      const kept = await world.database.connection.collection('duties').findOne({ suggestionId: id });
      expect(kept).to.include({ state: 'done', closedOn: '2022-04-12', nextAt: null });
      expect((await allPages('duty:list', 'duties', 'office')).items).to.have.length(119);
    });
  });

  describe('notice:list and notice:read', () => {
    before(async function () {
      this.timeout(60_000);
      for (let i = 0; i < 40; i++) {
        await world.suggestion('2022-04-01', [{ contactIds: [world.ids.named] }]);
        world.clock.set(instantAt('2022-04-11', '09:00').toISOString());
        await world.notices.sweep();
        await world.work();
      }
      world.clock.set(instantAt('2022-04-18', '09:00').toISOString());
      await world.notices.sweep();
      await world.work();
    });

    it('gives the caller’s own, newest first, 30 a page, and how many are unread', async () => {
      const { items, sizes } = await allPages('notice:list', 'notices', 'named');
      const notices = items as DutyNotice[];
      expect(sizes).to.deep.equal([30, 11]);
      expect(new Set(notices.map((n) => n.noticeId)).size).to.equal(41);
      expect([notices[0]?.offset, notices[0]?.count, notices[0]?.about.length]).to.deep.equal([
        ...['since+10wd', 40, 20],
      ]);
      expect(notices.slice(1).every((n) => n.offset === 'since+5wd' && n.count === 1)).to.equal(true);
      expect(notices.every((n) => n.personId === world.ids.named && n.readAt === null)).to.equal(true);
      const { unread } = await world.ask<{ unread: number }>('notice:list', { cursor: null }, 'named');
      expect(unread).to.equal(41);
    });

    it('keeps the first reading', async () => {
      const { notices } = await world.ask<{ notices: DutyNotice[] }>(
        'notice:list',
        { cursor: null },
        'named',
      );
      const noticeId = notices[0]?.noticeId ?? '';
      const read = await world.ask<DutyNotice>('notice:read', { noticeId }, 'named');
      world.clock.forward(MINUTE_MS);
      expect(await world.ask<DutyNotice>('notice:read', { noticeId }, 'named')).to.deep.equal(read);
      expect(read.readAt).to.equal('2022-04-18T01:00:00.000Z');
      const { unread } = await world.ask<{ unread: number }>('notice:list', { cursor: null }, 'named');
      expect(unread).to.equal(40);
    });

    it('does not find somebody else’s notice', async () => {
      const { notices } = await world.ask<{ notices: DutyNotice[] }>(
        'notice:list',
        { cursor: null },
        'named',
      );
      const noticeId = notices[1]?.noticeId ?? '';
      await refused('NOT_FOUND', world.ask('notice:read', { noticeId }, 'leader'));
      await refused('INVALID_INPUT', world.ask('notice:list', { cursor: 'nonsense' }, 'named'));
      const mine = await world.ask<{ notices: DutyNotice[] }>('notice:list', { cursor: null }, 'deputy');
      expect(mine).to.deep.equal({ notices: [], unread: 0, cursor: null });
    });
  });
});

describe('one room with 45 units that owe', () => {
  let world: World;
  before(async function () {
    this.timeout(180_000);
    world = await makeWorld();
  });
  after(() => world.end());

  it('gets each card once, and never more than 20 in any minute', async function () {
    this.timeout(60_000);
    const units = Array.from({ length: 45 }, () => ({ unitId: v7() as UnitId, role: 'separate' as const }));
    const id = await world.suggestion('2022-04-01', units);
    world.clock.set(instantAt('2022-04-11', '09:00').toISOString());
    await world.notices.sweep();
    await world.work();
    for (let second = 0; second < 360; second += 30) {
      world.clock.forward(30_000);
      await world.notices.sweep();
      await world.work();
    }
    const at = (await world.cards(id)).map((m) => Date.parse(m.at));
    expect(at).to.have.length(45);
    for (const from of at) {
      expect(at.filter((t) => t >= from && t < from + MINUTE_MS)).to.have.length.of.at.most(20);
    }
    const evidence = await world.evidence(id);
    expect(evidence.filter((e) => e === 'since+5wd:room:sent')).to.have.length(45);
    expect(await world.noticesOf('office')).to.have.length(1); // nobody is there in any of the units
  });
});
