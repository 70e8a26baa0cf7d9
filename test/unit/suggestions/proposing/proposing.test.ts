import { expect } from 'chai';
import type { Case } from '../../../../server/suggestions/case/case.rules.ts';
import { draft, draftingActs } from '../../../../server/suggestions/proposing/drafting.rules.ts';
import { reviewActs } from '../../../../server/suggestions/proposing/review.rules.ts';
import { secondingActs } from '../../../../server/suggestions/proposing/seconding.rules.ts';
import { blank, decide, did, OFFICE, person, refusal, suggestion, unit } from '../acting.ts';
import {
  asked,
  confirm,
  delegations,
  drafted,
  draftIn,
  HEAD,
  LEAD,
  on,
  returned,
  reviewed,
  type Said,
  said,
  second,
  submitted,
} from './proposed.ts';

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
