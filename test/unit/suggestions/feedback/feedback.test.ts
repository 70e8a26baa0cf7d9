import { expect } from 'chai';
import type { Rating } from '../../../../shared/cases.ts';
import { feedbackActs } from '../../../../server/suggestions/feedback/feedback.rules.ts';
import { rehandlingActs } from '../../../../server/suggestions/feedback/rehandling.rules.ts';
import { replyActs } from '../../../../server/suggestions/handling/replies.rules.ts';
import {
  CO_UNIT,
  contacted,
  LEAD_UNIT,
  OTHER_UNIT,
  own,
  played,
  type Played,
  PLAYERS,
  policyWith,
  SECONDER,
} from '../played.ts';
import { answered, letter, ON, promising } from '../handling/steps.ts';

const { joint, give, lapse } = feedbackActs;
const { order, decline, conclude } = rehandlingActs;

const rated = (result: Rating, wantsRehandling = false, attitude: Rating = 'satisfied') => ({
  ...{ ...ON, attitude, result, wantsRehandling },
  opinion: result === 'dissatisfied' || attitude === 'dissatisfied' ? '没有回应第二个问题' : '',
});
const again = rated('dissatisfied', true);
const ordered = { ...ON, unitIds: [LEAD_UNIT], why: '答复没有回应问题' };
const refused = () => answered(played()).act(give, PLAYERS.lead, again);

/** Handled again, and answered again. */
const secondRound = (): Played =>
  refused()
    .on('2022-06-06')
    .act(order, PLAYERS.office, ordered)
    .happens(contacted(LEAD_UNIT, 'mid', 5))
    .on('2022-07-01')
    .act(replyActs.issue, PLAYERS.leader, letter());

describe('the deputy’s feedback', () => {
  it('closes the case when the result satisfies, whatever the manner', () => {
    for (const given of [rated('satisfied'), rated('mostly'), rated('mostly', false, 'dissatisfied')]) {
      const the = answered(played()).act(give, PLAYERS.lead, given);
      expect([the.kinds, the.state]).to.deep.equal([['feedback-given', 'closed'], 'closed']);
      expect(the.case.feedback).to.have.length(1);
    }
  });

  it('leads to tracking instead while something is promised', () => {
    expect(answered(played(), promising()).act(give, PLAYERS.lead, rated('mostly')).state).to.equal(
      'tracking',
    );
  });

  it('says why when somebody is dissatisfied, with the manner or with the result', () => {
    const the = answered(played());
    for (const given of [again, rated('mostly', false, 'dissatisfied')])
      expect(the.refusal(give, PLAYERS.lead, { ...given, opinion: '' }).code).to.equal('REASON_NEEDED');
  });

  it('that is dissatisfied keeps the case open until the office decides, unless nothing more is asked', () => {
    const the = refused();
    expect([the.kinds, the.state]).to.deep.equal([['feedback-given'], 'feedback']);
    expect(the.case.rehandlingAskedOn).to.equal('2022-06-01');
    expect(answered(played()).act(give, PLAYERS.lead, rated('dissatisfied')).state).to.equal('closed');
  });

  it('asks for nothing more where the result satisfies', () => {
    const the = answered(played()).act(give, PLAYERS.lead, rated('satisfied', true));
    expect(the.state).to.equal('closed');
    expect(the.case.rehandlingAskedOn).to.equal(null);
  });

  it('is given once a round, by the lead deputy and by nobody else', () => {
    expect(refused().refusal(give, PLAYERS.lead, again)).to.deep.equal({
      code: 'ALREADY_DONE',
      facts: { round: 1 },
    });
    const the = answered(played());
    for (const somebody of [PLAYERS.seconder, PLAYERS.leader, PLAYERS.contact, PLAYERS.office, PLAYERS.head])
      expect(the.refusal(give, somebody, rated('satisfied')).code).to.equal('NOT_ALLOWED');
  });

  it('of a delegation is given by its head', () => {
    const the = answered(played({ source: 'delegation' }));
    expect(the.act(give, PLAYERS.head, rated('satisfied')).state).to.equal('closed');
  });

  it('is not given before the reply', () => {
    expect(played().refusal(give, PLAYERS.lead, rated('satisfied')).code).to.equal('WRONG_STATE');
  });
});

