import { expect } from 'chai';
import { fold } from '../../../../server/rooms/search/fold.rules.ts';
import { askedGrams, gramsOf, wordsOf } from '../../../../server/rooms/search/grams.rules.ts';
import { findIn } from '../../../../server/rooms/search/passages.rules.ts';

/** What is said in such rooms: short names of units, numbers, names of persons, several scripts, both writings, both widths. */
const SAID = [
  '请住建部牵头，会同有关单位研究',
  '民政部主办、住建部会办，八月底前答复',
  '关于第7238号建议的答复（国市监提〔2021〕152号）',
  '关于第７２３８号建議的答覆',
  '已经与卓玛央金、艾力·买买提代表当面沟通，欧阳娜娜缺席',
  '请看ＡＢＣ标准与abc标准，GDP增长5.5%左右',
  '体育场馆、體育設施，臺灣與台湾，里程與裡外',
  'mixed 中英文 Wi-Fi6覆盖 ２４小时 COVID-19',
  'ئۇيغۇرچە تەكلىپ خەت',
  'བོད་ཡིག་གི་གྲོས་འཆར།',
  '조선어 건의에 대한 회답',
  '𠮷野家与㐂楽，〇二〇年',
  '收到👍🏽，谢谢🇨🇳',
  'ﬁ①㈱，ｶﾞｲﾄﾞ、ガイド',
];
const MOST = 8; // characters of what is sought

/** Every run of two to eight characters as a reader sees them, that is no space at either end. */
function* piecesOf(text: string): Generator<string> {
  const seen = Array.from(new Intl.Segmenter('zh').segment(text), (s) => s.segment);
  for (let from = 0; from < seen.length; from++)
    for (let length = 2; length <= MOST && from + length <= seen.length; length++) {
      const piece = seen.slice(from, from + length).join('');
      if (piece === piece.trim()) yield piece;
    }
}

describe('what was said is found by every piece of it', () => {
  const isFound = (text: string, piece: string) => {
    const words = wordsOf(piece);
    const kept = new Set(gramsOf(fold(text)));
    return (
      askedGrams(words).every((gram) => kept.has(gram)) && findIn([{ kind: 'text', text }], words) !== null
    );
  };
  for (const text of SAID)
    it(`in ${text}`, () => {
      const pieces = [...piecesOf(text)];
      expect(pieces.length).to.be.greaterThan(20);
      expect(pieces.filter((piece) => !isFound(text, piece))).to.deep.equal([]);
    });

  it('in the other width, the other case and the two normal forms', () => {
    const ways: ((text: string) => string)[] = [
      (t) => t.toUpperCase(),
      (t) => t.normalize('NFD'),
      (t) => t.normalize('NFKC'),
      (t) => t.replaceAll(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
    ];
    const missed = SAID.flatMap((text) =>
      [...piecesOf(text)].flatMap((piece) => ways.map((way) => way(piece)).filter((p) => !isFound(text, p))),
    );
    expect(missed).to.deep.equal([]);
  });

  it('in the other writing, character by character', () => {
    const pairs = [
      '建議',
      '體育',
      '臺灣',
      '承辦',
      '會辦',
      '答覆',
      '著手',
      '憑藉',
      '瞭解',
      '環境',
      '養老',
    ].map((traditional) => [traditional, fold(traditional)] as const);
    for (const [traditional, simplified] of pairs) {
      expect(simplified).to.not.equal(traditional);
      expect(isFound(`关于${traditional}的话`, simplified)).to.equal(true);
      expect(isFound(`关于${simplified}的话`, traditional)).to.equal(true);
    }
  });
});
