import { expect } from 'chai';
import { languageOf } from '../../../web/src/kit/scripts.rules.ts';

describe('the language of what was written', () => {
  const known = [
    ['ug', 'بىز مەكتەپنىڭ يېنىدا يول ياساشنى تەكلىپ قىلىمىز'],
    ['kk-Arab', 'بٸز مەكتەپ جانىنان جول سالۋدى ۇسىنامىز'],
    ['kk-Cyrl', 'Біз мектеп жанынан жол салуды ұсынамыз'],
    ['bo', 'སློབ་གྲྭའི་ཉེ་འགྲམ་ལ་ལམ་བཟོ་རྒྱུའི་གྲོས་འགོ'],
    ['mn-Mong', 'ᠰᠤᠷᠭᠠᠭᠤᠯᠢ ᠶᠢᠨ ᠬᠠᠵᠠᠭᠤ ᠳᠤ ᠵᠠᠮ'],
    ['ko', '학교 옆에 길을 내기를 제안합니다'],
  ] as const;
  for (const [language, text] of known)
    it(`is ${language} by its letters`, () => {
      expect(languageOf(text)).to.equal(language);
    });

  it('is left to the page where it is Chinese, Latin, numbers, signs or nothing', () => {
    for (const text of ['', '建议在学校旁边修路', 'road', '2022年4月1日', '👍🏽', '（）', '\n'])
      expect(languageOf(text), text).to.equal(undefined);
  });

  it('is that of most letters: a name within a Chinese sentence does not make it another', () => {
    expect(languageOf('请代表 ئالىم 同志在会前确认，我们周三上午去拜访')).to.equal(undefined);
    expect(languageOf('بىز مەكتەپنىڭ يېنىدا يول ياساشنى 教育局')).to.equal('ug');
  });
});
