import { expect } from 'chai';
import type { CongressId, PersonId, SuggestionId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import type { RoomHeader } from '../../../shared/rooms.ts';
import type { SuggestionView } from '../../../shared/suggestions.ts';
import { roomIdOf } from '../../../server/rooms/index.ts';
import { codeOf, openHouse, type House, type Name } from './house.ts';

describe('the record of a suggestion', () => {
  let house: House;
  before(async function () {
    this.timeout(180_000);
    house = await openHouse();
  });
  after(() => house.close());

  const show = (id: SuggestionId, who: Name = '办公甲') =>
    house.ask('suggestion:show', { suggestionId: id }, who) as Promise<SuggestionView>;
  const revise = async (id: SuggestionId, change: object, who: Name = '办公甲') =>
    house.ask(
      'suggestion:revise',
      { suggestionId: id, revision: (await show(id)).revision, why: '交办后调整', ...change },
      who,
    ) as Promise<SuggestionView>;
  const track = (unit: string, role: string) => ({ unitId: house.unit(unit), role });
  const header = async (id: SuggestionId) =>
    ((await house.ask('room:open', { roomId: roomIdOf(id) }, '办公甲')) as { room: RoomHeader }).room;
  const systemLines = async (id: SuggestionId) => {
    const { messages } = (await house.ask(
      'message:list',
      { roomId: roomIdOf(id), limit: 100 },
      '办公甲',
    )) as { messages: Message[] };
    return messages.flatMap((m) => (m.body.kind === 'system' ? [m.body] : []));
  };

  describe('may be seen', () => {
    it('by its deputies, its units’ people, members of its room and the office; for all others it is not there', async () => {
      const id = await house.handedOver();
      for (const who of ['王领衔', '李附议', '教育甲', '教育乙', '教育长', '财政甲', '办公甲', '办公乙'])
        expect((await show(id, who)).suggestionId, who).to.equal(id);
      for (const who of ['赵附议', '钱旁人', '孙联络', '外交甲', '科技甲'])
        for (const name of ['suggestion:show', 'contact:list'])
          expect(await codeOf(house.ask(name, { suggestionId: id }, who)), `${who} ${name}`).to.equal(
            'NOT_FOUND',
          );
    });

    it('by nobody of another congress, not even its office', async () => {
      const id = await house.handedOver();
      const elsewhere = { ...house.callerOf('办公甲'), congressId: crypto.randomUUID() as CongressId };
      const ask = (name: string, input: object) => codeOf(house.ask(name, input, elsewhere));
      expect(await ask('suggestion:show', { suggestionId: id })).to.equal('NOT_FOUND');
      expect(await ask('suggestion:revise', { suggestionId: id, revision: 1, why: '试试' })).to.equal(
        'NOT_FOUND',
      );
      const list = (await house.ask('suggestion:list', { state: null, cursor: null }, elsewhere)) as {
        total: number;
      };
      expect(list.total).to.equal(0);
    });

    it('by every deputy of the delegation that proposed it', async () => {
      const id = await house.add({
        ...{ source: 'delegation', leadId: null, secondingIds: [] },
        delegationId: house.delegation('天津市代表团'),
      });
      expect((await show(id, '赵附议')).delegationName).to.equal('天津市代表团');
      expect(await codeOf(show(id, '王领衔'))).to.equal('NOT_FOUND');
    });

    it('with names, and those who stand in where a unit named nobody', async () => {
      const view = await show(await house.add());
      expect(view.lead).to.deep.include({ name: '王领衔' });
      expect(view.seconding.map((p) => p.name)).to.deep.equal(['李附议']);
      expect(view.tracks.map((t) => [t.unitName, t.role, t.contacts.map((c) => c.name)])).to.deep.equal([
        ['教育部', 'lead', ['教育甲']],
        ['财政部', 'co', ['财政甲']],
      ]);
      expect(view).to.include({ congressName: '十三届全国人大', state: 'registered', revision: 1 });
    });
  });

  it('is listed for the office by number, page by page, and for nobody else', async () => {
    const other = await openHouse();
    try {
      const numbers = ['12', '2', '1', '', '100', ...Array.from({ length: 60 }, (_, i) => String(2000 - i))];
      await other.suggestions.record.upsertMany(
        other.congressId,
        numbers.map((number) => other.row({ number })),
      );
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = (await other.ask('suggestion:list', { state: 'registered', cursor }, '办公乙')) as {
          suggestions: { number: string; leadUnits: string[] }[];
          cursor: string | null;
          total: number;
        };
        expect(page.total).to.equal(65);
        expect(page.suggestions[0]?.leadUnits).to.deep.equal(['教育部']);
        seen.push(...page.suggestions.map((s) => s.number));
        cursor = page.cursor;
      } while (cursor !== null);
      const sorted = numbers.filter((n) => n !== '').sort((a, b) => Number(a) - Number(b));
      expect(seen).to.deep.equal([...sorted, '']);
      for (const who of ['王领衔', '教育甲', '孙联络'])
        expect(await codeOf(other.ask('suggestion:list', { state: null, cursor: null }, who))).to.equal(
          'NOT_ALLOWED',
        );
    } finally {
      await other.close();
    }
  });

  describe('is revised', () => {
    it('and the room follows: who comes, who goes, by whom and why', async () => {
      const id = await house.handedOver();
      const view = await revise(id, {
        secondingIds: [house.person('赵附议')],
        tracks: [track('科技部', 'lead'), track('财政部', 'co')],
      });
      expect(view.tracks.map((t) => t.unitName)).to.deep.equal(['科技部', '财政部']);
      expect(await house.seatsOf(id)).to.deep.equal({
        王领衔: ['lead-deputy'],
        赵附议: ['seconding-deputy'],
        科技甲: ['lead-unit'],
        财政甲: ['co-unit'],
        办公甲: ['office'],
      });
      expect((await systemLines(id)).map((l) => [l.key, l.params['names'], l.params['why']])).to.deep.equal([
        ['member-joined', '赵附议、科技甲', '交办后调整'],
        ['member-left', '李附议、教育甲', '交办后调整'],
      ]);
      for (const who of ['李附议', '教育甲']) {
        expect(await codeOf(show(id, who)), who).to.equal('NOT_FOUND');
        const listed = house.ask('message:list', { roomId: roomIdOf(id), limit: 5 }, who);
        expect(await codeOf(listed), who).to.equal('NOT_A_MEMBER');
      }
    });

    it('and duties follow: a new lead unit owes contact from then on, a removed one nothing, one that returns again', async () => {
      const id = await house.handedOver();
      house.clock.set('2022-04-11T02:00:00.000Z');
      await revise(id, { tracks: [track('科技部', 'separate'), track('财政部', 'separate')] });
      const duties = await house.notices.duties.openOf(id);
      expect(duties.map((d) => [d.unitName, d.since]).sort()).to.deep.equal([
        ['科技部', '2022-04-11'],
        ['财政部', '2022-04-11'],
      ]);
      expect((await header(id)).nextDue).to.equal(duties[0]?.due);
      await revise(id, { tracks: [track('教育部', 'lead')] });
      expect((await house.notices.duties.openOf(id)).map((d) => d.unitName)).to.deep.equal(['教育部']);
      await revise(id, { tracks: [track('教育部', 'reference')] });
      expect(await house.notices.duties.openOf(id)).to.deep.equal([]);
      expect((await header(id)).nextDue).to.equal(null);
      house.clock.set('2022-04-01T01:00:00.000Z');
    });

    it('only at the revision that was seen, and only by the office', async () => {
      const id = await house.add();
      const ask = (change: object, who: Name) =>
        codeOf(
          house.ask('suggestion:revise', { suggestionId: id, revision: 1, why: '调整', ...change }, who),
        );
      for (const who of ['王领衔', '教育甲'])
        expect(await ask({ secondingIds: [] }, who)).to.equal('NOT_ALLOWED');
      expect(await ask({ secondingIds: [] }, '钱旁人')).to.equal('NOT_FOUND');
      const both = await Promise.all([
        ask({ secondingIds: [] }, '办公甲'),
        ask({ leadId: house.person('赵附议') }, '办公乙'),
      ]);
      expect(both.sort()).to.deep.equal(['STALE_REVISION', 'ok']);
      expect(await ask({ leadId: null }, '办公甲')).to.equal('STALE_REVISION');
    });

    it('with known units and deputies, each unit once', async () => {
      const id = await house.add();
      const ask = (change: object) => codeOf(revise(id, change));
      const nobody = crypto.randomUUID();
      expect(await ask({ leadId: nobody })).to.equal('UNKNOWN_PERSON');
      expect(await ask({ secondingIds: [house.person('教育甲')] }), 'not a deputy').to.equal(
        'UNKNOWN_PERSON',
      );
      expect(await ask({ tracks: [{ unitId: nobody, role: 'lead' }] })).to.equal('UNKNOWN_UNIT');
      expect(await ask({ tracks: [track('教育部', 'lead'), track('教育部', 'co')] })).to.equal(
        'TRACKS_CONFLICT',
      );
      expect((await show(id)).revision).to.equal(1);
    });

    it('to no effect when nothing changes', async () => {
      const id = await house.handedOver();
      const before = await show(id);
      const after = await revise(id, {
        leadId: house.person('王领衔'),
        tracks: [track('教育部', 'lead'), track('财政部', 'co')],
      });
      expect(after).to.deep.equal(before);
      expect(await systemLines(id)).to.deep.equal([]);
    });

    it('and gains deputies that the published record did not have', async () => {
      const id = await house.handedOver({
        source: 'unknown',
        leadId: null,
        secondingIds: [],
        delegationId: null,
      });
      const view = await revise(id, {
        leadId: house.person('王领衔'),
        secondingIds: [house.person('赵附议')],
      });
      expect(view.source).to.equal('joint');
      expect(await house.seatsOf(id)).to.deep.include({
        王领衔: ['lead-deputy'],
        赵附议: ['seconding-deputy'],
      });
    });

    it('and a crash between record and room is made good by the repair', async () => {
      const id = await house.handedOver();
      const crashing = house.rebuilt((parts) => ({
        ...parts,
        rooms: { ...parts.rooms, reconcile: () => Promise.reject(new Error('killed')) },
      }));
      const { revision } = await show(id);
      await crashing.ask(
        'suggestion:revise',
        { suggestionId: id, revision, why: '换人', tracks: [track('外交部', 'lead')] },
        '办公甲',
      );
      expect(await house.seatsOf(id)).to.have.property('教育甲');
      expect((await house.suggestions.reconcileLagging()).cases, 'perhaps still under way').to.equal(0);
      house.clock.forward(11_000);
      expect((await house.suggestions.reconcileLagging()).cases).to.equal(1);
      expect(await house.seatsOf(id)).to.have.property('外交甲');
      expect(await house.seatsOf(id)).to.not.have.property('教育甲');
      expect((await systemLines(id)).map((l) => l.params['why'])).to.deep.equal(['换人', '换人']);
      expect((await house.suggestions.reconcileLagging()).cases).to.equal(0);
    });
  });

  describe('has its contacts named', () => {
    const name = (id: SuggestionId, [unit, ...people]: [Name, ...Name[]], who: Name) =>
      house.ask(
        'track:name-contacts',
        { suggestionId: id, unitId: house.unit(unit), personIds: people.map((n) => house.person(n)) },
        who,
      ) as Promise<SuggestionView>;

    it('by the unit or the office; they take the seats of those who stood in', async () => {
      const id = await house.handedOver();
      await name(id, ['教育部', '教育乙'], '教育长');
      expect(await house.seatsOf(id)).to.have.property('教育乙');
      expect(await house.seatsOf(id)).to.not.have.property('教育甲');
      const view = await name(id, ['教育部', '教育甲', '教育乙', '教育甲'], '办公甲');
      expect(view.tracks[0]?.contacts.map((c) => c.name)).to.have.members(['教育甲', '教育乙']);
      expect(await house.seatsOf(id)).to.include.keys('教育甲', '教育乙');
    });

    it('by nobody else, for no other unit, from no other unit', async () => {
      const id = await house.handedOver();
      expect(await codeOf(name(id, ['教育部', '教育乙'], '王领衔'))).to.equal('NOT_ALLOWED');
      expect(await codeOf(name(id, ['教育部', '教育乙'], '财政甲'))).to.equal('NOT_YOUR_TRACK');
      expect(await codeOf(name(id, ['外交部', '外交甲'], '办公甲'))).to.equal('NOT_YOUR_TRACK');
      expect(await codeOf(name(id, ['教育部', '教育乙'], '外交甲'))).to.equal('NOT_FOUND');
      expect(await codeOf(name(id, ['教育部', '财政甲'], '教育甲'))).to.equal('UNKNOWN_PERSON');
    });
  });

  describe('is imported', () => {
    const upsert = (rows: ReturnType<House['row']>[]) =>
      house.suggestions.record.upsertMany(house.congressId, rows);
    const addRow = async (row: ReturnType<House['row']>): Promise<SuggestionId> => {
      const [added] = await upsert([row]);
      if (added?.outcome !== 'added') throw new Error('not added');
      return added.id;
    };

    it('again without change, and with change once', async () => {
      const [first, second, third] = [house.row(), house.row(), house.row({ number: '' })];
      const rows = [first, second, third];
      expect((await upsert(rows)).map((o) => o.outcome)).to.deep.equal(['added', 'added', 'added']);
      expect((await upsert(rows)).map((o) => o.outcome)).to.deep.equal([
        'unchanged',
        'unchanged',
        'unchanged',
      ]);
      const outcomes = await upsert([first, { ...second, category: '科技' }, third]);
      expect(outcomes.map((o) => o.outcome)).to.deep.equal(['unchanged', 'updated', 'unchanged']);
      const views = await Promise.all(outcomes.map((o) => show(o.id)));
      expect(views.map((v) => v.category)).to.deep.equal(['教育', '科技', '教育']);
    });

    it('in one go with the same number twice: the later row counts', async () => {
      const row = house.row();
      const outcomes = await upsert([row, { ...row, title: '后一个标题' }]);
      expect(outcomes.map((o) => o.outcome)).to.deep.equal(['added', 'updated']);
      const views = await Promise.all(outcomes.map((o) => show(o.id)));
      expect(views.map((v) => v.title)).to.deep.equal(['后一个标题', '后一个标题']);
    });

    it('by two imports at once, each row once', async () => {
      const rows = Array.from({ length: 40 }, () => house.row());
      const [one, two] = await Promise.all([upsert(rows), upsert(rows)]);
      expect(one.map((o) => o.id)).to.deep.equal(two.map((o) => o.id));
      const added = [...one, ...two].filter((o) => o.outcome === 'added');
      expect(added).to.have.length(40);
    });

    it('without undoing what the office revised since, as long as the row says the same', async () => {
      const row = house.row();
      const id = await addRow(row);
      await revise(id, { secondingIds: [] });
      expect((await upsert([row]))[0]?.outcome).to.equal('unchanged');
      expect((await show(id)).seconding).to.deep.equal([]);
    });

    it('and keeps the contacts a unit named unless the row names some; deputies that the row does not know stay', async () => {
      const tracks = (contactIds: PersonId[]) => [
        { unitId: house.unit('教育部'), role: 'lead' as const, contactIds },
      ];
      const nobody = { source: 'unknown' as const, leadId: null, secondingIds: [], delegationId: null };
      const row = house.row({ ...nobody, tracks: tracks([]) });
      const id = await addRow(row);
      await house.handOver([id]);
      await house.ask(
        'track:name-contacts',
        { suggestionId: id, unitId: house.unit('教育部'), personIds: [house.person('教育乙')] },
        '教育甲',
      );
      await revise(id, { leadId: house.person('王领衔') });
      await upsert([{ ...row, replyClass: 'A' }]);
      expect(await house.seatsOf(id))
        .to.include.keys('王领衔', '教育乙')
        .and.not.include.keys('教育甲');
      await upsert([{ ...row, tracks: tracks([house.person('教育甲')]) }]);
      expect(await house.seatsOf(id))
        .to.include.keys('王领衔', '教育甲')
        .and.not.include.keys('教育乙');
    });

    it('and the room of one already handed over follows', async () => {
      const row = house.row();
      const id = await addRow(row);
      await house.handOver([id]);
      await upsert([{ ...row, tracks: [{ unitId: house.unit('外交部'), role: 'lead', contactIds: [] }] }]);
      expect(await house.seatsOf(id)).to.have.property('外交甲');
      expect((await systemLines(id)).map((l) => l.params['why'])).to.include('导入更新');
      expect((await house.notices.duties.openOf(id)).map((d) => d.unitName)).to.deep.equal(['外交部']);
    });
  });

  describe('follows people', () => {
    it('who leave office or go on duty: all rooms of the congress are compared', async () => {
      const other = await openHouse();
      try {
        const ids = [await other.handedOver(), await other.handedOver({ secondingIds: [] })];
        const because = { personId: 'system' as const, why: '人员变动' };
        expect(await other.suggestions.reconcileAll(other.congressId, because)).to.equal(0);
        await other.org.people.upsertMany(other.congressId, [
          { code: '李附议', name: '李附议', active: false },
          { code: '财政甲', name: '财政甲', active: false },
        ]);
        expect(await other.suggestions.reconcileAll(other.congressId, because)).to.equal(2);
        for (const id of ids)
          expect(await other.seatsOf(id)).to.deep.equal({
            王领衔: ['lead-deputy'],
            教育甲: ['lead-unit'],
            办公甲: ['office'],
          });
        expect(await other.suggestions.reconcileAll(other.congressId, because)).to.equal(0);
      } finally {
        await other.close();
      }
    });

    it('in the service rooms, one for each delegation', async () => {
      const { suggestions, congressId, delegation } = house;
      expect(await suggestions.ensureServiceRooms(congressId, 'system')).to.equal(2);
      const tianjin = delegation('天津市代表团');
      expect(await house.seatsOf(tianjin)).to.deep.equal({
        赵附议: ['delegation-deputy'],
        钱旁人: ['delegation-deputy'],
        孙联络: ['service-staff'],
        办公甲: ['office'],
      });
      const room = (await house.ask('room:open', { roomId: roomIdOf(tianjin) }, '孙联络')) as {
        room: RoomHeader;
      };
      expect(room.room).to.include({ name: '天津团代表服务小组', kind: 'service', memberCount: 4, seq: 1 });
      await house.org.people.upsertMany(congressId, [{ code: '钱旁人', name: '钱旁人', active: false }]);
      await suggestions.ensureServiceRooms(congressId, 'system');
      await suggestions.ensureServiceRooms(congressId, 'system');
      expect(await house.seatsOf(tianjin)).to.not.have.property('钱旁人');
    });
  });
});
