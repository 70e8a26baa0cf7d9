import { expect } from 'chai';
import { tellingsOf } from '../../../../server/suggestions/duties/tellings.rules.ts';
import {
  COMMITTEE,
  given,
  handedOver,
  HELPER,
  history,
  LEAD,
  MAIN,
  OTHER,
  promised,
  rated,
  reply,
  SECONDER,
  signed,
  spoke,
} from './history.ts';
import { jurisdictionOf } from '../../../../server/suggestions/policy/jurisdictions.rules.ts';

const rulesOf = (duties: readonly { rule: string; state: string }[], state = 'open') =>
  [...new Set(duties.filter((d) => d.state === state).map((d) => d.rule))].sort(
    (a, b) => Number(a.slice(1)) - Number(b.slice(1)),
  );

describe('what is owed when a suggestion is handed over', () => {
  it('is nothing before, and on the day all that units owe by the hand-over', () => {
    const before = history().add('2022-03-20', 'imported', {
      ...{ tracks: [given(MAIN, 'lead')], hash: 'h' },
      columns: {
        ...{ session: 5, number: '1', title: '关于教育的建议', text: '', category: '', source: 'individual' },
        ...{ leadId: LEAD, secondingIds: [], delegationId: null, wantsWrittenReply: true },
        ...{ replyClass: '', repliedOn: '' },
      },
    });
    expect(before.owed('2022-04-01')).to.deep.equal([]);
    expect(rulesOf(handedOver().owed('2022-04-01'))).to.deep.equal([
      ...['R2', 'R3', 'R4', 'R6', 'R8', 'R10', 'R11', 'R13'],
    ]);
  });

  it('has the national terms, counted by hand', () => {
    const dues = handedOver()
      .owed('2022-04-01')
      .filter((d) => d.ower.kind === 'unit' && d.ower.unitId === MAIN)
      .map((d) => [d.rule, d.due]);
    expect(dues).to.deep.equal([
      ['R2', '2022-04-07'],
      ['R3', '2022-04-06'],
      ['R4', '2022-04-18'],
      ['R6', '2022-04-29'],
      ['R10', '2022-07-01'],
      ['R11', '2022-07-01'],
      ['R13', '2022-07-01'],
    ]);
    expect(handedOver().of('R8', '2022-04-01')).to.deep.equal([['2022-04-01', '2022-05-05', 'open', null]]);
  });

  it('is known by keys that are all different, and the same each time', () => {
    const keys = () =>
      handedOver()
        .owed('2022-04-01')
        .map((d) => d.key);
    expect(new Set(keys()).size).to.equal(keys().length);
    expect(keys()).to.deep.equal(keys());
  });

  it('is nothing more of what is open once it is withdrawn', () => {
    const gone = handedOver().add('2022-04-06', 'signed-for', signed(MAIN)).add('2022-04-11', 'withdrawn');
    expect(gone.owed('2022-04-12').map((d) => [d.rule, d.state])).to.deep.equal([
      ['R2', 'done'],
      ['R3', 'done'],
      ['R4', 'done'],
    ]);
  });
});

describe('taking in', () => {
  it('is done by signing, in time or late', () => {
    const of = (on: string) => handedOver().add(on, 'signed-for', signed(MAIN)).of('R2', '2022-05-01')[0];
    expect(of('2022-04-07')).to.deep.equal(['2022-04-01', '2022-04-07', 'done', '2022-04-07']);
    expect(of('2022-04-08')).to.deep.equal(['2022-04-01', '2022-04-07', 'late', '2022-04-08']);
  });

  it('names contact persons with the signature, or later', () => {
    const later = handedOver()
      .add('2022-04-02', 'signed-for', signed(MAIN, []))
      .add('2022-04-11', 'contacts-named', { unitId: MAIN, contactIds: [LEAD] });
    expect(later.of('R3', '2022-04-12')[0]).to.deep.equal(['2022-04-01', '2022-04-06', 'late', '2022-04-11']);
  });

  it('lets the window for giving back shut by itself, and not before', () => {
    expect(handedOver().of('R4', '2022-04-18')[0]?.[2]).to.equal('open');
    expect(handedOver().of('R4', '2022-04-19')[0]).to.deep.equal([
      ...['2022-04-01', '2022-04-18', 'lapsed', '2022-04-18'],
    ]);
  });

  it('asks nothing of a unit that wants to give back, and the office for a decision', () => {
    const asking = handedOver().add('2022-04-11', 'return-requested', {
      ...{ unitId: MAIN, reason: '不属本单位职责', suggestedUnitId: null, signedBy: '' },
    });
    expect(asking.of('R2', '2022-04-12')).to.have.length(1); // the helping unit’s
    expect(asking.of('R5', '2022-04-12')).to.deep.equal([['2022-04-11', '2022-04-24', 'open', null]]);
    const refused = asking.add('2022-04-13', 'return-refused', { unitId: MAIN });
    expect(refused.of('R5', '2022-04-14')[0]?.[2]).to.equal('done');
    expect(refused.of('R2', '2022-04-14')).to.have.length(2);
  });

  it('begins anew for a unit that comes in the place of another', () => {
    const moved = handedOver()
      .add('2022-04-11', 'return-requested', {
        ...{ unitId: MAIN, reason: '不属本单位职责', suggestedUnitId: OTHER, signedBy: '' },
      })
      .add('2022-04-13', 'reassigned', { fromUnitId: MAIN, to: [given(OTHER, 'lead')] });
    expect(moved.of('R11', '2022-04-14')).to.deep.equal([['2022-04-13', '2022-07-13', 'open', null]]);
    expect(moved.of('R5', '2022-04-14')[0]?.[2]).to.equal('done');
  });
});

