import { expect } from 'chai';
import type { Case } from '../../../../server/suggestions/case/case.rules.ts';
import { withdrawingActs } from '../../../../server/suggestions/proposing/withdrawing.rules.ts';
import type { CaseState } from '../../../../shared/cases.ts';
import type { DelegationId } from '../../../../shared/ids.ts';
import { as, blank, BY_SYSTEM, decide, did, NATIONAL, OFFICE, person, refusal } from '../acting.ts';

const LEAD = as(person(1), ['lead-deputy']);
const DELEGATION = 'd1' as DelegationId;
const second = (n: number) => as(person(n), ['seconding-deputy']);
const on = (found: Case) => ({ suggestionId: found.suggestionId, revision: found.revision, actKey: 'k' });
const needing = (all: boolean) => ({
  ...NATIONAL,
  withdrawalNeedsAll: { ...NATIONAL.withdrawalNeedsAll, value: all },
});
const joint = (state: CaseState, ...seconders: number[]): Case => ({
  ...{ ...blank(), state, leadId: person(1), source: 'joint', revision: 5 },
  seconders: seconders.map((n) => ({ personId: person(n), state: 'confirmed' as const })),
});
const withdraw = (found: Case, all = true) =>
  did(
    withdrawingActs.withdraw,
    found,
    { ...on(found), why: '情况有变' },
    { actor: LEAD, policy: needing(all) },
  );
const agree = (found: Case, n: number) => did(withdrawingActs.agree, found, on(found), { actor: second(n) });
const leave = (found: Case, n: number, actor = OFFICE) =>
  did(withdrawingActs.leave, found, { personId: person(n) }, { actor });

describe('taking a suggestion back', () => {
  it('is the lead deputy’s own choice where the rules leave it so', () => {
    expect(withdraw(joint('assigned', 3, 4), false).state).to.equal('withdrawn');
  });

  it('is at once for who proposed alone, and while it is not handed in', () => {
    expect(withdraw(joint('assigned')).state).to.equal('withdrawn');
    expect(withdraw(joint('seconding', 3)).state).to.equal('withdrawn');
  });

  it('waits for all joint deputies where the rules want that', () => {
    const asked = withdraw(joint('registered', 3, 4));
    expect(asked.state).to.equal('registered');
    const half = agree(asked, 3);
    expect(half.state).to.equal('registered');
    expect(agree(half, 4).state).to.equal('withdrawn');
    expect(refusal(() => agree(half, 3)).code).to.equal('ALREADY_DONE');
    expect(refusal(() => withdraw(half)).code).to.equal('ALREADY_DONE');
  });

  it('is over when one of them refuses, or the proposer thinks better of it, until it is asked for anew', () => {
    const asked = withdraw(joint('registered', 3, 4));
    const refuse = (found: Case, n: number) =>
      did(withdrawingActs.refuse, found, { ...on(found), why: '仍有必要' }, { actor: second(n) });
    const retract = (found: Case) => did(withdrawingActs.retract, found, on(found), { actor: LEAD });
    for (const after of [refuse(agree(asked, 3), 4), retract(agree(asked, 3))]) {
      expect(after).to.deep.include({ state: 'registered', withdrawal: null });
      expect(refusal(() => agree(after, 4)).code).to.equal('NOT_YET');
      expect(withdraw(after).withdrawal).to.deep.equal({ agreed: [person(1)] });
    }
    expect(refusal(() => refuse(joint('registered', 3), 3)).code).to.equal('NOT_YET');
    expect(refusal(() => retract(joint('registered', 3))).code).to.equal('NOT_YET');
    const declined = { ...asked, seconders: [{ personId: person(3), state: 'declined' as const }] };
    expect(refusal(() => refuse(declined, 3)).code).to.equal('NOT_ALLOWED');
  });

  it('cannot be agreed to before it is asked for', () => {
    expect(refusal(() => agree(joint('registered', 3), 3))).to.deep.equal({
      code: 'NOT_YET',
      facts: { missing: ['withdrawal'] },
    });
  });

  it('is over once any unit has replied', () => {
    const reply = { n: 4, unitId: 'u' as never, round: 1, on: '2026-05-01', replyClass: 'A' };
    const found: Case = {
      ...joint('registered', 3),
      replies: [{ ...reply, faceToFace: false, written: true }],
    };
    expect(refusal(() => withdraw(found)).code).to.equal('WRONG_STATE');
    expect(refusal(() => agree({ ...found, withdrawal: { agreed: [] } }, 3)).code).to.equal('WRONG_STATE');
    expect(refusal(() => withdraw(joint('feedback'))).code).to.equal('WRONG_STATE');
  });
});

describe('a deputy who leaves office', () => {
  it('is followed by the next joint deputy who confirmed', () => {
    const found = leave(joint('assigned', 3, 4), 1);
    expect(found.leadId).to.equal(person(3));
    expect(found.seconders.map((s) => s.personId)).to.deep.equal([person(4)]);
  });

  it('is followed by the delegation where nobody joined in', () => {
    const found = leave({ ...joint('assigned'), delegationId: DELEGATION }, 1, BY_SYSTEM);
    expect(found).to.deep.include({ leadId: null, source: 'delegation' });
    expect(leave(joint('assigned'), 1).source).to.equal('joint'); // of no delegation
  });

  it('leaves the lead as it is when it was a joint one', () => {
    const found = leave(joint('feedback', 3, 4), 4);
    expect(found.leadId).to.equal(person(1));
    expect(found.seconders.map((s) => s.personId)).to.deep.equal([person(3)]);
  });

  it('is nobody whose word on a withdrawal is waited for', () => {
    const waiting = agree(withdraw(joint('registered', 3, 4)), 3);
    expect(leave(waiting, 4).state).to.equal('withdrawn');
    expect(leave(waiting, 3).state).to.equal('registered');
  });

  it('has to be a deputy of the case', () => {
    const leaving = () =>
      decide(withdrawingActs.leave, joint('assigned', 3), { personId: person(9) }, { actor: OFFICE });
    expect(refusal(leaving)).to.deep.equal({
      code: 'UNKNOWN_PERSON',
      facts: { personIds: [person(9)] },
    });
  });
});
