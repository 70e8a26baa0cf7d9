import { expect } from 'chai';
import type { Happened } from '../../../../shared/case-events.ts';
import type { CaseRole } from '../../../../shared/cases.ts';
import { CASE_STATES } from '../../../../shared/values/cases.ts';
import type { PersonId } from '../../../../shared/ids.ts';
import { makeWorkCalendar } from '../../../../server/org/calendar/calendar.rules.ts';
import type { Case } from '../../../../server/suggestions/case/case.rules.ts';
import { nextStepOf } from '../../../../server/suggestions/figures/next-step.rules.ts';
import { happen, NATIONAL, person } from '../acting.ts';
import { contacted, LEAD, LEAD_UNIT, played, SECONDER } from '../played.ts';

const days = makeWorkCalendar([]);

const seenBy = (found: Case, personId: PersonId, ...roles: CaseRole[]) =>
  nextStepOf(found, { personId, roles: new Set(roles), terms: NATIONAL.terms, days });
const byLead = (found: Case) => seenBy(found, LEAD, 'lead-deputy');
const bySeconder = (found: Case) => seenBy(found, SECONDER, 'seconding-deputy');
const steps = (found: Case) => [byLead(found), bySeconder(found)].map(({ step, turn }) => [step, turn]);

const replied: Happened = {
  kind: 'replied',
  body: {
    ...{ unitId: LEAD_UNIT, round: 1 },
    commitments: [{ commitmentId: 'c', unitId: LEAD_UNIT, text: '年内完成', due: '2022-11-30' }],
    letter: {
      ...{ docNumber: '', replyClass: 'B', points: [], text: '', copies: [], recipientIds: [] },
      ...{ signedBy: { personId: null, name: '' }, publicity: 'full', publicityReason: '' },
      ...{ attachmentIds: [], faceToFace: null },
    },
  },
};
const asked: Happened = { kind: 'feedback-asked', body: { round: 1 } };

describe('the next step in a case, for its deputies', () => {
  it('before it is handed in is theirs who has not spoken, and then the lead deputy’s', () => {
    const base = { ...played().case, state: 'seconding' as const };
    const waiting = { ...base, seconders: [{ personId: SECONDER, state: 'asked' as const }] };
    expect(steps(waiting)).to.deep.equal([
      ['await-seconders', 'deputies'],
      ['confirm-seconding', 'you'],
    ]);
    expect(steps(base)).to.deep.equal([
      ['submit', 'you'],
      ['await-lead', 'deputies'],
    ]);
    expect(steps({ ...base, state: 'returned' })).to.deep.equal([
      ['revise', 'you'],
      ['await-lead', 'deputies'],
    ]);
  });

  it('is to wait for the units until they have taken it in, spoken with the deputies and replied', () => {
    const unsigned = played({ waiting: [LEAD_UNIT] });
    expect(byLead(unsigned.case)).to.deep.equal({ step: 'await-receipt', turn: 'units', by: null });
    const signed = played();
    expect(steps(signed.case)[0]).to.deep.equal(['await-contact', 'units']);
    signed.happens(contacted(LEAD_UNIT, 'pre'));
    expect(steps(signed.case)[0]).to.deep.equal(['await-reply', 'units']);
    signed.happens({ kind: 'draft-shared', body: { unitId: LEAD_UNIT, text: '拟答复' } });
    expect(steps(signed.case)).to.deep.equal([
      ['comment-draft', 'you'],
      ['await-reply', 'units'],
    ]);
  });

  it('once it is replied is their opinion, until the last day of the term for it', () => {
    const found = played().on('2022-06-20').happens(replied, asked);
    expect(byLead(found.case)).to.deep.equal({ step: 'give-feedback', turn: 'you', by: '2022-07-18' });
    expect(bySeconder(found.case)).to.deep.equal({ step: 'give-opinion', turn: 'you', by: '2022-07-18' });
    found.happens({
      kind: 'joint-opinion-given',
      body: { round: 1, personId: SECONDER, result: 'satisfied', text: '' },
    });
    expect(bySeconder(found.case).step).to.equal('await-lead');
    found.happens({
      kind: 'feedback-given',
      body: {
        ...{ round: 1, personId: LEAD, attitude: 'mostly', result: 'dissatisfied', opinion: '不实' },
        wantsRehandling: true,
      },
    });
    expect(steps(found.case)).to.deep.equal([
      ['await-decision', 'office'],
      ['await-decision', 'office'],
    ]);
    found.happens({
      kind: 'rehandling-ordered',
      body: { round: 2, unitIds: [LEAD_UNIT], due: '2022-09-01' },
    });
    expect(byLead(found.case)).to.deep.equal({ step: 'await-new-reply', turn: 'units', by: '2022-09-01' });
  });

  it('of a promise is to wait for it till its day, and to rate it once it is kept', () => {
    const found = played().happens(replied, asked, { kind: 'closed', body: {} });
    expect(found.state).to.equal('tracking');
    expect(byLead(found.case)).to.deep.equal({ step: 'await-commitment', turn: 'units', by: '2022-11-30' });
    found.happens({
      kind: 'commitment-fulfilled',
      body: { commitmentId: 'c', text: '已建成', signedBy: '张三' },
    });
    expect(steps(found.case)).to.deep.equal([
      ['rate-commitment', 'you'],
      ['none', null],
    ]);
  });

  it('of a withdrawal is to agree, before all else, for who joined in and has not', () => {
    const found = happen(played().case, [{ kind: 'withdrawal-asked', body: {} }]);
    expect(bySeconder(found).step).to.equal('agree-withdrawal');
    const agreed = happen(found, [{ kind: 'withdrawal-agreed', body: { personId: SECONDER } }]);
    expect(bySeconder(agreed).step).to.equal('await-contact');
    expect(steps(happen(agreed, [{ kind: 'withdrawn', body: {} }]))).to.deep.equal([
      ['none', null],
      ['none', null],
    ]);
  });

  it('is one in every state for everybody, and nobody’s turn only where nothing comes', () => {
    for (const state of CASE_STATES)
      for (const roles of [['lead-deputy'], ['seconding-deputy'], ['delegation-head'], []] as CaseRole[][]) {
        const { step, turn } = seenBy({ ...played().case, state }, person(99), ...roles);
        expect(turn === null, `${state} ${roles.join()}`).to.equal(step === 'none');
      }
  });
});
