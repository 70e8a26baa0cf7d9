import { expect } from 'chai';
import { commitmentActs } from '../../../../server/suggestions/commitments/commitments.rules.ts';
import { feedbackActs } from '../../../../server/suggestions/feedback/feedback.rules.ts';
import { supervisionActs } from '../../../../server/suggestions/supervision/supervision.rules.ts';
import { publicationActs } from '../../../../server/suggestions/publication/publication.rules.ts';
import { person } from '../acting.ts';
import { COMMITTEE, played, PLAYERS } from '../played.ts';
import { answered, letter, ON, promising } from '../handling/steps.ts';

const { report, fulfil, explain, rate, rollOver, archive } = commitmentActs;
const satisfied = {
  ...ON,
  attitude: 'satisfied',
  result: 'satisfied',
  opinion: '',
  wantsRehandling: false,
} as const;

/** Closed, with one promise by 2022-12-30 open. */
function promised() {
  const the = answered(played(), promising()).act(feedbackActs.give, PLAYERS.lead, satisfied);
  const commitmentId = the.case.commitments[0]?.commitmentId ?? '';
  return { the, of: { ...ON, commitmentId } };
}
const closed = () => answered(played()).act(feedbackActs.give, PLAYERS.lead, satisfied);

describe('a promise', () => {
  it('is followed until it is kept and rated', () => {
    const { the, of } = promised();
    expect(the.state).to.equal('tracking');
    the.act(report, PLAYERS.contact, { ...of, progress: '已起草' });
    the.on('2022-12-01').act(fulfil, PLAYERS.leader, { ...of, text: '办法已印发' });
    expect(the.last).to.deep.equal([
      {
        kind: 'commitment-fulfilled',
        body: { commitmentId: of.commitmentId, text: '办法已印发', signedBy: '张三' },
      },
    ]);
    expect(the.case.commitments[0]).to.deep.include({ state: 'fulfilled', fulfilledOn: '2022-12-01' });
    expect(the.state).to.equal('tracking');
    the.act(rate, PLAYERS.lead, { ...of, result: 'mostly', text: '' });
    expect(the.case.commitments[0]).to.deep.include({ state: 'rated', rated: 'mostly' });
    expect(the.state).to.equal('closed');
  });

  it('can be put off with an explanation, to a later day only', () => {
    const { the, of } = promised();
    const later = { ...of, text: '立法计划调整' };
    for (const due of ['2022-12-30', '2022-10-01'])
      expect(the.refusal(explain, PLAYERS.leader, { ...later, due })).to.deep.equal({
        code: 'AGAINST_POLICY',
        facts: { value: 'due', after: '2022-12-30' },
      });
    the.act(explain, PLAYERS.leader, { ...later, due: '2023-06-30' });
    expect(the.case.commitments[0]).to.deep.include({ state: 'open', due: '2023-06-30' });
    the.on('2023-07-03');
    expect(the.refusal(explain, PLAYERS.leader, { ...later, due: '2023-07-03' }).facts).to.deep.equal({
      value: 'due',
      after: '2023-07-03',
    });
  });

  it('that cannot be kept ends with a signed explanation, as at the end of a term', () => {
    const { the, of } = promised();
    the.act(explain, PLAYERS.leader, { ...of, text: '情况变化，无法落实', due: null });
    expect(the.case.commitments[0]?.state).to.equal('explained');
    expect(the.state).to.equal('closed');
  });

  it('is kept, explained and reported by its own unit, signed where that is needed', () => {
    const { the, of } = promised();
    const words = { ...of, text: '已办', progress: '已办', due: null };
    expect(the.refusal(report, PLAYERS.otherContact, words).code).to.equal('NOT_YOUR_TRACK');
    for (const act of [fulfil, explain]) {
      expect(the.refusal(act, PLAYERS.otherLeader, words).code).to.equal('NOT_YOUR_TRACK');
      expect(the.refusal(act, PLAYERS.contact, words).code).to.equal('NOT_ALLOWED');
    }
  });

  it('that is over is not kept, explained or reported again', () => {
    const { the, of } = promised();
    const words = { ...of, text: '已办', progress: '已办', due: null };
    the.act(fulfil, PLAYERS.leader, words);
    for (const act of [report, fulfil, explain])
      expect(the.refusal(act, PLAYERS.leader, words)).to.deep.equal({
        code: 'ALREADY_DONE',
        facts: { commitmentId: of.commitmentId, state: 'fulfilled' },
      });
  });

  it('is rated by the lead deputy once it is kept, once, and with words when dissatisfied', () => {
    const { the, of } = promised();
    const good = { ...of, result: 'satisfied', text: '' } as const;
    expect(the.refusal(rate, PLAYERS.lead, good)).to.deep.equal({
      code: 'NOT_YET',
      facts: { missing: ['fulfilment'] },
    });
    the.act(fulfil, PLAYERS.leader, { ...of, text: '已办' });
    expect(the.refusal(rate, PLAYERS.leader, good).code).to.equal('NOT_ALLOWED');
    expect(the.refusal(rate, PLAYERS.head, good).code).to.equal('NOT_ALLOWED');
    expect(the.refusal(rate, PLAYERS.lead, { ...good, result: 'dissatisfied' }).code).to.equal(
      'REASON_NEEDED',
    );
  });

  it('that nobody made is not found', () => {
    const { the } = promised();
    const commitmentId = person(999) as string;
    expect(the.refusal(report, PLAYERS.contact, { ...ON, commitmentId, progress: '已办' })).to.deep.equal({
      code: 'NOT_FOUND',
      facts: { commitmentId },
    });
  });

  it('that is rated already is not rated again', () => {
    const answer = answered(
      played(),
      letter({
        replyClass: 'B',
        commitments: [
          { text: '第一项', due: '2022-12-30' },
          { text: '第二项', due: '2023-12-29' },
        ],
      }),
    ).act(feedbackActs.give, PLAYERS.lead, satisfied);
    const [first] = answer.case.commitments.map((c) => ({ ...ON, commitmentId: c.commitmentId }));
    if (!first) throw new Error('no promise');
    const good = { ...first, result: 'satisfied', text: '' } as const;
    answer.act(fulfil, PLAYERS.leader, { ...first, text: '已办' }).act(rate, PLAYERS.lead, good);
    expect(answer.state).to.equal('tracking');
    expect(answer.refusal(rate, PLAYERS.lead, good).code).to.equal('ALREADY_DONE');
  });
});

