import { expect } from 'chai';
import type { Case } from '../../../../server/suggestions/case/case.rules.ts';
import { draft, draftingActs } from '../../../../server/suggestions/proposing/drafting.rules.ts';
import { reviewActs } from '../../../../server/suggestions/proposing/review.rules.ts';
import { secondingActs } from '../../../../server/suggestions/proposing/seconding.rules.ts';
import type { HandlingMode, Publicity } from '../../../../shared/cases.ts';
import type { DelegationId, UnitId } from '../../../../shared/ids.ts';
import { as, blank, BY_SYSTEM, decide, did, OFFICE, person, refusal, suggestion, unit } from '../acting.ts';

const LEAD = as(person(1), ['lead-deputy']);
const HEAD = as(person(2), ['delegation-head']);
const second = (n: number) => as(person(n), ['seconding-deputy']);
const on = (found: Case) => ({ suggestionId: found.suggestionId, revision: found.revision, actKey: 'k' });
interface Said {
  title: string;
  text: string;
  category: string;
  wantsWrittenReply: boolean;
  wishedUnitIds: UnitId[];
  publicity: Publicity;
  keepSecret: boolean;
}
const said: Said = {
  ...{ title: '关于乡村教育的建议', text: '事由：师资不足。建议：增加编制。', category: '教育' },
  ...{ wantsWrittenReply: true, wishedUnitIds: [unit(1)], publicity: 'full', keepSecret: false },
};
const draftIn = (change: Partial<Said> = {}) => ({
  ...{ ...said, ...change, actKey: 'k', by: 'deputy' as const },
  ...{ session: 5, delegationId: suggestion(8) as string as DelegationId },
});
const drafted = (change: Partial<Said> = {}) => did(draft, blank(), draftIn(change), { actor: LEAD });
const delegations = () => did(draft, blank(), { ...draftIn(), by: 'delegation' }, { actor: HEAD });
const asked = (...numbers: number[]) => {
  const found = drafted();
  return did(secondingActs.ask, found, { ...on(found), personIds: numbers.map(person) }, { actor: LEAD });
};
const submitted = (found: Case, dropUnconfirmed = false) =>
  did(secondingActs.submit, found, { ...on(found), dropUnconfirmed }, { actor: LEAD });
const reviewed = (found: Case = drafted()) =>
  did(reviewActs.begin, submitted(found), {}, { actor: BY_SYSTEM });
const returned = (found: Case) =>
  did(
    reviewActs.sendBack,
    found,
    { ...on(found), reason: 'no-concrete-content', note: '请补充具体建议' },
    { actor: OFFICE },
  );
const confirm = (found: Case, n: number) =>
  did(secondingActs.confirm, found, on(found), { actor: second(n) });

