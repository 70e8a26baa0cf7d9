import { expect } from 'chai';
import { say } from '../../../client-sdk/wording/index.ts';
import { EVENT_KINDS } from '../../../shared/case-events.ts';
import { en as deskEn } from '../../../web/src/desk/wording/en.ts';
import { zhCN as deskZh } from '../../../web/src/desk/wording/zh-CN.ts';
import { titleOf } from '../../../web/src/desk/timeline.rules.ts';
import { en as filesEn } from '../../../web/src/room/files/wording/en.ts';
import { zhCN as filesZh } from '../../../web/src/room/files/wording/zh-CN.ts';
import { en as tasksEn } from '../../../web/src/tasks/wording/en.ts';
import { zhCN as tasksZh } from '../../../web/src/tasks/wording/zh-CN.ts';
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

const words = (...catalogues: unknown[]) =>
  catalogues.flatMap((catalogue) => sentencesOf(catalogue as Catalogue));

/** Names of keys and languages may stand in Latin letters. */
const LATIN_ALLOWED = /Enter|Shift|English/g;

describe('the words of the screens', () => {
  const { labelOf: _labels, ...desk } = deskZh;
  const chinese = words(zhCN, desk, filesZh, tasksZh);

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
    const { labelOf: _zh, ...desk } = deskEn;
    for (const [key, sentence] of words(en, desk, filesEn, tasksEn))
      expect(sentence.trim(), key).to.not.equal('');
  });

  it('name everything that can happen to a case, in both languages', () => {
    for (const [words, locale] of [
      [deskZh, 'zh-CN'],
      [deskEn, 'en'],
    ] as const)
      for (const kind of EVENT_KINDS)
        expect(titleOf(kind, words, say(locale).words.systemNames), `${locale} ${kind}`).to.not.equal('');
  });
});
