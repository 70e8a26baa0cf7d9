import { expect } from 'chai';
import { SUPERVISION_FORMS } from '../../../../shared/values/supervision.ts';
import { feedbackActs } from '../../../../server/suggestions/feedback/feedback.rules.ts';
import { supervisionActs } from '../../../../server/suggestions/supervision/supervision.rules.ts';
import { person } from '../acting.ts';
import { COMMITTEE, played, PLAYERS } from '../played.ts';
import { answered, ON } from '../handling/steps.ts';

const { designate, record, end, planned, noted: recordedFor, closed } = supervisionActs;
const topicId = person(700) as string;
const topic = {
  ...{ ...ON, topicId, committeeUnitId: COMMITTEE, leaderId: person(54), why: '列为重点督办' },
  isOpen: true,
};
const visit = { ...ON, form: 'on-site', on: '2022-04-01', summary: '到现场了解进展' } as const;

describe('key supervision', () => {
  it('gives a case a topic, a committee and who leads it, until it ends', () => {
    const the = played().act(designate, PLAYERS.office, topic);
    expect(the.case).to.deep.include({
      ...{ topicId, committeeUnitId: COMMITTEE, supervisionLeaderId: person(54), state: 'received' },
    });
    the.act(end, PLAYERS.office, { ...ON, why: '督办结束' });
    expect(the.last).to.deep.equal([{ kind: 'designation-ended', body: { topicId } }]);
    expect(the.case).to.deep.include({ topicId: null, committeeUnitId: null, supervisionLeaderId: null });
  });

  it('is recorded in each of its five forms, by the committee or the office', () => {
    const the = played().act(designate, PLAYERS.office, topic);
    for (const form of SUPERVISION_FORMS) {
      the.act(record, PLAYERS.committee, { ...visit, form });
      expect(the.last[0]?.body).to.deep.equal({ form, on: '2022-04-01', summary: '到现场了解进展' });
    }
    expect(the.act(record, PLAYERS.office, visit).kinds).to.deep.equal(['supervised']);
    expect(the.refusal(record, PLAYERS.leader, visit).code).to.equal('NOT_ALLOWED');
  });

  it('is decided by the office alone, one topic at a time', () => {
    expect(played().refusal(designate, PLAYERS.committee, topic).code).to.equal('NOT_ALLOWED');
    const the = played().act(designate, PLAYERS.office, topic);
    expect(the.refusal(designate, PLAYERS.office, { ...topic, topicId: person(701) })).to.deep.equal({
      code: 'ALREADY_DONE',
      facts: { topicId },
    });
  });

  it('is not recorded or ended where there is none, nor for a day to come', () => {
    const missing = { code: 'NOT_YET', facts: { missing: ['designation'] } };
    expect(played().refusal(record, PLAYERS.office, visit)).to.deep.equal(missing);
    expect(played().refusal(end, PLAYERS.office, { ...ON, why: '结束' })).to.deep.equal(missing);
    const the = played().act(designate, PLAYERS.office, topic);
    expect(the.refusal(record, PLAYERS.committee, { ...visit, on: '2022-04-02' })).to.deep.equal({
      code: 'IN_THE_FUTURE',
      facts: { today: '2022-04-01' },
    });
  });

  it('keeps a closed case tracked until it ends', () => {
    const the = answered(played()).act(designate, PLAYERS.office, topic);
    const good = { attitude: 'satisfied', result: 'satisfied', opinion: '', wantsRehandling: false } as const;
    the.act(feedbackActs.give, PLAYERS.lead, { ...ON, ...good });
    expect(the.state).to.equal('tracking');
    expect(the.act(end, PLAYERS.office, { ...ON, why: '督办结束' }).state).to.equal('closed');
  });

  it('does not begin within a topic that is closed', () => {
    expect(played().refusal(designate, PLAYERS.office, { ...topic, isOpen: false })).to.deep.equal({
      code: 'WRONG_STATE',
      facts: { topicId, state: 'closed' },
    });
  });

  it('has in its history what was planned, done and ended for its topic, and for no other', () => {
    const the = played().act(designate, PLAYERS.office, topic);
    const noted = { topicId, form: 'meeting', on: '2022-04-01', summary: '座谈' } as const;
    expect(the.act(planned, PLAYERS.system, { topicId, plan: '方案' }).last).to.deep.equal([
      { kind: 'supervision-planned', body: { topicId, plan: '方案' } },
    ]);
    expect(the.act(recordedFor, PLAYERS.system, noted).last).to.deep.equal([
      { kind: 'supervised', body: { form: 'meeting', on: '2022-04-01', summary: '座谈' } },
    ]);
    const other = { ...noted, topicId: person(701) };
    expect(the.refusal(recordedFor, PLAYERS.system, other).code).to.equal('ALREADY_DONE');
    expect(the.refusal(closed, PLAYERS.office, { topicId, why: '结束' }).code).to.equal('NOT_ALLOWED');
    expect(the.act(closed, PLAYERS.system, { topicId, why: '结束' }).case.topicId).to.equal(null);
  });
});
