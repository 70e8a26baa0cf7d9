import { expect } from 'chai';
import { given, handedOver, history, LEAD, MAIN, OTHER, rulesOf, signed } from './history.ts';

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
