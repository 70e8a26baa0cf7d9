import { expect } from 'chai';
import { en } from '../../../web/src/wording/en.ts';
import { zhCN } from '../../../web/src/wording/zh-CN.ts';

type Catalogue = { [key: string]: Catalogue | string | ((...params: never[]) => string) };

/** Every sentence with its path; functions are given stand-ins. */
const sentencesOf = (part: Catalogue, path = ''): [string, string][] =>
  Object.entries(part).flatMap(([key, value]): [string, string][] => {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') return [[here, value]];
    if (typeof value === 'function') return [[here, value(...(['3', '3', '3'] as never[]))]];
    return sentencesOf(value, here);
  });

const words = (catalogue: unknown) => sentencesOf(catalogue as Catalogue);

/** Names of keys and languages may stand in Latin letters. */
const LATIN_ALLOWED = /Enter|Shift|English/g;

describe('the words of the screens', () => {
  const chinese = words(zhCN);

  it('say 您, never 你, and neither shout nor blame', () => {
    for (const [key, sentence] of chinese) {
      expect(sentence, key).to.not.match(/你|！|!|必须|催办|失败|错误/);
    }
  });

  it('are Chinese: no technical words in Latin letters', () => {
    for (const [key, sentence] of chinese) {
      expect(sentence.replace(LATIN_ALLOWED, ''), key).to.not.match(/[A-Za-z]/);
    }
  });

  it('are all said in English too', () => {
    for (const [key, sentence] of words(en)) expect(sentence.trim(), key).to.not.equal('');
  });
});