describe('a suggestion’s way to its number', () => {
  it('begins with the deputy who leads it, in the session that is on', () => {
    const found = drafted();
    expect(found).to.deep.include({ state: 'draft', leadId: person(1), source: 'individual', session: 5 });
    expect(found.wishedUnitIds).to.deep.equal([unit(1)]);
  });

  it('begins for a delegation with its head, and with nobody else', () => {
    expect(delegations()).to.deep.include({ state: 'draft', leadId: null, source: 'delegation' });
    const by = (actor: typeof LEAD) => () =>
      decide(draft, blank(), { ...draftIn(), by: 'delegation' }, { actor });
    expect(refusal(by(LEAD)).code).to.equal('NOT_ALLOWED');
    expect(refusal(() => decide(draft, blank(), draftIn(), { actor: HEAD })).code).to.equal('NOT_ALLOWED');
  });

  it('begins once', () => {
    expect(refusal(() => decide(draft, drafted(), draftIn(), { actor: LEAD }))).to.deep.equal({
      code: 'WRONG_STATE',
      facts: { suggestionId: suggestion(1), state: 'draft' },
    });
  });

  it('of a sole author goes straight to the office', () => {
    expect(submitted(drafted())).to.deep.include({ state: 'submitted', source: 'individual', seconders: [] });
  });

  it('of a delegation is handed in by its head', () => {
    const found = delegations();
    const hand = (actor: typeof LEAD) =>
      did(secondingActs.submit, found, { ...on(found), dropUnconfirmed: false }, { actor });
    expect(hand(HEAD)).to.deep.include({ state: 'submitted', source: 'delegation' });
    expect(refusal(() => hand(LEAD)).code).to.equal('NOT_ALLOWED');
  });

  it('goes to nobody while it says nothing', () => {
    const empty = drafted({ text: '' });
    const refused = { code: 'NOT_YET', facts: { missing: ['text'] } };
    expect(
      refusal(() =>
        decide(secondingActs.ask, empty, { ...on(empty), personIds: [person(3)] }, { actor: LEAD }),
      ),
    ).to.deep.equal(refused);
    expect(refusal(() => submitted(empty))).to.deep.equal(refused);
  });

  it('waits for each joint deputy’s own word', () => {
    const found = asked(3, 4);
    expect(found.state).to.equal('seconding');
    expect(refusal(() => submitted(confirm(found, 3)))).to.deep.equal({
      code: 'NOT_YET',
      facts: { missing: ['confirmation'], personIds: [person(4)] },
    });
    const both = submitted(confirm(confirm(found, 3), 4));
    expect(both.seconders.map((s) => s.personId)).to.deep.equal([person(3), person(4)]);
    expect(both.source).to.equal('joint');
  });

  it('leaves out who did not confirm when the lead deputy says so, and who declined anyway', () => {
    const declined = asked(3, 4);
    const found = did(secondingActs.decline, declined, { ...on(declined), why: null }, { actor: second(3) });
    expect(submitted(confirm(found, 4)).seconders).to.deep.equal([
      { personId: person(4), state: 'confirmed' },
    ]);
    const alone = submitted(asked(3, 4), true);
    expect(alone).to.deep.include({ seconders: [], source: 'individual' });
  });

  it('asks each deputy once, who declined again, and never the lead deputy', () => {
    const found = asked(3);
    const ask = (from: Case, n: number) =>
      decide(secondingActs.ask, from, { ...on(from), personIds: [person(n)] }, { actor: LEAD });
    expect(refusal(() => ask(found, 3)).code).to.equal('ALREADY_DONE');
    expect(refusal(() => ask(found, 1))).to.deep.equal({
      code: 'UNKNOWN_PERSON',
      facts: { personIds: [person(1)] },
    });
    const declined = did(secondingActs.decline, found, { ...on(found), why: null }, { actor: second(3) });
    expect(ask(declined, 3)).to.have.length(1);
  });

  it('takes a deputy’s word once, and from nobody who was not asked', () => {
    const found = confirm(asked(3), 3);
    expect(refusal(() => confirm(found, 3)).code).to.equal('ALREADY_DONE');
    expect(refusal(() => confirm(found, 9)).code).to.equal('NOT_ALLOWED');
    const gone = did(secondingActs.decline, found, { ...on(found), why: null }, { actor: second(3) });
    expect(gone.seconders[0]?.state).to.equal('declined');
    const again = () => decide(secondingActs.decline, gone, { ...on(gone), why: null }, { actor: second(3) });
    expect(refusal(again).code).to.equal('ALREADY_DONE');
  });

  it('asks joint deputies again when title or text say something else, and only then', () => {
    const found = confirm(asked(3), 3);
    const redraft = (change: Partial<Said>) =>
      did(draftingActs.redraft, found, { ...on(found), ...said, ...change }, { actor: LEAD });
    expect(redraft({ category: '农村' }).seconders[0]?.state).to.equal('confirmed');
    expect(redraft({ text: '事由：另一件事。' }).seconders[0]?.state).to.equal('asked');
    expect(refusal(() => redraft({})).code).to.equal('ALREADY_DONE');
  });

  it('is reviewed as soon as it is there', () => {
    expect(reviewed().state).to.equal('review');
  });

  it('may be returned with a reason, be changed, and come again', () => {
    const found = returned(reviewed(confirm(asked(3), 3)));
    expect(found.state).to.equal('returned');
    const changed = did(
      draftingActs.redraft,
      found,
      { ...on(found), ...said, text: '事由：师资不足。建议：每校增加两名编制。' },
      { actor: LEAD },
    );
    const again = (from: Case) =>
      did(secondingActs.resubmit, from, { ...on(from), dropUnconfirmed: false }, { actor: LEAD });
    expect(refusal(() => again(changed)).code).to.equal('NOT_YET');
    expect(again(confirm(changed, 3)).state).to.equal('submitted');
    expect(again(found).state).to.equal('submitted');
  });

  it('may end with a reason of the rules', () => {
    const found = reviewed();
    const input = { ...on(found), reason: 'personal-matter' as const, note: '' };
    expect(did(reviewActs.reject, found, input, { actor: OFFICE }).state).to.equal('rejected');
  });

  it('may come from a motion, which is noted once', () => {
    const found = reviewed();
    const convert = (from: Case) =>
      did(reviewActs.convert, from, { ...on(from), motionNumber: '12' }, { actor: OFFICE });
    expect(convert(found).source).to.equal('motion-converted');
    expect(refusal(() => convert(convert(found))).code).to.equal('ALREADY_DONE');
  });
});