describe('what joint deputies think', () => {
  it('is told before the lead deputy speaks for all; the last word of each counts', () => {
    const the = answered(played());
    the.act(joint, PLAYERS.seconder, { ...ON, result: 'dissatisfied', text: '' });
    the.act(joint, PLAYERS.seconder, { ...ON, result: 'mostly', text: '补充说明后可以接受' });
    expect(the.case.jointOpinions).to.deep.equal([{ round: 1, personId: SECONDER, result: 'mostly' }]);
    expect(the.state).to.equal('feedback');
    the.act(give, PLAYERS.lead, again);
    const late = { ...ON, result: 'satisfied' as const, text: '' };
    expect(the.refusal(joint, PLAYERS.seconder, late).code).to.equal('ALREADY_DONE');
  });
});

describe('silence', () => {
  /** Twenty working days after 2022-06-01, with the Dragon Boat holiday on June 3. */
  it('ends the round on the day after the term, and the case is closed', () => {
    const the = answered(played()).on('2022-06-30');
    expect(the.refusal(lapse, PLAYERS.system, null)).to.deep.equal({
      code: 'NOT_YET',
      facts: { missing: ['term'], due: '2022-06-30' },
    });
    the.on('2022-07-01').act(lapse, PLAYERS.system, null);
    expect([the.kinds, the.state]).to.deep.equal([['feedback-lapsed', 'closed'], 'closed']);
    expect(the.case.lapsedRounds).to.deep.equal([1]);
    expect(the.case.feedback).to.deep.equal([]);
  });

  it('is no silence when somebody has spoken, and nobody lapses by hand', () => {
    const the = refused().on('2022-12-01');
    expect(the.refusal(lapse, PLAYERS.system, null).code).to.equal('ALREADY_DONE');
    expect(the.refusal(lapse, PLAYERS.office, null).code).to.equal('NOT_ALLOWED');
  });
});

