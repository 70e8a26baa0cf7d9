import { expect } from 'chai';
import fc from 'fast-check';
import { fold, foldWithPlaces } from '../../../../server/rooms/search/fold.rules.ts';
import { gramsOf, wordsOf } from '../../../../server/rooms/search/grams.rules.ts';

describe('fold', () => {
  const same: [what: string, a: string, b: string][] = [
    ['width', 'ＡＢＣ１２３', 'abc123'],
    ['case', 'Straße ΣΊΣΥΦΟΣ', 'STRASSE σίσυφος'],
    ['traditional forms', '體育與臺灣', '体育与台湾'],
    ['composed and decomposed letters', 'Ça é', 'C\u0327a e\u0301'],
    ['Korean letters', '\u1112\u1161\u11ab국', '한국'],
    ['half-width kana', 'ｶﾞｲﾄﾞ', 'ガイド'],
    ['ligatures and circled numbers', 'ﬁ①', 'fi1'],
    ['invisible characters', '住\u200b建\u200d部\ufeff', '住建部'],
    ['Arabic presentation forms', '\ufeb3\ufefc\ufee1', 'سلام'],
    ['radicals', '⼈', '人'],
    ['kinds of space', 'a\u3000b\nc', 'a b c'],
  ];
  for (const [what, a, b] of same)
    it(`makes no difference of ${what}`, () => {
      expect(fold(a)).to.equal(fold(b));
    });

  it('gives the same for the two normal forms of a text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const whole = fold(text.normalize('NFKC').normalize('NFD'));
        expect(whole).to.equal(fold(text.normalize('NFKC')));
      }),
      { numRuns: 500 },
    );
  });

  it('knows for every unit where it comes from', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { text: folded, from, to } = foldWithPlaces(text);
        expect(folded).to.equal(fold(text));
        expect(from).to.have.length(folded.length);
        from.forEach((start, i) => {
          const end = to[i] ?? 0;
          expect(start).to.be.lessThan(end);
          expect(end).to.be.at.most(text.length);
          expect(fold(text.slice(start, end))).to.include(folded[i]);
        });
      }),
    );
  });
});

describe('grams', () => {
  it('are pairs of neighbours, none across a space, characters beyond the basic plane whole', () => {
    expect(gramsOf('住建部 a1👍🏽')).to.have.members(['住建', '建部', 'a1', '1👍', '👍🏽']);
  });

  it('of a word are among those of every text that contains it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (word, before, after) => {
        const [first] = wordsOf(word);
        fc.pre(first !== undefined);
        expect(gramsOf(before + first + after)).to.include.members(gramsOf(first));
      }),
    );
  });
});
