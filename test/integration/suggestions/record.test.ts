import { expect } from 'chai';
import type { CongressId, SuggestionId } from '../../../shared/ids.ts';
import type { RoomHeader } from '../../../shared/rooms.ts';
import type { SuggestionView } from '../../../shared/suggestions.ts';
import { roomIdOf } from '../../../server/rooms/index.ts';
import { codeOf, openHouse, type House, type Name } from './house.ts';
import { type RecordAsks, recordAsks } from './record-asks.ts';

describe('the record of a suggestion', () => {
  let house: House;
  let asks: RecordAsks;
  before(async function () {
    this.timeout(180_000);
    house = await openHouse();
    asks = recordAsks(house);
  });
  after(() => house.close());

  describe('may be seen', () => {
    it('by its deputies, its units’ people, members of its room and the office; for all others it is not there', async () => {
      const id = await house.handedOver();
      for (const who of ['王领衔', '李附议', '教育甲', '教育乙', '教育长', '财政甲', '办公甲', '办公乙'])
        expect((await asks.show(id, who)).suggestionId, who).to.equal(id);
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

    it('with the names of those who were asked to second it and have not answered', async () => {
      const act = async (name: string, input: object) =>
        (await house.ask(name, { ...input, actKey: crypto.randomUUID() }, '王领衔')) as SuggestionView;
      const { suggestionId, revision } = await act('suggestion:draft', {
        ...{ by: 'deputy', title: '关于改善乡村公路照明的建议', text: '缘由与办法。', category: '交通' },
        ...{ wantsWrittenReply: true, wishedUnitIds: [], publicity: 'full', keepSecret: false },
      });
      const personIds = [house.person('赵附议')];
      const { asked, seconding } = await act('seconding:ask', { suggestionId, revision, personIds });
      expect(asked.map(({ name }) => name)).to.deep.equal(['赵附议']);
      expect(seconding).to.deep.equal([]);
      expect((await asks.show(suggestionId, '王领衔')).asked).to.deep.equal(asked);
    });

    it('by every deputy of the delegation that proposed it', async () => {
      const id = await house.add({
        ...{ source: 'delegation', leadId: null, secondingIds: [] },
        delegationId: house.delegation('天津市代表团'),
      });
      expect((await asks.show(id, '赵附议')).delegationName).to.equal('天津市代表团');
      expect(await codeOf(asks.show(id, '王领衔'))).to.equal('NOT_FOUND');
    });

    it('with names, and those who stand in where a unit named nobody', async () => {
      const view = await asks.show(await house.add());
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
