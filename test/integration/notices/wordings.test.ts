import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { CongressId } from '../../../shared/ids.ts';
import { wordKey } from '../../../server/notices/wording/words-of.rules.ts';
import { type AskedWording, makeWordings } from '../../../server/notices/wording/wordings.actions.ts';
import { makeWordingStore } from '../../../server/notices/wording/wordings.store.ts';
import { newId } from '../../../server/ops/clock.ts';
import { handClock } from '../../support/clock.ts';
import { codeOf } from '../../support/code-of.ts';
import { freshDatabase } from '../../support/engines.ts';

describe('the words of a congress’s reminders', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let wordings: ReturnType<typeof makeWordings>;
  let congressId: CongressId;
  const clock = handClock('2022-03-05T01:00:00.000Z');
  const by = { personId: newId(), name: '办公甲', label: '代表工作机构' };
  const words = { title: '请签收{which}', text: '请{unit}签收。' };

  before(async function () {
    this.timeout(180_000);
    database = await freshDatabase();
    wordings = makeWordings({ store: makeWordingStore(database), clock });
    await database.ready();
  });
  after(() => database.drop());
  beforeEach(() => {
    congressId = newId() as CongressId;
  });

  const asked = (change: Partial<AskedWording> = {}): AskedWording => ({
    ...{ version: 0, actKey: randomUUID(), why: '本级惯用说法' },
    ...{ rule: 'R2', step: 'open', locale: 'zh-CN', words },
    ...change,
  });
  const change = (of: AskedWording) => wordings.change(congressId, by, of);
  const own = async () => [...(await wordings.forCongress(congressId)).keys()];

  it('are the product’s until the office sets its own, and again when it takes them back; who and why stay', async () => {
    expect(await own()).to.deep.equal([]);
    const before = await wordings.list(congressId, 'R2');
    expect(before.version).to.equal(0);
    expect(before.wordings.every((one) => !one.own)).to.equal(true);
    const set = await change(asked());
    expect(set).to.deep.include({ version: 1, words, why: '本级惯用说法' });
    expect(set.by).to.deep.equal({ name: '办公甲', label: '代表工作机构' });
    expect(await own()).to.deep.equal([wordKey('zh-CN', 'R2', 'open')]);
    await change(asked({ version: 1, words: null, why: '恢复' }));
    expect(await own()).to.deep.equal([]);
    const { version, wordings: after, changes } = await wordings.list(congressId, 'R2');
    expect(after).to.deep.equal(before.wordings);
    expect({ version, whys: changes.map((one) => one.why) }).to.deep.equal({
      version: 2,
      whys: ['恢复', '本级惯用说法'],
    });
    expect((await wordings.list(congressId, 'R3')).changes).to.deep.equal([]);
  });

  it('of one congress are not another’s', async () => {
    await change(asked());
    expect((await wordings.forCongress(newId() as CongressId)).size).to.equal(0);
  });

  it('change once for a request that comes twice, also at the same time', async () => {
    const request = asked();
    const [first, second] = await Promise.all([change(request), change(request)]);
    expect(first).to.deep.equal(second);
    expect(await change(request)).to.deep.equal(first);
    expect((await wordings.list(congressId, null)).version).to.equal(1);
  });

  it('change for one of several who saw the same version; the others are told', async () => {
    const codes = await Promise.all(
      ['甲', '乙', '丙'].map((title) => codeOf(change(asked({ words: { ...words, title } })))),
    );
    expect(codes.sort()).to.deep.equal(['STALE_REVISION', 'STALE_REVISION', 'ok']);
  });

  it('name nothing that the rule does not know, and belong to a step that there is', async () => {
    const unknown = asked({ words: { title: '{which}', text: '{deadline}{due' } });
    const fault = await change(unknown).then(
      () => null,
      (error: unknown) => error as { code: string; facts: { paths: string[]; known: string[] } },
    );
    expect(fault).to.have.property('code', 'UNKNOWN_PARAMETER');
    expect(fault?.facts.paths).to.deep.equal(['words.text']);
    expect(fault?.facts.known).to.include.members(['unit', 'due', 'days']);
    expect(await codeOf(change(asked({ step: 'since+2wd' })))).to.equal('NOT_FOUND');
    expect(await codeOf(change(asked({ rule: 'R26' })))).to.equal('NOT_FOUND');
    expect(await own()).to.deep.equal([]);
  });

  it('show for each step what stands there now', async () => {
    await change(asked({ step: 'since+3wd' }));
    const { wordings: all } = await wordings.list(congressId, 'R2');
    const at = (step: string) => all.find((one) => one.step === step && one.locale === 'zh-CN');
    expect(at('since+3wd')).to.deep.include({ own: true, words });
    expect(at('since+1wd')).to.deep.include({ own: false, words: at('open')?.words });
    expect(all.map((one) => one.step)).to.include.members(['today', 'late', 'many', 'since+4wd']);
  });
});