describe('handling again', () => {
  it('begins the next round of the units that are named, with a term of its own', () => {
    const the = refused().on('2022-06-06').act(order, PLAYERS.office, ordered);
    expect(the.last).to.deep.equal([
      { kind: 'rehandling-ordered', body: { round: 2, unitIds: [LEAD_UNIT], due: '2022-07-06' } },
    ]);
    expect(the.state).to.equal('rehandling');
    expect(the.case.tracks.find((t) => t.unitId === LEAD_UNIT)?.contacted).to.deep.equal([]);
  });

  it('is answered as the first time, after another contact', () => {
    const the = refused().act(order, PLAYERS.office, ordered);
    expect(the.refusal(replyActs.issue, PLAYERS.leader, letter()).facts).to.deep.equal({
      missing: ['mid-contact'],
    });
    const second = secondRound();
    expect(second.state).to.equal('feedback');
    expect(second.case.replies.map((r) => r.round)).to.deep.equal([1, 2]);
    expect(second.act(give, PLAYERS.lead, rated('mostly')).state).to.equal('closed');
    expect(second.case.feedback.map((f) => [f.round, f.result])).to.deep.equal([
      [1, 'dissatisfied'],
      [2, 'mostly'],
    ]);
  });

  it('is ordered by the office, when a deputy asked for it, of units that reply', () => {
    expect(answered(played()).refusal(order, PLAYERS.office, ordered)).to.deep.equal({
      code: 'NOT_YET',
      facts: { missing: ['dissatisfied'] },
    });
    const the = refused();
    expect(the.refusal(order, PLAYERS.lead, ordered).code).to.equal('NOT_ALLOWED');
    expect(the.refusal(order, PLAYERS.office, { ...ordered, unitIds: [OTHER_UNIT] })).to.deep.equal({
      code: 'UNKNOWN_UNIT',
      facts: { unitIds: [OTHER_UNIT] },
    });
    expect(the.refusal(order, PLAYERS.office, { ...ordered, unitIds: [CO_UNIT] })).to.deep.equal({
      code: 'AGAINST_POLICY',
      facts: { value: 'unitIds' },
    });
  });

  it('names each unit once, and takes a co-handling one’s opinion anew when it is named', () => {
    const unitIds = [LEAD_UNIT, CO_UNIT, LEAD_UNIT];
    const the = refused().act(order, PLAYERS.office, { ...ordered, unitIds });
    expect(the.last[0]?.body).to.deep.include({ unitIds: [LEAD_UNIT, CO_UNIT] });
    the.happens(contacted(LEAD_UNIT, 'mid', 6));
    expect(the.refusal(replyActs.issue, PLAYERS.leader, letter()).facts).to.deep.equal({
      ...{ missing: ['opinions'], unitIds: [CO_UNIT] },
    });
  });

  it('may be declined only where the rules know that', () => {
    const input = { ...ON, why: '答复已逐条回应' };
    expect(refused().refusal(decline, PLAYERS.office, input)).to.deep.equal({
      code: 'AGAINST_POLICY',
      facts: { value: 'rehandlingMayBeDeclined' },
    });
    const policy = policyWith({ rehandlingMayBeDeclined: own(true) });
    const the = answered(played({ policy }));
    expect(the.refusal(decline, PLAYERS.office, input).facts).to.deep.equal({ missing: ['dissatisfied'] });
    the.act(give, PLAYERS.lead, again).act(decline, PLAYERS.office, input);
    expect([the.kinds, the.state]).to.deep.equal([['rehandling-declined', 'closed'], 'closed']);
  });
});

describe('a second refusal', () => {
  const second = () => secondRound().act(give, PLAYERS.lead, again);

  it('brings both sides together', () => {
    const the = second();
    expect([the.kinds, the.state]).to.deep.equal([['feedback-given', 'coordination-opened'], 'coordination']);
    expect(the.refusal(order, PLAYERS.office, ordered).code).to.equal('WRONG_STATE');
  });

  it('ends with what was agreed: closed, or handled once more', () => {
    const input = { ...ON, result: '双方同意分两年落实', unitIds: [] };
    const closed = second().act(conclude, PLAYERS.office, { ...input, outcome: 'close' });
    expect([closed.kinds, closed.state]).to.deep.equal([['coordination-decided', 'closed'], 'closed']);
    const more = second().act(conclude, PLAYERS.office, {
      ...input,
      outcome: 'rehandle',
      unitIds: [LEAD_UNIT],
    });
    expect([more.state, more.case.round]).to.deep.equal(['rehandling', 3]);
  });

  it('is handled once more only by units that reply', () => {
    const input = { ...ON, outcome: 'rehandle' as const, result: '再办一次' };
    for (const [unitIds, code] of [
      [[], 'AGAINST_POLICY'],
      [[OTHER_UNIT], 'UNKNOWN_UNIT'],
    ] as const)
      expect(second().refusal(conclude, PLAYERS.office, { ...input, unitIds: [...unitIds] }).code).to.equal(
        code,
      );
  });

  it('is another matter than a dispute about whose it is', () => {
    const the = played().happens({ kind: 'coordination-opened', body: { cause: 'assignment' } });
    const input = { ...ON, outcome: 'close' as const, result: '结束', unitIds: [] };
    expect(the.refusal(conclude, PLAYERS.office, input)).to.deep.equal({
      code: 'NOT_YET',
      facts: { missing: ['dissatisfied'] },
    });
  });
});
