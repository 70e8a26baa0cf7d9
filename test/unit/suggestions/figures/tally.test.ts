import { expect } from 'chai';
import type { Case } from '../../../../server/suggestions/case/case.rules.ts';
import { mattersOf, waitingSince } from '../../../../server/suggestions/figures/matters.rules.ts';
import { COUNTS, tallyOf } from '../../../../server/suggestions/figures/tally.rules.ts';
import { contacted, CO_UNIT, LEAD_UNIT, OTHER_UNIT, played } from '../played.ts';
import type { Happened } from '../../../../shared/case-events.ts';
import { LEAD } from '../played.ts';

const letter = (replyClass: string) => ({
  ...{ docNumber: '', replyClass, points: [], text: '', copies: [], recipientIds: [], attachmentIds: [] },
  ...{ signedBy: { personId: null, name: '' }, publicity: 'full' as const, publicityReason: '' },
  faceToFace: null,
});

const replied = (unitId = LEAD_UNIT, replyClass = 'A', round = 1): Happened => ({
  kind: 'replied',
  body: { unitId, round, letter: letter(replyClass), commitments: [] },
});

const asked = (round: number): Happened => ({ kind: 'feedback-asked', body: { round } });

const rated = (round: number, result: 'satisfied' | 'dissatisfied'): Happened => ({
  kind: 'feedback-given',
  body: {
    ...{ round, personId: LEAD, attitude: 'mostly', result, opinion: '', wantsRehandling: false },
  },
});

const CLOSED: Happened = { kind: 'closed', body: {} };

/** What of a case is counted, without what is not. */
const counts = (found: Case) => {
  const tally = tallyOf(found);
  return COUNTS.filter((name) => tally[name] > 0);
};

describe('the tally of a case', () => {
  it('counts that several units handle it, and not those that only read along', () => {
    expect(counts(played().case)).to.include('severalUnits');
    const alone = played({ tracks: [{ unitId: LEAD_UNIT, role: 'lead' }] });
    expect(counts(alone.case)).to.not.include('severalUnits');
  });

  it('counts a contact once every unit that replies has reached the lead deputy, and in person what was in person', () => {
    const case1 = played({
      tracks: [
        { unitId: LEAD_UNIT, role: 'separate' },
        { unitId: OTHER_UNIT, role: 'separate' },
      ],
    });
    case1.happens(contacted(LEAD_UNIT, 'pre', 1));
    expect(counts(case1.case)).to.not.include('contacted');
    case1.happens(contacted(OTHER_UNIT, 'mid', 2));
    expect(counts(case1.case)).to.include('contacted').and.not.include('met');
    const met = contacted(OTHER_UNIT, 'post', 3) as Extract<Happened, { kind: 'contact-recorded' }>;
    case1.happens({ kind: met.kind, body: { ...met.body, method: 'visit' } });
    expect(counts(case1.case)).to.include('met');
  });

  it('counts no contact that did not reach the lead deputy, however it was made', () => {
    const missed = contacted(LEAD_UNIT, 'pre') as Extract<Happened, { kind: 'contact-recorded' }>;
    const found = played().happens({
      kind: missed.kind,
      body: { ...missed.body, method: 'visit', reachedLead: false },
    });
    expect(counts(found.case)).to.not.include.members(['contacted', 'met']);
  });

  it('counts opinions and classes only once it is closed', () => {
    const found = played().happens(replied(), asked(1), rated(1, 'satisfied'));
    expect(counts(found.case)).to.include('replied').and.not.include('resultSatisfied');
    expect(tallyOf(found.case).classes).to.equal('');
    found.happens(CLOSED);
    expect(counts(found.case)).to.include.members([
      ...['closed', 'resultSatisfied', 'attitudeMostly', 'firstSatisfied'],
    ]);
    expect(tallyOf(found.case).classes).to.equal('A');
  });

  it('takes the opinion and the class of the last round, and keeps that of the first apart', () => {
    const found = played().happens(replied(LEAD_UNIT, 'C'), asked(1), rated(1, 'dissatisfied'));
    found.happens({
      kind: 'rehandling-ordered',
      body: { round: 2, unitIds: [LEAD_UNIT], due: '2022-09-01' },
    });
    found.happens(replied(LEAD_UNIT, 'A', 2), asked(2), rated(2, 'satisfied'), CLOSED);
    const all = counts(found.case);
    expect(all).to.include.members(['resultSatisfied', 'firstDissatisfied', 'replied']);
    expect(all).to.not.include.members(['resultDissatisfied']);
    expect(tallyOf(found.case).classes).to.equal('A');
  });

  it('knows no opinion of a round that ended in silence', () => {
    const found = played().happens(replied(), asked(1), rated(1, 'dissatisfied'));
    found.happens({
      kind: 'rehandling-ordered',
      body: { round: 2, unitIds: [LEAD_UNIT], due: '2022-09-01' },
    });
    found.happens(
      replied(LEAD_UNIT, 'A', 2),
      asked(2),
      { kind: 'feedback-lapsed', body: { round: 2 } },
      CLOSED,
    );
    const all = counts(found.case);
    expect(all.filter((name) => name.startsWith('result'))).to.deep.equal([]);
    expect(all).to.include('firstDissatisfied');
  });

  it('names each class of units that reply apart, once', () => {
    const found = played({
      tracks: [
        { unitId: LEAD_UNIT, role: 'separate' },
        { unitId: OTHER_UNIT, role: 'separate' },
        { unitId: CO_UNIT, role: 'co' },
      ],
    });
    found.happens(replied(OTHER_UNIT, 'C'), replied(LEAD_UNIT, 'A'), CLOSED);
    expect(tallyOf(found.case).classes).to.equal('A C');
  });
});

