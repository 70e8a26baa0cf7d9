import { expect } from 'chai';
import * as fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import type { TimelineEntry } from '../../../shared/cases.ts';
import type { SuggestionId } from '../../../shared/ids.ts';
import type { SuggestionView } from '../../../shared/suggestions.ts';
import type { CaseEntry } from '../../../server/suggestions/case/case.rules.ts';
import { codeOf, openHouse, type House, type Name } from './house.ts';

type Timeline = { entries: TimelineEntry[]; more: boolean };
type Doc = { _id: string; revision: number; title: string; first?: CaseEntry };

describe('the history of a suggestion', () => {
  let house: House;
  before(async function () {
    this.timeout(180_000);
    house = await openHouse();
  });
  after(() => house.close());

  const show = (id: SuggestionId, who: Name = '办公甲', ask = house.ask) =>
    ask('suggestion:show', { suggestionId: id }, who) as Promise<SuggestionView>;
  const timeline = (id: SuggestionId, who: Name = '办公甲', before = 0) =>
    house.ask('case:timeline', { suggestionId: id, before }, who) as Promise<Timeline>;
  const correct = (
    id: SuggestionId,
    [revision, value]: readonly [number, string],
    { ask = house.ask, ...more }: { ask?: House['ask']; actKey?: string } = {},
  ) =>
    ask(
      'case:correct',
      {
        ...{ suggestionId: id, revision, actKey: randomUUID(), why: '误录更正' },
        ...{ set: { field: 'title', value }, ...more },
      },
      '办公甲',
    ) as Promise<SuggestionView>;
  const verified = () => house.suggestions.verify(house.congressId, () => undefined);
  const entriesOf = (id: SuggestionId) =>
    house.collection<CaseEntry>('caseEntries').find({ suggestionId: id }).sort({ n: 1 }).toArray();
  const docs = () => house.collection<Doc>('suggestions');

  it('says everything that was done to it, by whom and why, and the record is what it comes to', async () => {
    const row = house.row();
    const [added] = await house.suggestions.record.upsertMany(house.congressId, [row]);
    const id = added?.id ?? ('' as SuggestionId);
    await house.handOver([id]);
    const unitId = house.unit('教育部');
    await house.ask(
      'track:name-contacts',
      { suggestionId: id, unitId, personIds: [house.person('教育乙')] },
      '教育长',
    );
    await house.ask(
      'contact:record',
      {
        ...{ suggestionId: id, unitId, phase: 'pre', method: 'phone', at: '2022-04-01T00:30:00.000Z' },
        ...{
          withIds: [house.person('王领衔')],
          summary: '电话沟通',
          messageSeqs: [],
          recordKey: randomUUID(),
        },
      },
      '教育甲',
    );
    const { revision } = await show(id);
    await house.ask(
      'suggestion:revise',
      { suggestionId: id, revision, why: '代表补充', secondingIds: [house.person('赵附议')] },
      '办公乙',
    );
    await house.suggestions.record.upsertMany(house.congressId, [{ ...row, category: '科技' }]);
    await correct(id, [6, '更正后的标题']);

    const { entries } = await timeline(id);
    expect(entries.map((e) => [e.n, e.kind, e.by?.name ?? '', e.why])).to.deep.equal([
      [7, 'corrected', '办公甲', '误录更正'],
      [6, 'imported', '', null],
      [5, 'revised', '办公乙', '代表补充'],
      [4, 'contact-recorded', '教育甲', null],
      [3, 'contacts-named', '教育长', '承办单位确定联系人'],
      [2, 'assigned', '办公甲', null],
      [2, 'policy-moved', '办公甲', null],
      [1, 'imported', '', null],
    ]);
    expect(entries[0]?.facts).to.deep.include({ field: 'title', after: '更正后的标题' });
    expect(entries[3]).to.deep.include({ unitName: '教育部' });
    expect(await show(id)).to.deep.include({ revision: 7, title: '更正后的标题', category: '科技' });
    expect((await verified()).breaks).to.deep.equal([]);
  });

  it('is set right in when it was proposed and what it grew out of, each of these once', async () => {
    const id = await house.add();
    const set = (revision: number, what: object) =>
      house.ask(
        'case:correct',
        { suggestionId: id, revision, actKey: randomUUID(), why: '误录更正', set: what },
        '办公甲',
      ) as Promise<SuggestionView>;
    await set(1, { field: 'betweenSessions', value: true });
    const after = await set(2, { field: 'origins', value: ['other', 'inspection', 'other'] });
    expect(after).to.deep.include({ betweenSessions: true, origins: ['inspection', 'other'] });
    expect(await codeOf(set(3, { field: 'origins', value: ['inspection', 'other'] }))).to.equal(
      'ALREADY_DONE',
    );
    expect((await verified()).breaks).to.deep.equal([]);
  });

  it('is read by those who may read the suggestion, 50 entries a page', async () => {
    const id = await house.add();
    for (let i = 1; i <= 55; i++) await correct(id, [i, `标题 ${i}`]);
    const first = await timeline(id, '王领衔');
    expect(first.entries.map((e) => e.n)).to.deep.equal(Array.from({ length: 50 }, (_, i) => 56 - i));
    expect(first.more).to.equal(true);
    const second = await timeline(id, '教育甲', 7);
    expect(second.entries.map((e) => e.n)).to.deep.equal([6, 5, 4, 3, 2, 1]);
    expect(second.more).to.equal(false);
    expect(await codeOf(timeline(id, '钱旁人'))).to.equal('NOT_FOUND');
  });

  it('keeps an act once however often it is asked for, and refuses another under its key', async () => {
    const id = await house.add();
    const actKey = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => correct(id, [1, '一次'], { actKey })));
    expect(answers.map((a) => a.revision)).to.deep.equal([2, 2, 2]);
    await correct(id, [2, '后来的']);
    expect(await correct(id, [1, '一次'], { actKey })).to.deep.include({ revision: 3, title: '后来的' });
    expect(await codeOf(correct(id, [3, '另一个'], { actKey }))).to.equal('SEND_KEY_REUSED');
    expect(await entriesOf(id)).to.have.length(3);
  });

  it('lets one of many act upon the same state, and tells the others', async () => {
    const id = await house.add();
    const other = house.rebuilt((parts) => parts);
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        codeOf(correct(id, [1, `标题 ${i}`], { ask: i % 2 === 0 ? house.ask : other.ask })),
      ),
    );
    expect(outcomes.filter((o) => o === 'ok')).to.have.length(1);
    expect(outcomes.filter((o) => o === 'STALE_REVISION')).to.have.length(11);
    expect((await entriesOf(id)).map((e) => e.n)).to.deep.equal([1, 2]);
  });

  it('is caught up with by whoever comes next when a process dies after keeping an entry', async () => {
    const id = await house.handedOver();
    const before = await docs().findOne({ _id: id });
    if (!before) throw new Error('no record');
    await house.ask(
      'suggestion:revise',
      {
        ...{ suggestionId: id, revision: before.revision, why: '换人' },
        tracks: [{ unitId: house.unit('外交部'), role: 'lead' }],
      },
      '办公甲',
    );
    await docs().replaceOne({ _id: id }, before);
    expect((await show(id)).tracks.map((t) => t.unitName)).to.deep.equal(['外交部']);
    await docs().replaceOne({ _id: id }, before);
    const after = await correct(id, [before.revision + 1, '接着更正']);
    expect(after.tracks.map((t) => t.unitName)).to.deep.equal(['外交部']);
    expect((await entriesOf(id)).map((e) => e.n)).to.deep.equal([1, 2, 3, 4]);
    expect((await verified()).breaks).to.deep.equal([]);
  });

  it('begins even when a process dies between the record and its first entry', async () => {
    const id = await house.add();
    const [first] = await entriesOf(id);
    if (!first) throw new Error('no entry');
    await house.collection('caseEntries').deleteOne({ _id: first._id });
    await docs().updateOne({ _id: id }, { $set: { first } });
    house.clock.forward(11_000);
    await house.suggestions.reconcileLagging();
    expect((await entriesOf(id)).map((e) => e.hash)).to.deep.equal([first.hash]);
    expect(await docs().findOne({ _id: id })).to.not.have.property('first');
    expect((await verified()).breaks).to.deep.equal([]);
  });

  it('never loses or forks an entry, whoever writes in whatever order', async () => {
    const other = house.rebuilt((parts) => parts);
    const deed = fc.record({
      what: fc.constantFrom('correct', 'revise', 'name', 'import'),
      far: fc.boolean(),
      n: fc.nat(3),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(deed, { minLength: 1, maxLength: 3 }), { maxLength: 4 }),
        async (rounds) => {
          const row = house.row();
          const [added] = await house.suggestions.record.upsertMany(house.congressId, [row]);
          const id = added?.id ?? ('' as SuggestionId);
          for (const round of rounds) {
            const { revision } = await show(id);
            await Promise.all(
              round.map(({ what, far, n }) => {
                const at = far ? other : house;
                if (what === 'correct') return codeOf(correct(id, [revision, `标题 ${n}`], { ask: at.ask }));
                if (what === 'import')
                  return at.suggestions.record.upsertMany(house.congressId, [
                    { ...row, category: `类别 ${n}` },
                  ]);
                const input =
                  what === 'name'
                    ? { unitId: house.unit('教育部'), personIds: [house.person(n % 2 ? '教育甲' : '教育乙')] }
                    : { revision, why: '调整', secondingIds: n % 2 ? [] : [house.person('赵附议')] };
                const name = what === 'name' ? 'track:name-contacts' : 'suggestion:revise';
                return codeOf(at.ask(name, { suggestionId: id, ...input }, '办公甲'));
              }),
            );
          }
          const entries = await entriesOf(id);
          expect(entries.map((e) => e.n)).to.deep.equal(entries.map((_, i) => i + 1));
          expect((await show(id)).revision).to.equal(entries.length);
        },
      ),
      { numRuns: 15, seed: 7238 },
    );
    expect((await verified()).breaks).to.deep.equal([]);
  }).timeout(120_000);

  describe('is verified', () => {
    const broken = async (id: SuggestionId) =>
      (await verified()).breaks.filter((b) => b.suggestionId === id).map(({ n, what }) => [n, what]);

    it('and what was changed in the record is named by its field', async () => {
      const id = await house.add();
      await docs().updateOne({ _id: id }, { $set: { title: '偷改的标题' } });
      expect(await broken(id)).to.deep.equal([[1, 'title']]);
      await docs().deleteOne({ _id: id });
    });

    it('and what was changed in an entry, or taken out, by its number', async () => {
      const id = await house.add();
      for (const [revision, title] of [
        [1, '甲'],
        [2, '乙'],
        [3, '丙'],
      ] as const)
        await correct(id, [revision, title]);
      const entries = house.collection<CaseEntry>('caseEntries');
      await entries.updateOne({ _id: `${id}:3` }, { $set: { why: '改过的理由' } });
      expect(await broken(id)).to.deep.equal([[3, 'changed']]);
      await entries.deleteOne({ _id: `${id}:2` });
      expect(await broken(id)).to.deep.equal([[2, 'missing']]);
      await entries.deleteMany({ suggestionId: id });
      expect(await broken(id)).to.deep.equal([[1, 'missing']]);
      await docs().deleteOne({ _id: id });
    });

    it('with how far it has come, and how much there was', async () => {
      const told: [number, number][] = [];
      const found = await house.suggestions.verify(house.congressId, (done, of) => told.push([done, of]));
      expect(told.at(-1)).to.deep.equal([found.suggestions, found.suggestions]);
      expect(found.entries).to.be.greaterThan(found.suggestions);
    });
  });
});
