import { expect } from 'chai';
import fc from 'fast-check';
import { barsOf } from '../../../server/files/making/make/bars.rules.ts';

describe('The bars of a voice', () => {
  it('are always 64 whole numbers from 0 to 255', () => {
    fc.assert(
      fc.property(fc.int16Array({ maxLength: 500 }), (samples) => {
        const bars = barsOf(samples);
        expect(bars).to.have.length(64);
        for (const bar of bars) expect(Number.isInteger(bar) && bar >= 0 && bar <= 255).to.equal(true);
      }),
    );
  });

  it('reach 255 where it is loudest, and are 0 where it is silent', () => {
    const samples = Int16Array.from({ length: 6_400 }, (_, i) => (i < 3_200 ? (i % 2 ? 3_000 : -3_000) : 0));
    expect(barsOf(samples)).to.deep.equal([...Array<number>(32).fill(255), ...Array<number>(32).fill(0)]);
  });

  it('do not make a voice of the noise of a microphone', () => {
    const noise = Int16Array.from({ length: 6_400 }, (_, i) => (i % 2 ? 4 : -4));
    expect(Math.max(...barsOf(noise))).to.be.lessThan(5);
  });
});