describe('the turn of the year', () => {
  it('carries what is open into the new year, once in each', () => {
    const { the } = promised();
    expect(the.on('2022-12-31').refusal(rollOver, PLAYERS.system, null)).to.deep.equal({
      code: 'ALREADY_DONE',
      facts: { year: 2022 },
    });
    the.on('2023-01-01').act(rollOver, PLAYERS.system, null);
    expect(the.case.commitments[0]).to.deep.include({ rolledOver: 1, carriedInto: 2023, state: 'open' });
    expect(the.refusal(rollOver, PLAYERS.system, null).code).to.equal('ALREADY_DONE');
    the.on('2024-01-02').act(rollOver, PLAYERS.system, null);
    expect(the.case.commitments[0]).to.deep.include({ rolledOver: 2, carriedInto: 2024 });
  });

  it('leaves what is kept, and is nobody’s to turn by hand', () => {
    const { the, of } = promised();
    expect(the.on('2023-01-01').refusal(rollOver, PLAYERS.office, null).code).to.equal('NOT_ALLOWED');
    the.act(fulfil, PLAYERS.leader, { ...of, text: '已办' });
    expect(the.refusal(rollOver, PLAYERS.system, null).code).to.equal('ALREADY_DONE');
  });
});

describe('the archive', () => {
  it('takes a closed case', () => {
    const the = closed().act(archive, PLAYERS.office, ON);
    expect([the.kinds, the.state]).to.deep.equal([['archived'], 'archived']);
    const due = '2022-12-01'; // closed on 1 June; six months
    expect(closed().on(due).refusal(archive, PLAYERS.system, ON)).to.deep.equal({
      code: 'NOT_YET',
      facts: { missing: ['term'], due },
    });
    expect(closed().on('2022-12-02').act(archive, PLAYERS.system, ON).state).to.equal('archived');
    expect(closed().refusal(archive, PLAYERS.leader, ON).code).to.equal('NOT_ALLOWED');
    expect(answered(played()).refusal(archive, PLAYERS.office, ON).code).to.equal('WRONG_STATE');
  });

  it('waits for open promises, and for their rating as long as the deputy has time for it', () => {
    const { the, of } = promised();
    const { commitmentId } = of;
    const missing = { code: 'NOT_YET', facts: { missing: ['commitments'], commitmentIds: [commitmentId] } };
    expect(the.refusal(archive, PLAYERS.office, ON)).to.deep.equal(missing);
    the.on('2022-11-01').act(fulfil, PLAYERS.leader, { ...of, text: '已办' });
    expect(the.on('2022-11-29').refusal(archive, PLAYERS.office, ON)).to.deep.equal(missing);
    expect(the.on('2022-11-30').act(archive, PLAYERS.office, ON).state).to.equal('archived');
  });

  it('waits for the end of a supervision', () => {
    const the = closed();
    const topic = { topicId: person(700) as string, committeeUnitId: COMMITTEE, leaderId: null };
    the.act(supervisionActs.designate, PLAYERS.office, { ...ON, ...topic, isOpen: true, why: '重点督办' });
    expect(the.refusal(archive, PLAYERS.office, ON).facts).to.deep.equal({ missing: ['supervision'] });
    the.act(supervisionActs.end, PLAYERS.office, { ...ON, why: '督办结束' });
    expect(the.act(archive, PLAYERS.office, ON).state).to.equal('archived');
  });

  it('waits for a publication that was begun', () => {
    const proposal = { ...ON, publicity: 'full', text: '答复全文', reason: '' } as const;
    const the = closed().act(publicationActs.propose, PLAYERS.contact, proposal);
    const missing = { code: 'NOT_YET', facts: { missing: ['publication'] } };
    expect(the.refusal(archive, PLAYERS.office, ON)).to.deep.equal(missing);
    the.act(publicationActs.review, PLAYERS.office, {
      ...ON,
      approved: true,
      text: '答复全文',
      why: '可以公开',
    });
    expect(the.refusal(archive, PLAYERS.office, ON)).to.deep.equal(missing);
    the.act(publicationActs.publish, PLAYERS.office, ON).act(archive, PLAYERS.office, ON);
    expect(the.state).to.equal('archived');
  });
});