describe('talking with the deputies', () => {
  const signedOn = (on: string) => handedOver().add(on, 'signed-for', signed(MAIN));

  it('is counted from the receipt, and a contact counts by the day on which they spoke', () => {
    const late = signedOn('2022-04-06').add('2022-05-11', 'contact-recorded', spoke('pre', '2022-05-06'));
    expect(late.of('R6', '2022-05-12')).to.deep.equal([['2022-04-06', '2022-05-06', 'done', '2022-05-06']]);
  });

  it('keeps its key when the receipt moves its last day', () => {
    const keyOf = (of: ReturnType<typeof handedOver>) =>
      of.owed('2022-04-07').find((d) => d.rule === 'R6')?.key;
    expect(keyOf(signedOn('2022-04-06'))).to.equal(keyOf(handedOver()));
  });

  it('is not done by a contact that did not reach the lead deputy', () => {
    const missed = signedOn('2022-04-06').add(
      '2022-04-11',
      'contact-recorded',
      spoke('pre', '2022-04-11', false),
    );
    expect(missed.of('R6', '2022-04-12')[0]?.[2]).to.equal('open');
  });

  it('has lapsed where the reply came first, and goes on after it', () => {
    const replied = signedOn('2022-04-06').add('2022-06-20', 'replied', reply());
    expect(replied.of('R6', '2022-06-21')[0]).to.deep.equal([
      ...['2022-04-06', '2022-05-06', 'lapsed', '2022-06-20'],
    ]);
    expect(replied.of('R10', '2022-06-21')[0]?.[2]).to.equal('lapsed');
    expect(replied.of('R16', '2022-06-21')).to.deep.equal([['2022-06-20', '2022-06-29', 'open', null]]);
    const after = replied.add('2022-06-30', 'contact-recorded', spoke('post', '2022-06-30'));
    expect(after.of('R16', '2022-07-01')[0]?.[2]).to.equal('late');
  });

  it('is owed again in each round', () => {
    const again = signedOn('2022-04-06')
      .add('2022-05-09', 'contact-recorded', spoke('mid', '2022-05-09'))
      .add('2022-06-20', 'replied', reply())
      .add('2022-07-04', 'rehandling-ordered', { round: 2, unitIds: [MAIN], due: '2022-08-04' });
    expect(again.of('R10', '2022-07-05').map((d) => d[2])).to.deep.equal(['done', 'open']);
    expect(again.of('R16', '2022-07-05')[0]).to.deep.equal([
      ...['2022-06-20', '2022-06-29', 'lapsed', '2022-07-04'],
    ]);
  });
});

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
    expect(tellingsOf(given.entries).map((t) => [t.rule, t.on])).to.deep.equal([['R14', '2022-06-22']]);
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
    expect(tellingsOf(twice.entries).map((t) => t.key)).to.deep.equal([`R15|3|${MAIN}`, `R15|4|${MAIN}`]);
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
    const ended = seen.add('2022-06-01', 'designation-ended', { topicId: 't1' });
    expect(rulesOf(ended.owed('2022-06-02'), 'open')).to.not.include('R24');
  });
});

describe('what the room waits for', () => {
  const heard = { unansweredSince: '2022-05-09', lastWordOn: '2022-05-09' } as const;

  it('is an answer to a deputy, and from the first contact on that anything is said', () => {
    const begun = handedOver().add('2022-04-06', 'signed-for', signed(MAIN));
    expect(begun.of('R7', '2022-05-10', heard)).to.deep.equal([['2022-05-09', null, 'open', null]]);
    expect(begun.of('R25', '2022-05-10', heard)).to.deep.equal([]);
    const talking = begun.add('2022-04-11', 'contact-recorded', spoke('pre', '2022-04-11'));
    expect(talking.of('R25', '2022-05-10', heard)).to.deep.equal([['2022-05-09', null, 'open', null]]);
  });

  it('is nothing once the unit has replied', () => {
    const replied = handedOver().add('2022-06-20', 'replied', reply());
    expect(replied.of('R7', '2022-06-21', heard)).to.deep.equal([]);
  });
});

describe('whether something is still owed', () => {
  it('is read from the record: not what was done, not what nobody ever owed', () => {
    const key = `R2|unit:${MAIN}|1|2022-04-01`;
    expect(handedOver().still(key, '2022-04-05')).to.equal(true);
    expect(handedOver().add('2022-04-06', 'signed-for', signed(MAIN)).still(key, '2022-04-06')).to.equal(
      false,
    );
    expect(handedOver().still(`R2|unit:${OTHER}|1|2022-04-01`, '2022-04-05')).to.equal(false);
  });
});
