import { expect } from 'chai';
import * as fc from 'fast-check';
import { percentOf, rateOf } from '../../../../server/suggestions/figures/rates.rules.ts';

describe('a share in per cent', () => {
  it('is rounded half up to two places', () => {
    expect(percentOf(1, 8)).to.equal(12.5);
    expect(percentOf(1, 3)).to.equal(33.33);
    expect(percentOf(2, 3)).to.equal(66.67);
    expect(percentOf(1, 20_000)).to.equal(0.01); // 0.005 exactly
    expect(percentOf(1, 20_001)).to.equal(0);
    expect(percentOf(201, 20_000)).to.equal(1.01); // 1.005, which no fraction of two holds
  });

  it('is nothing of nothing, and all of all', () => {
    expect(percentOf(0, 0)).to.equal(null);
    expect(percentOf(667, 667)).to.equal(100);
    expect(rateOf(0, 0, 'closed')).to.deep.equal({
      ...{ numerator: 0, denominator: 0, base: 'closed', percent: null },
    });
  });

  it('is never further from the truth than half a hundredth, whatever the numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.nat(), (denominator, n) => {
        const numerator = n % (denominator + 1);
        const hundredths = Math.round((percentOf(numerator, denominator) ?? Number.NaN) * 100);
        const apart = BigInt(hundredths) * BigInt(denominator) - BigInt(numerator) * 10_000n;
        expect(2n * apart > -BigInt(denominator)).to.equal(true);
        expect(2n * apart <= BigInt(denominator)).to.equal(true);
      }),
    );
  });
});