describe('registering', () => {
  const track = (n: number, role: 'lead' | 'co' | 'separate' | 'reference', part = '') => ({
    ...{ unitId: unit(n), role, part },
  });
  interface Terms {
    found?: Case;
    publicity?: Publicity;
    secrecy?: 'public' | 'internal' | 'work-secret';
  }
  const registered = (
    mode: HandlingMode,
    tracks: ReturnType<typeof track>[],
    { found = reviewed(), publicity = 'full', secrecy = 'public' }: Terms = {},
  ) =>
    did(
      reviewActs.register,
      found,
      { ...on(found), number: '7238', category: '教育', mode, secrecy, publicity, tracks },
      { actor: OFFICE },
    );

  it('gives number, category, way of handling and units', () => {
    const found = registered('joint', [track(1, 'lead'), track(2, 'co'), track(3, 'reference')]);
    expect(found).to.deep.include({ state: 'registered', number: '7238', mode: 'joint' });
    expect(found.tracks.map((t) => [t.unitId, t.role, t.state, t.since])).to.deep.equal([
      [unit(1), 'lead', 'waiting', null],
      [unit(2), 'co', 'waiting', null],
      [unit(3), 'reference', 'waiting', null],
    ]);
  });

  it('takes what fits each way of handling', () => {
    expect(registered('sole', [track(1, 'lead'), track(2, 'reference')]).tracks).to.have.length(2);
    expect(
      registered('separate', [track(1, 'separate', '甲'), track(2, 'separate', '乙')]).tracks,
    ).to.have.length(2);
    expect(registered('joint', [track(1, 'lead'), track(2, 'lead'), track(3, 'co')]).tracks).to.have.length(
      3,
    );
    expect(registered('reference', [track(1, 'reference')]).tracks).to.have.length(1);
  });

  const unfit: [string, Parameters<typeof registered>, object][] = [
    [
      'two leads alone',
      ['sole', [track(1, 'lead'), track(2, 'lead')]],
      { mode: 'sole', role: 'lead', count: 2 },
    ],
    [
      'a lone unit with a co-handler',
      ['sole', [track(1, 'lead'), track(2, 'co')]],
      { mode: 'sole', role: 'co', count: 1 },
    ],
    [
      'one unit apart',
      ['separate', [track(1, 'separate', '甲')]],
      { mode: 'separate', role: 'separate', count: 1 },
    ],
    [
      'a lead among units apart',
      ['separate', [track(1, 'lead'), track(2, 'separate', '乙'), track(3, 'separate', '丙')]],
      { mode: 'separate', role: 'lead', count: 1 },
    ],
    ['a lead without co-handlers', ['joint', [track(1, 'lead')]], { mode: 'joint', role: 'co', count: 0 }],
    ['co-handlers without a lead', ['joint', [track(1, 'co')]], { role: 'lead', count: 0 }],
    [
      'a lead for reference',
      ['reference', [track(1, 'lead')]],
      { mode: 'reference', role: 'lead', count: 1 },
    ],
    ['a unit twice', ['joint', [track(1, 'lead'), track(1, 'co')]], { unitId: unit(1) }],
  ];
  for (const [what, given, facts] of unfit)
    it(`refuses ${what}`, () => {
      expect(refusal(() => registered(...given))).to.deep.equal({ code: 'TRACKS_CONFLICT', facts });
    });

  it('wants to know each part where units reply apart', () => {
    expect(
      refusal(() => registered('separate', [track(1, 'separate', '甲'), track(2, 'separate')])),
    ).to.deep.equal({ code: 'NOT_YET', facts: { missing: ['part'], unitId: unit(2) } });
  });

  it('publishes no more than the deputy agreed to, and nothing of a work secret or of who stays unnamed', () => {
    const sole = [track(1, 'lead')];
    const refused = (most: string) => ({ code: 'AGAINST_POLICY', facts: { value: 'publicity', most } });
    const summary = reviewed(drafted({ publicity: 'summary' }));
    expect(refusal(() => registered('sole', sole, { found: summary }))).to.deep.equal(refused('summary'));
    expect(registered('sole', sole, { found: summary, publicity: 'none' }).publicity).to.equal('none');
    expect(refusal(() => registered('sole', sole, { secrecy: 'work-secret' }))).to.deep.equal(
      refused('none'),
    );
    const unnamed = reviewed(drafted({ keepSecret: true }));
    expect(refusal(() => registered('sole', sole, { found: unnamed, publicity: 'summary' }))).to.deep.equal(
      refused('none'),
    );
    expect(registered('sole', sole, { secrecy: 'work-secret', publicity: 'none' }).secrecy).to.equal(
      'work-secret',
    );
  });

  it('lets the same be handled together, each keeping its own case', () => {
    const found = registered('sole', [track(1, 'lead')]);
    const merge = (from: Case, ...ids: number[]) =>
      did(reviewActs.merge, from, { ...on(from), withIds: ids.map(suggestion) }, { actor: OFFICE });
    const merged = merge(found, 2, 3);
    expect(merged.mergedWith).to.deep.equal([suggestion(2), suggestion(3)]);
    expect(merged.state).to.equal('registered');
    expect(refusal(() => merge(merged, 2)).code).to.equal('ALREADY_DONE');
    expect(refusal(() => merge(found, 1)).code, 'with itself').to.equal('ALREADY_DONE');
    expect(merge(merged, 2, 4).mergedWith).to.deep.equal([suggestion(2), suggestion(3), suggestion(4)]);
  });
});