describe('what waits for the office', () => {
  it('is to register, to hand over, or nothing, by the state of the case', () => {
    const of = (state: Case['state']) => mattersOf({ ...played().case, state });
    expect(of('submitted')).to.deep.equal(['register']);
    expect(of('review')).to.deep.equal(['register']);
    expect(of('registered')).to.deep.equal(['hand-over']);
    for (const state of ['draft', 'seconding', 'handling', 'closed', 'archived', 'withdrawn'] as const)
      expect(of(state), state).to.deep.equal([]);
  });

  it('is a return, an extension or an objection from the day on which it was asked, until it is decided', () => {
    const found = played().on('2022-04-07');
    found.happens({
      kind: 'return-requested',
      body: { unitId: LEAD_UNIT, reason: '职责不符', suggestedUnitId: null, signedBy: '' },
    });
    expect(mattersOf(found.case)).to.deep.equal(['return']);
    expect(waitingSince('return', found.case)).to.equal('2022-04-07');
    found.happens({ kind: 'return-refused', body: { unitId: LEAD_UNIT } });
    expect(mattersOf(found.case)).to.deep.equal([]);
    found.on('2022-06-15').happens({
      kind: 'extension-requested',
      body: { unitId: LEAD_UNIT, reason: '涉及面广', until: '2022-09-30' },
    });
    expect(mattersOf(found.case)).to.deep.equal(['extension']);
    expect(waitingSince('extension', found.case)).to.equal('2022-06-15');
    found.happens({ kind: 'withdrawn', body: {} });
    expect(mattersOf(found.case)).to.deep.equal([]);
  });

  it('is a deputy who is not satisfied and asks for more, in the place of one who is waited for', () => {
    const found = played().happens(replied(), asked(1));
    expect(mattersOf(found.case)).to.deep.equal(['feedback']);
    found.on('2022-07-08').happens({
      kind: 'feedback-given',
      body: {
        ...{ round: 1, personId: LEAD, attitude: 'mostly', result: 'dissatisfied', opinion: '不实' },
        wantsRehandling: true,
      },
    });
    expect(mattersOf(found.case)).to.deep.equal(['dissatisfied']);
    expect(waitingSince('dissatisfied', found.case)).to.equal('2022-07-08');
  });
});
