import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { CongressId, PersonId } from '../../../shared/ids.ts';
import type { PolicyOverrides, PolicyView } from '../../../shared/policies.ts';
import { newId } from '../../../server/ops/clock.ts';
import { before as beforeDue, dayOf, dueDay, makeCalendar, share } from '../../../server/org/index.ts';
import { may } from '../../../server/people/roles.rules.ts';
import { jurisdictionOf } from '../../../server/suggestions/policy/jurisdictions.rules.ts';
import { makePolicies, type Policies } from '../../../server/suggestions/policy/index.ts';
import { handClock } from '../../support/clock.ts';
import { freshDatabase } from '../../support/engines.ts';
import { codeOf, openHouse, type House } from './house.ts';

const source = '本级常委会决定';
const feedback = { n: 15, unit: 'workdays', source } as const;

describe('the policy of a congress', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let policies: Policies;
  let congressId: CongressId;
  const clock = handClock('2022-03-05T01:00:00.000Z');
  const by = { personId: newId() as PersonId, name: '办公甲', label: '代表工作机构' };

  before(async function () {
    this.timeout(180_000);
    database = await freshDatabase();
    policies = anotherProcess();
    await database.ready();
  });
  after(() => database.drop());
  beforeEach(() => {
    congressId = newId() as CongressId;
  });

  const anotherProcess = () => makePolicies({ database, clock, newId, may });
  const asked = (version: number, change: object = {}) => ({
    ...{ congressId, by, why: '常委会决定', version, actKey: randomUUID() },
    ...change,
  });
  const versions = async () => (await policies.versions(congressId)).map(({ profile }) => profile.version);
  const stored = () => database.connection.collection<{ _id: string }>('policyVersions');

  it('is the national one, version 1, as long as it has chosen none', async () => {
    const { profile, ref } = await policies.forCongress(congressId);
    expect(ref).to.deep.equal({ profile: 'national', version: 1 });
    expect(profile).to.deep.equal({ ...jurisdictionOf('national'), version: 1 });
    expect(await policies.show(congressId)).to.deep.include({ by: null, overridden: [] });
  });

  it('begins once, however many ask at once for the first time', async () => {
    const asking = Array.from({ length: 8 }, () => anotherProcess().forCongress(congressId));
    const refs = (await Promise.all(asking)).map(({ ref }) => ref);
    expect(new Set(refs.map((ref) => JSON.stringify(ref))).size).to.equal(1);
    expect(await versions()).to.deep.equal([1]);
  });

  it('changes for cases that begin then, and not for those under way', async () => {
    const days = await makeCalendar({ database }).forCongress(congressId);
    const began = await policies.forCongress(congressId);
    await policies.choose(asked(1), 'chongqing');
    const now = await policies.forCongress(congressId);
    expect(now.ref).to.deep.equal({ profile: 'chongqing', version: 2 });
    const running = await policies.byRef(congressId, began.ref);
    expect(running).to.deep.equal(began.profile);
    expect(dueDay('2022-04-01', running.terms.coOpinion, days)).to.equal('2022-05-05');
    expect(dueDay('2022-04-01', now.profile.terms.coOpinion, days)).to.equal('2022-05-17');
  });

  it('gives a running case exactly what it began with, also when the jurisdiction’s data have changed since', async () => {
    const { ref } = await policies.forCongress(congressId);
    // As if another release had kept it: its national profile gave two months for a reply.
    const reply = { n: 2, unit: 'months', source: '旧条文' };
    await stored().updateOne(
      { _id: `${congressId}:1` },
      { $set: { 'profile.terms.reply': reply, 'base.terms.reply': reply } },
    );
    const other = anotherProcess();
    expect((await other.byRef(congressId, ref)).terms.reply).to.deep.equal(reply);
    // Own values come upon what the congress had chosen; choosing again takes the data as they are.
    await other.override(asked(1), { set: { feedback }, drop: [] });
    expect((await other.show(congressId)).profile.terms.reply).to.deep.equal(reply);
    await other.choose(asked(2), 'national');
    const { profile, overridden } = await other.show(congressId);
    expect(profile).to.deep.equal({ ...jurisdictionOf('national'), version: 3 });
    expect(overridden).to.deep.equal([]);
    expect((await other.byRef(congressId, ref)).terms.reply).to.deep.equal(reply);
  });

  it('knows how long a term lasts at least in any congress, by versions of old, too', async () => {
    expect(await policies.leastDaysOf('archive')).to.equal(168); // six months, of 28 days each
    const archive = { n: 15, unit: 'workdays' as const, source: '常委会决定' };
    await policies.show(congressId);
    await policies.override(asked(1), { set: { archive }, drop: [] });
    await policies.override(asked(2), { set: {}, drop: ['archive'] }); // cases that began between them keep it
    expect(await anotherProcess().leastDaysOf('archive')).to.equal(15);
  });

  it('keeps every version with who, when and why', async () => {
    await policies.show(congressId);
    clock.set('2022-03-06T01:00:00.000Z');
    await policies.override(asked(1, { why: '缩短反馈期限' }), { set: { feedback }, drop: [] });
    clock.set('2022-03-07T01:00:00.000Z');
    await policies.override(asked(2, { why: '恢复' }), { set: {}, drop: ['feedback'] });
    const all = await policies.versions(congressId);
    expect(all.map(({ by, why, at, overridden }) => ({ by, why, at, overridden }))).to.deep.equal([
      { by: null, why: '', at: all[0]?.at, overridden: [] },
      ...[
        { why: '缩短反馈期限', at: '2022-03-06T01:00:00.000Z', overridden: ['feedback'] },
        { why: '恢复', at: '2022-03-07T01:00:00.000Z', overridden: [] },
      ].map((one) => ({ by: { name: '办公甲', label: '代表工作机构' }, ...one })),
    ]);
    const terms = all.map(({ profile }) => profile.terms.feedback.n);
    expect(terms).to.deep.equal([20, 15, 20]);
  });

  it('answers a repeated change with what was kept, and makes no second version', async () => {
    await policies.show(congressId);
    const change = asked(1);
    const first = await policies.choose(change, 'henan');
    expect(await policies.choose(change, 'henan')).to.deep.equal(first);
    const atOnce = asked(2);
    await Promise.all(
      Array.from({ length: 5 }, () => anotherProcess().override(atOnce, { set: { feedback }, drop: [] })),
    );
    expect(await versions()).to.deep.equal([1, 2, 3]);
  });

  it('lets one of several who change it at once win, and tells the others', async () => {
    await policies.show(congressId);
    const tries = (['beijing', 'shanghai', 'zhejiang', 'henan'] as const).map((id) =>
      codeOf(anotherProcess().choose(asked(1), id)),
    );
    const codes = await Promise.all(tries);
    expect(codes.filter((code) => code === 'ok')).to.have.length(1);
    expect(codes.filter((code) => code === 'STALE_REVISION')).to.have.length(3);
    expect(await versions()).to.deep.equal([1, 2]);
  });

  it('refuses values that contradict each other, and a change that changes nothing; neither leaves a version', async () => {
    await policies.show(congressId);
    const override = (set: PolicyOverrides) => codeOf(policies.override(asked(1), { set, drop: ['reply'] }));
    expect(await override({ reply: { n: 7, unit: 'months', source } })).to.equal('AGAINST_POLICY');
    expect(await override({})).to.equal('ALREADY_DONE');
    expect(await codeOf(policies.choose(asked(1), 'national'))).to.equal('ALREADY_DONE');
    expect(await versions()).to.deep.equal([1]);
  });

  it('does not reach another congress, and is an error where a case names one that never was', async () => {
    await policies.show(congressId);
    await policies.choose(asked(1), 'qingdao');
    expect((await policies.forCongress(newId() as CongressId)).ref.profile).to.equal('national');
    const never = { profile: 'henan', version: 2 } as const;
    expect(await codeOf(policies.byRef(congressId, never))).to.include('never had policy henan 2');
  });

  it('gives the days on which reminders go out', async () => {
    const days = await makeCalendar({ database }).forCongress(congressId);
    const { terms } = (await policies.forCongress(congressId)).profile;
    const duty = { since: '2022-04-01', due: dueDay('2022-04-01', terms.reply, days) };
    expect(duty.due).to.equal('2022-07-01');
    expect(beforeDue(duty.due, { n: 15, unit: 'days' }, days)).to.equal('2022-06-16');
    expect(share(duty, 50, days)).to.equal('2022-05-17');
    expect(dayOf({ from: 'due', n: 1, unit: 'workdays' }, duty, days)).to.equal('2022-07-04');
  });
});

