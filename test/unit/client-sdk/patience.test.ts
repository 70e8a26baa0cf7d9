import { expect } from 'chai';
import { Patience } from '../../../client-sdk/patience.ts';

const middle = () => 0.5;
const waits = (patience: Patience, count: number) =>
  Array.from({ length: count }, () => patience.next(middle, 0));

describe('patience of who lost their connection', () => {
  it('is short at first, and never long while the node may be on its way back', () => {
    expect(waits(new Patience(), 6)).to.eql([500, 1_000, 2_000, 4_000, 4_000, 4_000]);
  });

  it('grows when nobody is there for minutes', () => {
    const patience = new Patience();
    waits(patience, 20);
    expect(patience.next(middle, 0)).to.equal(10_000);
  });

  it('is spread by half to both sides, so that not all come together', () => {
    const [first, last] = [new Patience(), new Patience()];
    expect([first.next(() => 0, 0), last.next(() => 0.999, 0)]).to.eql([250, 749.5]);
  });

  it('is at least what the server asks for', () => {
    expect(new Patience().next(middle, 8_000)).to.equal(10_000);
  });

  it('starts anew after a good connection, and stays at a second for who is cut off soon', () => {
    const patience = new Patience();
    waits(patience, 9);
    patience.admitted(0);
    patience.cutOff(100);
    expect(patience.next(middle, 0)).to.equal(1_000);
    patience.admitted(1_000);
    patience.cutOff(60_000);
    expect(patience.next(middle, 0)).to.equal(500);
  });

  it('waits longer for an answer to a knock when several went without, until one came', () => {
    const patience = new Patience();
    const times = [1, 2, 3, 4, 5, 6, 7].map(() => {
      const ms = patience.knockMs;
      patience.unanswered();
      return ms;
    });
    expect(times).to.eql([5_000, 5_000, 5_000, 5_000, 10_000, 20_000, 20_000]);
    patience.admitted(0);
    expect(patience.knockMs).to.equal(5_000);
  });
});
