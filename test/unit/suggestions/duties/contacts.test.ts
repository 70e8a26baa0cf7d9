import { expect } from 'chai';
import { given, handedOver, HELPER, imported, MAIN, reply, signed, spoke } from './history.ts';

describe('talking with the deputies', () => {
  const signedOn = (on: string) => handedOver().add(on, 'signed-for', signed(MAIN));

  it('is counted from the receipt, and a contact counts by the day on which they spoke', () => {
    const late = signedOn('2022-04-06').add('2022-05-11', 'contact-recorded', spoke('pre', '2022-05-06'));
    expect(late.of('R6', '2022-05-12')).to.deep.equal([['2022-04-06', '2022-05-06', 'done', '2022-05-06']]);
  });

  it('is counted, by a unit that had signed for another part, from the day it came to lead', () => {
    const swapped = handedOver()
      .add('2022-04-06', 'signed-for', signed(HELPER))
      .add('2022-05-09', 'imported', imported([given(MAIN, 'co'), given(HELPER, 'lead')]));
    expect(swapped.of('R6', '2022-05-10')).to.deep.equal([['2022-05-09', '2022-06-07', 'open', null]]);
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
