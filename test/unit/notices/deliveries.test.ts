import { expect } from 'chai';
import { cursorOf, placeOf } from '../../../server/notices/cursors.rules.ts';
import { againAfter, minuteOf, nextMinute } from '../../../server/notices/deliveries.rules.ts';
import { Fault } from '../../../shared/faults.ts';

describe('another attempt', () => {
  it('comes after 1, 2, 4 … minutes, and never later than an hour', () => {
    const now = new Date('2022-04-11T01:00:00Z');
    const minutes = [0, 1, 2, 5, 6, 7, 50].map(
      (n) => (againAfter(now, n).getTime() - now.getTime()) / 60_000,
    );
    expect(minutes).to.deep.equal([1, 2, 4, 32, 60, 60, 60]);
  });
});

describe('the clock minute', () => {
  it('begins at its full minute and ends at the next', () => {
    const at = new Date('2022-04-11T01:00:59.999Z');
    expect(minuteOf(at).toISOString()).to.equal('2022-04-11T01:00:00.000Z');
    expect(nextMinute(at).toISOString()).to.equal('2022-04-11T01:01:00.000Z');
  });
});

describe('a cursor', () => {
  it('reads back what was put in, bars and all', () => {
    const place = { by: '2022-04-29', id: 'a|R6|pre|b|1' };
    expect(placeOf(cursorOf(place))).to.deep.equal(place);
    expect(placeOf(null)).to.equal(null);
  });

  for (const bad of ['', 'x', '|', '2022-04-29|', 'x|y', '2022-04-29', '2022-13-45|y']) {
    it(`“${bad}” is refused`, () => {
      expect(() => placeOf(bad))
        .to.throw(Fault)
        .with.property('code', 'INVALID_INPUT');
    });
  }
});
