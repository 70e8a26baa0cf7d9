import { expect } from 'chai';
import fc from 'fast-check';
import { isAsked, isStillOf, type Wanted, wantedOf } from '../../../server/files/getting/ranges.rules.ts';

describe('a range of bytes', () => {
  const CASES: [range: string | undefined, wanted: Wanted][] = [
    [undefined, 'whole'],
    ['bytes=0-0', { first: 0, last: 0 }],
    ['bytes=0-', { first: 0, last: 999 }],
    ['bytes=500-999', { first: 500, last: 999 }],
    ['bytes=500-5000', { first: 500, last: 999 }],
    ['bytes=999-', { first: 999, last: 999 }],
    ['bytes=-1', { first: 999, last: 999 }],
    ['bytes=-1000', { first: 0, last: 999 }],
    ['bytes=-5000', { first: 0, last: 999 }], // RFC 9110, 14.1.2: of fewer all
    ['bytes=-99999999999999999999', { first: 0, last: 999 }],
    ['bytes=0-99,100-199', { first: 0, last: 199 }],
    ['bytes=0-99, 50-199', { first: 0, last: 199 }],
    ['bytes=0-99,5000-', { first: 0, last: 99 }],
    ['bytes=0-99,200-299', 'whole'],
    ['bytes=-1,0-0', 'whole'],
    ['bytes=1000-', 'none'],
    ['bytes=1000-1000', 'none'],
    ['bytes=-0', 'none'],
    ['bytes=2000-,3000-4000', 'none'],
    ['bytes', 'whole'],
    ['', 'whole'],
    ['lines=0-5', 'whole'],
    ['lines=5000-', 'whole'],
    ['建议=0-5', 'whole'],
  ];
  for (const [range, wanted] of CASES)
    it(`“${range ?? 'none'}” of 1,000 bytes gives ${JSON.stringify(wanted)}`, () => {
      expect(wantedOf(1_000, range)).to.deep.equal(wanted);
    });

  it('is what is asked for as far as it is there, whatever is asked for', () => {
    const number = fc.nat(2_000);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_500 }), number, number, (bytes, a, b) => {
        const [first, last] = [Math.min(a, b), Math.max(a, b)];
        const there = { first, last: Math.min(last, bytes - 1) };
        expect(wantedOf(bytes, `bytes=${first}-${last}`)).to.deep.equal(first < bytes ? there : 'none');
      }),
    );
  });

  it('never lies outside of what is there, and is never thrown at', () => {
    const odd = fc.oneof(
      fc.string(),
      fc.stringMatching(/^bytes=[-,0-9 ]{0,30}$/),
      fc.string().map((text) => `bytes=${text}`),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), odd, (bytes, range) => {
        const wanted = wantedOf(bytes, range);
        if (typeof wanted === 'string') return;
        expect(wanted.first).to.be.within(0, wanted.last);
        expect(wanted.last).to.be.below(bytes);
      }),
    );
  });

  it('counts only of the very content that the client has', () => {
    expect(isStillOf(undefined, '"a"')).to.equal(true);
    expect(isStillOf('"a"', '"a"')).to.equal(true);
    for (const other of ['"b"', 'W/"a"', 'a', 'Thu, 05 Mar 2026 01:00:00 GMT', ''])
      expect(isStillOf(other, '"a"'), other).to.equal(false);
  });

  it('is of what is there only where one of the tags that are wanted is its own, strongly', () => {
    for (const wanted of [undefined, '*', '"a"', '"b", "a"', '"b,c","a"'])
      expect(isAsked(wanted, '"a"'), wanted).to.equal(true);
    for (const wanted of ['"b"', 'W/"a"', 'a', '', '"b, "a', '"A"'])
      expect(isAsked(wanted, '"a"'), wanted).to.equal(false);
    expect(['*', '"a"', undefined].map((wanted) => isAsked(wanted, undefined))).to.deep.equal([
      true,
      false,
      true,
    ]);
  });
});