describe('the policy, asked for through the door', () => {
  let house: House;
  before(async function () {
    this.timeout(180_000);
    house = await openHouse();
  });
  after(() => house.close());

  const change = (version: number) => ({ version, why: '常委会决定', actKey: randomUUID() });

  it('is shown to everybody, and changed by the office, who are named with it', async () => {
    const show = (who: string) => house.ask('policy:show', {}, who) as Promise<PolicyView>;
    expect((await show('王领衔')).profile.id).to.equal('national');
    await house.ask('policy:choose', { ...change(1), profile: 'shandong' }, '办公甲');
    await house.ask('policy:override', { ...change(2), set: { feedback }, drop: [] }, '办公乙');
    const seen = await show('教育甲');
    expect(seen.profile).to.deep.include({ id: 'shandong', version: 3 });
    expect(seen.profile.terms.feedback).to.deep.equal(feedback);
    expect(seen.overridden).to.deep.equal(['feedback']);
    expect(seen.by).to.deep.equal({ name: '办公乙', label: '代表工作机构' });
  });

  for (const who of ['王领衔', '教育甲', '教育长', '孙联络'])
    it(`is not changed by ${who}`, async () => {
      const { profile } = (await house.ask('policy:show', {}, who)) as PolicyView;
      const input = { ...change(profile.version), profile: 'henan' };
      expect(await codeOf(house.ask('policy:choose', input, who))).to.equal('NOT_ALLOWED');
    });

  it('takes no value that the contract does not know, and none without a source', async () => {
    const refused = async (set: object) => {
      try {
        await house.ask('policy:override', { ...change(3), set, drop: [] }, '办公甲');
        return false;
      } catch (error) {
        return (error as Error).name === 'ZodError' || (error as Error).constructor.name === '$ZodError';
      }
    };
    expect(await refused({ lunch: feedback })).to.equal(true);
    expect(await refused({ feedback: { n: 15, unit: 'workdays', source: ' ' } })).to.equal(true);
    expect(await refused({ feedback: { n: 0, unit: 'workdays', source } })).to.equal(true);
    expect(await refused({ feedback: { n: 15, unit: 'weeks', source } })).to.equal(true);
  });
});
