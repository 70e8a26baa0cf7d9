import { expect } from 'chai';
import fc from 'fast-check';
import { messageText } from '../../../shared/messages.ts';
import { MAX_TEXT } from '../../../shared/values/messages.ts';

const accepts = (text: unknown) => messageText.safeParse(text).success;
const codePoint = (n: number) => String.fromCodePoint(n);

/** Said once more in other words: by code point, without a pattern. */
function mayStand(code: number): boolean {
  const isControl = (code < 0x20 && code !== 0x09 && code !== 0x0a) || (code >= 0x7f && code <= 0x9f);
  const isHalf = code >= 0xd800 && code <= 0xdfff;
  const isOverride = code >= 0x202a && code <= 0x202e;
  return !isControl && !isHalf && !isOverride;
}

const code = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(0x41, 0x20, 0x5efa, 0x1f600, 0x627, 0x20000) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 0x10ffff }) },
  { weight: 1, arbitrary: fc.integer({ min: 0x2000, max: 0x206f }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xa0 }) },
);
/** Neither a mark nobody sees nor one nobody may write. */
const letters = fc.constantFrom('建', 'a', '😀', '\u0627', '𠀀', '7', '。');
const words = fc.array(letters, { minLength: 1, maxLength: 60 }).map((all) => all.join(''));
const around = fc.tuple(words, words);

describe('the words of a message', () => {
  it('are accepted exactly when each character may stand and one is to be seen', () => {
    fc.assert(
      fc.property(fc.array(code, { minLength: 1, maxLength: 40 }), words, (codes, seen) => {
        const text = codes.map(codePoint).join('') + seen;
        const isWhole = Array.from(text, (c) => c.codePointAt(0) ?? 0).every(mayStand);
        // A lone carriage return is refused, before a line feed it is not.
        const isSaid =
          isWhole || Array.from(text.replaceAll('\r\n', '\n'), (c) => c.codePointAt(0) ?? 0).every(mayStand);
        expect(accepts(text)).to.equal(isSaid);
      }),
      { numRuns: 2_000 },
    );
  });

  it('are refused wherever one bad character stands in good words', () => {
    const bad = fc.constantFrom(
      ...['\u0000', '\u0007', '\u001b', '\u0085', '\r', '\ud83d', '\ude00'],
      ...['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u007f', '\u000b'],
    );
    fc.assert(
      fc.property(around, bad, ([before, after], sign) => {
        expect(accepts(before + after)).to.equal(true);
        expect(accepts(before + sign + after)).to.equal(false);
      }),
    );
  });

  it('keep isolates, marks of direction, joiners and selectors, as Uyghur, emoji and old characters need them', () => {
    const kept = fc.constantFrom(
      ...[
        '\u2066',
        '\u2067',
        '\u2068',
        '\u2069',
        '\u200e',
        '\u200f',
        '\u061c',
        '\u200c',
        '\u200d',
        '\ufe0f',
        '\t',
        '\n',
      ],
    );
    fc.assert(
      fc.property(around, kept, ([before, after], sign) => {
        expect(messageText.parse(before + sign + after)).to.equal(before + sign + after);
      }),
    );
  });

  it('are refused when nobody sees any of it', () => {
    const unseen = fc.constantFrom(
      ' ',
      '\t',
      '\n',
      '\u3000',
      '\u00a0',
      '\u200b',
      '\ufeff',
      '\u2060',
      '\u2067',
      '\u2028',
    );
    fc.assert(
      fc.property(fc.array(unseen, { maxLength: 200 }), letters, (none, one) => {
        expect(accepts(none.join(''))).to.equal(false);
        expect(accepts([...none, one].join(''))).to.equal(true);
      }),
    );
  });

  it(`are ${MAX_TEXT} characters at most, as people count them, of whatever planes and with whatever line ends`, () => {
    const unit = fc.constantFrom('建', '😀', '𠀀', 'a', '\r\n', '\n');
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 7 }), (pattern) => {
        const all = Array.from({ length: MAX_TEXT - 1 }, (_, i) => pattern[i % pattern.length] ?? '');
        const longest = `${all.join('')}建`;
        expect(accepts(longest)).to.equal(true);
        expect(accepts(`${longest}x`)).to.equal(false);
        expect(accepts(`${longest}😀`)).to.equal(false);
      }),
      { numRuns: 50 },
    );
  });

  it('come out as they went in but for line ends, and then stay as they are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(letters, fc.constant('\r\n'), fc.constant('\n')), { maxLength: 50 }),
        (all) => {
          const text = `建${all.join('')}`;
          const once = messageText.parse(text);
          expect(once).to.equal(text.replaceAll('\r\n', '\n'));
          expect(messageText.parse(once)).to.equal(once);
        },
      ),
    );
  });

  it('are texts and nothing that becomes one', () => {
    for (const other of [null, undefined, 5, true, ['x'], { toString: () => 'x' }, Buffer.from('x')])
      expect(accepts(other)).to.equal(false);
  });
});
