import { expect } from 'chai';
import { tellingsOf } from '../../../../server/suggestions/duties/tellings.rules.ts';
import { handedOver, HELPER, LEAD, MAIN, rated, reply, SECONDER } from './history.ts';

describe('opinions of co-handling units', () => {
  const filed = (on: string) => ({ on, body: { unitId: HELPER, text: '', signedBy: '' } });

  it('are filed, and the leading unit reacts; one that is sent back is another duty', () => {
    const first = filed('2022-04-25');
    const course = handedOver().add(first.on, 'opinion-filed', first.body);
    expect(course.of('R8', '2022-04-26')[0]?.[2]).to.equal('done');
    expect(course.of('R9', '2022-04-26')).to.deep.equal([['2022-04-25', '2022-04-28', 'open', null]]);
    const back = course.add('2022-04-29', 'opinion-sent-back', { unitId: HELPER });
    expect(back.of('R9', '2022-05-05')[0]?.[2]).to.equal('late');
    expect(back.of('R8', '2022-05-05')[1]).to.deep.equal(['2022-04-29', '2022-05-10', 'open', null]);
  });

  it('need not come once they were waived', () => {
    const waived = handedOver().add('2022-04-25', 'opinion-waived', { unitId: HELPER });
    expect(waived.of('R8', '2022-04-26')[0]?.[2]).to.equal('lapsed');
  });
});

describe('replying', () => {
  it('takes its last day from the extension, as another duty with warnings of its own', () => {
    const asked = handedOver().add('2022-06-20', 'extension-requested', {
      ...{ unitId: MAIN, reason: '涉及面广', until: '2022-09-30' },
    });
    expect(asked.of('R13', '2022-06-21')[0]?.[2]).to.equal('done');
    const firstKey = asked.owed('2022-06-21').find((d) => d.rule === 'R11')?.key ?? '';
    expect(asked.still(firstKey, '2022-06-21')).to.equal(true);
    const given = asked.add('2022-06-22', 'extension-decided', {
      ...{ unitId: MAIN, approved: true, until: '2022-09-30' },
    });
    expect(given.of('R11', '2022-06-23')).to.deep.equal([['2022-04-01', '2022-09-30', 'open', null]]);
    expect(given.still(firstKey, '2022-06-23')).to.equal(false);
    expect(tellingsOf(given.reckoning('2022-06-23')).map((t) => [t.rule, t.on])).to.deep.equal([
      ['R14', '2022-06-22'],
    ]);
  });

  it('stays late, whatever comes after', () => {
    const late = handedOver().add('2022-07-04', 'replied', reply());
    expect(late.of('R11', '2022-07-05')).to.deep.equal([['2022-04-01', '2022-07-01', 'late', '2022-07-04']]);
    const again = late.add('2022-07-18', 'rehandling-ordered', {
      ...{ round: 2, unitIds: [MAIN], due: '2022-08-18' },
    });
    expect(again.of('R11', '2022-07-19')[0]?.[2]).to.equal('late');
    expect(again.of('R20', '2022-07-19')).to.deep.equal([['2022-07-18', '2022-08-18', 'open', null]]);
    expect(again.add('2022-08-18', 'replied', reply(2)).of('R20', '2022-08-19')[0]?.[2]).to.equal('done');
  });

  it('is told once for each reply', () => {
    const twice = handedOver().add('2022-06-20', 'replied', reply()).add('2022-08-01', 'replied', reply(2));
    expect(tellingsOf(twice.reckoning('2022-08-01')).map((t) => t.key)).to.deep.equal([
      `R15|3|${MAIN}`,
      `R15|4|${MAIN}`,
    ]);
  });
});

describe('filing', () => {
  it('is told before it comes, as long as nothing is open', () => {
    const closed = handedOver().add('2022-06-20', 'replied', reply()).add('2022-07-04', 'closed');
    const told = tellingsOf(closed.reckoning('2022-07-05')).filter((t) => t.rule === 'R29');
    expect(told.map((t) => [t.key, t.on])).to.deep.equal([['R29||2022-07-04', '2022-07-04']]);
    expect((told[0]?.due ?? '') > '2022-07-04').to.equal(true);
    const filed = closed.add('2022-10-10', 'archived');
    expect(tellingsOf(filed.reckoning('2022-10-11')).filter((t) => t.rule === 'R29')).to.deep.equal([]);
  });
});

describe('feedback', () => {
  const asked = () =>
    handedOver().add('2022-06-20', 'replied', reply()).add('2022-06-20', 'feedback-asked', { round: 1 });

  it('is owed by the lead deputy, and by each who joined in', () => {
    const owers = asked()
      .owed('2022-06-21')
      .filter((d) => ['R17', 'R18'].includes(d.rule))
      .map((d) => [d.rule, d.ower, d.due, d.state]);
    expect(owers).to.deep.equal([
      ['R17', { kind: 'person', personId: LEAD }, '2022-07-18', 'open'],
      ['R18', { kind: 'person', personId: SECONDER }, '2022-07-18', 'open'],
    ]);
  });

  it('is owed by the delegation where no deputy leads', () => {
    const none = handedOver(undefined, null).add('2022-06-20', 'feedback-asked', { round: 1 });
    expect(none.owed('2022-06-21').find((d) => d.rule === 'R17')?.ower.kind).to.equal('delegation');
  });

  it('lapses by silence, not by the day alone', () => {
    expect(asked().of('R17', '2022-09-01')[0]?.[2]).to.equal('open');
    const silent = asked().add('2022-07-19', 'feedback-lapsed', { round: 1 });
    expect(silent.of('R17', '2022-07-20')[0]?.[2]).to.equal('lapsed');
    expect(silent.of('R18', '2022-07-20')[0]?.[2]).to.equal('lapsed');
  });

  it('that is dissatisfied waits for the office, until it has decided', () => {
    const refused = asked().add('2022-06-27', 'feedback-given', rated(1, true));
    expect(refused.of('R17', '2022-06-28')[0]?.[2]).to.equal('done');
    expect(refused.of('R19', '2022-06-28')).to.deep.equal([['2022-06-27', null, 'open', null]]);
    const declined = refused.add('2022-06-29', 'rehandling-declined', { round: 1 });
    expect(declined.of('R19', '2022-06-30')[0]?.[2]).to.equal('done');
  });

  it('that is satisfied asks nothing of the office', () => {
    expect(asked().add('2022-06-27', 'feedback-given', rated(1)).of('R19', '2022-06-28')).to.deep.equal([]);
  });
});
