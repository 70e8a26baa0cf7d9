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
    before(async () => {
      const rows = Array.from({ length: 120 }, (_, i) =>
        world.dutyRow(
          v7() as SuggestionId,
          i % 3 === 0 ? '2022-04-01' : '2022-03-28',
          i < 115 ? world.unitId : otherUnit,
        ),
      );
      await world.notices.duties.openMany(rows);
    });

    it('gives a unit its own open duties by due day, 50 a page', async () => {
      const { items, sizes } = await allPages('duty:list', 'duties', 'onDuty');
      const duties = items as Duty[];
      expect(sizes).to.deep.equal([50, 50, 15]);
      expect(new Set(duties.map((d) => d.dutyId)).size).to.equal(115);
      expect(duties.map((d) => d.due)).to.deep.equal(duties.map((d) => d.due).sort());
      expect(duties.every((d) => d.unitId === world.unitId)).to.equal(true);
    });

    it('gives the office those of all units', async () => {
      const { items } = await allPages('duty:list', 'duties', 'office');
      expect(items).to.have.length(120);
    });

    it('refuses deputies, and cursors that it never gave', async () => {
      await refused('NOT_ALLOWED', world.ask('duty:list', { cursor: null }, 'deputy'));
      await refused('INVALID_INPUT', world.ask('duty:list', { cursor: 'nonsense' }, 'office'));
    });

    it('leaves out what was closed, which stays as it was closed', async () => {
      const { duties } = await world.ask<{ duties: Duty[] }>('duty:list', { cursor: null }, 'office');
      const id = duties[0]?.dutyId ?? '';
      const at = new Date('2022-04-12T06:00:00Z');
      expect(await world.notices.duties.close(id, { state: 'done', at, why: 'contact' })).to.equal(true);
      const later = new Date('2022-05-12T06:00:00Z');
      expect(await world.notices.duties.close(id, { state: 'moot', at: later, why: 'x' })).to.equal(false);
      const kept = await world.database.connection
        .collection<{ _id: string; doneAt: Date }>('duties')
        .findOne({ _id: id });
      expect(kept).to.include({ state: 'done', why: 'contact', nextAt: null });
      expect(kept?.doneAt).to.deep.equal(at);
      expect((await allPages('duty:list', 'duties', 'office')).items).to.have.length(119);
    });
  });

  describe('notice:list and notice:read', () => {
    before(async function () {
      this.timeout(60_000);
      await Promise.all(
        Array.from({ length: 40 }, () => world.suggestion('2022-04-01', [{ contactIds: [world.ids.named] }])),
      );
      for (const day of ['2022-04-11', '2022-04-18']) {
        world.clock.set(instantAt(day, '09:00').toISOString());
        await world.notices.sweep();
        await world.work();
      }
    });

    it('gives the caller’s own, newest first, 30 a page, and how many are unread', async () => {
      const { items, sizes } = await allPages('notice:list', 'notices', 'named');
      const notices = items as DutyNotice[];
      expect(sizes).to.deep.equal([30, 30, 20]);
      expect(new Set(notices.map((n) => n.noticeId)).size).to.equal(80);
      expect(notices.slice(0, 40).every((n) => n.step === 10)).to.equal(true);
      expect(notices.every((n) => n.personId === world.ids.named && n.readAt === null)).to.equal(true);
      const { unread } = await world.ask<{ unread: number }>('notice:list', { cursor: null }, 'named');
      expect(unread).to.equal(80);
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
      expect(unread).to.equal(79);
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
    expect((await world.evidence(id)).every((e) => e === '05:room:sent')).to.equal(true);
  });
});
