import { expect } from 'chai';
import fc from 'fast-check';
import { dayOf, namesIn, yesNoOf } from '../../../server/import/cells.rules.ts';
import { congressCellOf, congressName, sessionOf } from '../../../server/import/congress-names.rules.ts';
import { chineseNumeral, numberOf } from '../../../server/import/numerals.rules.ts';

describe('names of congresses', () => {
  for (const [cell, name, level, term] of [
    ['十三届全国人大', '十三届全国人大', 'national', 13],
    ['第十三届全国人民代表大会', '十三届全国人大', 'national', 13],
    ['中华人民共和国第13届全国人民代表大会', '十三届全国人大', 'national', 13],
    ['上海市第十五届人大', '上海市十五届人大', 'province', 15],
    ['西双版纳州十三届人大', '西双版纳州十三届人大', 'city', 13],
    ['内蒙古自治区十四届人大', '内蒙古自治区十四届人大', 'province', 14],
    ['维西傈僳族自治县十八届人大', '维西傈僳族自治县十八届人大', 'county', 18],
    ['重庆市綦江区三届人大', '重庆市綦江区三届人大', 'county', 3],
    ['百善镇二十届人大', '百善镇二十届人大', 'township', 20],
    ['马关县人大', '马关县人大', 'county', 0],
  ] as const)
    it(`${cell} is ${name}, ${level}`, () => {
      expect(congressCellOf(cell)?.congress).to.include({ name, level, term });
    });

  it('are the same however often they are read', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('全国人大', '青海省人大', '忠县人大'),
        fc.integer({ min: 0, max: 99 }),
        (body, term) => {
          const once = congressName(body, term);
          expect(congressCellOf(once.name)?.congress).to.deep.equal(once);
        },
      ),
    );
  });

  it('may bring the session, or be no more than a term', () => {
    expect(congressCellOf('十三届全国人大五次会议')).to.deep.include({ session: 5, term: 13 });
    expect(congressCellOf('濉溪县第十八届人民代表大会第四次会议')?.congress?.name).to.equal(
      '濉溪县十八届人大',
    );
    expect(congressCellOf('第十三届')).to.deep.equal({ congress: null, term: 13, session: null });
    expect(congressCellOf('教育部')).to.equal(null);
  });
});

describe('sessions', () => {
  for (const [cell, session] of [
    ['四次会议', 4],
    ['第十二次会议', 12],
    ['5', 5],
    ['第５次', 5],
    ['2019年', 2019],
    ['2023年闭会', 2023],
    ['', 0],
    ['大会', null],
  ] as const)
    it(`“${cell}” is ${session ?? 'not understood'}`, () => expect(sessionOf(cell)).to.equal(session));

  it('have numerals that read back', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 99 }), (n) => numberOf(chineseNumeral(n)) === n));
  });
});

describe('cells', () => {
  const known = (name: string) => ['教育部', '财政部', '最高法、最高检', '人社部，医保局'].includes(name);

  for (const [cell, names] of [
    ['教育部;财政部', ['教育部', '财政部']],
    ['教育部；财政部、 科技部\n公安部', ['教育部', '财政部', '科技部', '公安部']],
    ['最高法、最高检、教育部', ['最高法、最高检', '教育部']],
    ['教育部，人社部，医保局,财政部', ['教育部', '人社部，医保局', '财政部']],
    ['；；教育部、', ['教育部']],
    ['', []],
  ] as const)
    it(`“${cell}” names ${names.length} units`, () => expect(namesIn(cell, known)).to.deep.equal(names));

  it('hold days in any usual spelling, and no others', () => {
    for (const text of ['2022-04-01', '2022/4/1', '2022.4.1', '2022年4月1日', '2022-04-01 09:30:00'])
      expect(dayOf(text), text).to.equal('2022-04-01');
    for (const text of ['2022-02-30', '4月1日', '44652', '不详']) expect(dayOf(text), text).to.equal(null);
  });

  it('say yes or no, or nothing', () => {
    expect(['是', '需要', 'Y', '√', 'TRUE'].map((text) => yesNoOf(text, false))).to.deep.equal(
      Array(5).fill(true),
    );
    expect(['否', '不需要', '无需', 'n', '0'].map((text) => yesNoOf(text, true))).to.deep.equal(
      Array(5).fill(false),
    );
    expect(yesNoOf('', true)).to.equal(true);
    expect(yesNoOf('也许', true)).to.equal(null);
  });
});
