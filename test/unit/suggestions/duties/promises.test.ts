import { expect } from 'chai';
import { jurisdictionOf } from '../../../../server/suggestions/policy/jurisdictions.rules.ts';
import { COMMITTEE, handedOver, promised, reply, rulesOf } from './history.ts';

describe('promises', () => {
  const made = () => handedOver().add('2022-06-20', 'replied', reply(1, [promised('c1', '2022-12-30')]));

  it('are kept by their day, or late', () => {
    expect(made().of('R21', '2022-06-21')).to.deep.equal([['2022-06-20', '2022-12-30', 'open', null]]);
    const kept = { commitmentId: 'c1', text: '', signedBy: '' };
    expect(made().add('2023-01-03', 'commitment-fulfilled', kept).of('R21', '2023-01-04')[0]?.[2]).to.equal(
      'late',
    );
  });

  it('with a new day that was explained are another duty', () => {
    const moved = made().add('2022-12-20', 'commitment-explained', {
      ...{ commitmentId: 'c1', text: '', signedBy: '', due: '2023-06-30' },
    });
    expect(moved.of('R21', '2022-12-21')).to.deep.equal([['2022-06-20', '2023-06-30', 'open', null]]);
    expect(moved.owed('2022-12-21').find((d) => d.rule === 'R21')?.round).to.equal(2);
  });

  it('are reported once a year while they are open', () => {
    expect(made().of('R22', '2022-09-30')).to.deep.equal([]);
    expect(made().of('R22', '2022-10-08')).to.deep.equal([['2022-10-01', '2022-11-01', 'open', null]]);
    const told = made().add('2022-10-20', 'commitment-reported', { commitmentId: 'c1', progress: '' });
    expect(told.of('R22', '2023-10-08').map((d) => [d[0], d[2]])).to.deep.equal([
      ['2022-10-01', 'done'],
      ['2023-10-01', 'open'],
    ]);
  });

  it('are not reported where no month is set', () => {
    const policy = { ...jurisdictionOf('national'), ledgerReportMonth: { value: null, source: '测试' } };
    const silent = handedOver(policy).add('2022-06-20', 'replied', reply(1, [promised('c1', '2022-12-30')]));
    expect(silent.of('R22', '2022-10-08')).to.deep.equal([]);
  });
});

describe('what the public is owed', () => {
  it('begins once all who reply have replied, and is done by publishing', () => {
    expect(handedOver().of('R23', '2022-06-20')).to.deep.equal([]);
    const replied = handedOver().add('2022-06-20', 'replied', reply());
    expect(replied.of('R23', '2022-06-21')).to.deep.equal([['2022-06-20', '2022-07-18', 'open', null]]);
    expect(
      replied.add('2022-07-19', 'published', { on: '2022-07-19' }).of('R23', '2022-07-20')[0]?.[2],
    ).to.equal('late');
  });

  it('is done as well by saying why it is not published', () => {
    const withheld = handedOver()
      .add('2022-06-20', 'replied', reply())
      .add('2022-06-21', 'publication-proposed', { publicity: 'none', text: '', reason: '工作秘密' })
      .add('2022-06-22', 'publication-reviewed', { approved: true, text: '' });
    expect(withheld.of('R23', '2022-06-23')[0]?.[2]).to.equal('done');
  });

  it('of key supervision is a plan, then a word of progress after each', () => {
    const topic = { topicId: 't1', committeeUnitId: COMMITTEE, leaderId: null };
    const chosen = handedOver().add('2022-05-09', 'designated', topic);
    expect(chosen.of('R24', '2022-05-10')).to.deep.equal([['2022-05-09', '2022-05-23', 'open', null]]);
    const seen = chosen.add('2022-05-20', 'supervised', {
      ...{ form: 'meeting', on: '2022-05-20', summary: '' },
    });
    expect(seen.of('R24', '2022-05-21')).to.deep.equal([
      ['2022-05-09', '2022-05-23', 'done', '2022-05-20'],
      ['2022-05-20', null, 'open', null],
    ]);
    const filed = handedOver()
      .add('2022-05-09', 'designated', topic)
      .add('2022-05-12', 'supervision-planned', { topicId: 't1', plan: '方案' });
    expect(filed.of('R24', '2022-05-21')).to.deep.equal([
      ['2022-05-09', '2022-05-23', 'done', '2022-05-12'],
      ['2022-05-12', null, 'open', null],
    ]);
    const ended = seen.add('2022-06-01', 'designation-ended', { topicId: 't1' });
    expect(rulesOf(ended.owed('2022-06-02'), 'open')).to.not.include('R24');
  });
});
