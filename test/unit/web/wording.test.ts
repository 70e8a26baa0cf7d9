import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { LOCALES, say, WORDS } from '../../../client-sdk/wording/index.ts';
import { EVENT_KINDS } from '../../../shared/case-events.ts';
import { en as bookEn } from '../../../web/src/address-book/wording/en.ts';
import { zhCN as bookZh } from '../../../web/src/address-book/wording/zh-CN.ts';
import { en as accountEn } from '../../../web/src/account/wording/en.ts';
import { zhCN as accountZh } from '../../../web/src/account/wording/zh-CN.ts';
import { en as deskEn } from '../../../web/src/desk/wording/en.ts';
import { zhCN as deskZh } from '../../../web/src/desk/wording/zh-CN.ts';
import { titleOf } from '../../../web/src/desk/timeline.rules.ts';
import { en as handOverEn } from '../../../web/src/hand-over/wording/en.ts';
import { zhCN as handOverZh } from '../../../web/src/hand-over/wording/zh-CN.ts';
import { en as homeEn } from '../../../web/src/home/wording/en.ts';
import { zhCN as homeZh } from '../../../web/src/home/wording/zh-CN.ts';
import { en as inboxEn } from '../../../web/src/inbox/wording/en.ts';
import { zhCN as inboxZh } from '../../../web/src/inbox/wording/zh-CN.ts';
import { en as filesEn } from '../../../web/src/room/files/wording/en.ts';
import { zhCN as filesZh } from '../../../web/src/room/files/wording/zh-CN.ts';
import { en as roomEn } from '../../../web/src/room/wording/en.ts';
import { zhCN as roomZh } from '../../../web/src/room/wording/zh-CN.ts';
import { en as settingsEn } from '../../../web/src/settings/wording/en.ts';
import { zhCN as settingsZh } from '../../../web/src/settings/wording/zh-CN.ts';
import { en as statisticsEn } from '../../../web/src/statistics/wording/en.ts';
import { zhCN as statisticsZh } from '../../../web/src/statistics/wording/zh-CN.ts';
import { en as tasksEn } from '../../../web/src/tasks/wording/en.ts';
import { zhCN as tasksZh } from '../../../web/src/tasks/wording/zh-CN.ts';
import { doorEn, doorZh } from '../../../web/src/wording/door.ts';
import { en } from '../../../web/src/wording/en.ts';
import { zhCN } from '../../../web/src/wording/zh-CN.ts';

const ROOT = join(import.meta.dirname, '../../..');
const HAN = /\p{Script=Han}/u;
/** Characters that a sentence is as long as. */
const COUNTED = /\p{Script=Han}/gu;
const LONGEST = 20;

/** What somebody reads, where it stands, and without what is put into it. */
interface Written {
  file: string;
  key: string;
  text: string;
}

/** The names under which a piece of text stands, outermost first. */
function keyOf(node: ts.Node): string {
  const names: string[] = [];
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent)
    if (ts.isPropertyAssignment(at) || ts.isVariableDeclaration(at)) names.unshift(at.name.getText());
  return names.join('.').replaceAll("'", '');
}

/** Each text of a source file, in whichever branch it stands; what is put into it is left out. */
function textsOf(file: string): Written[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(ROOT, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: Written[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push({ file, key: keyOf(node), text: node.text });
    if (ts.isTemplateExpression(node)) {
      const text = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('');
      found.push({ file, key: keyOf(node), text });
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

/** Every file of words, in whichever folder of the clients: a new one is looked at without being named here. */
const FILES = ['web/src', 'client-sdk'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => /[/\\]wording[/\\]((zh|en)[/\\])?[^/\\]+\.tsx?$/.test(name)),
);

const isEnglish = (file: string) => /(^|[-/\\])en(\.ts$|[/\\])/.test(file);
const CHINESE = FILES.filter((file) => !isEnglish(file))
  .flatMap(textsOf)
  .filter(({ text }) => HAN.test(text));

const sentencesOf = (text: string): string[] => text.split(/[。？！；\n]/);

/** Pages that no deputy has, and words of a page that some deputies have with others. */
const FOR_UNITS_ONLY: readonly string[] = ['web/src/tasks/', 'web/src/statistics/'];
const OVERDUE_AT_WORK: readonly string[] = ['zhCN.work.overdue', 'zhCN.board.columns.overdue'];
/** Names of keys, kinds of files and languages may stand in Latin letters. */
const LATIN_ALLOWED = /Enter|Shift|English|PDF|ZIP|Excel|WPS|CSV|MB|\.(?:xlsx?|csv)/g;

describe('the words of the clients', () => {
  /** Each text for which `wrong` says what is wrong with it, with where it stands. */
  const faults = (wrong: (written: Written) => string | null): string[] =>
    CHINESE.flatMap((written) => {
      const found = wrong(written);
      return found === null ? [] : [`${written.file} ${written.key}: ${found}`];
    });
  const matching = (pattern: RegExp) => faults(({ text }) => (pattern.test(text) ? text : null));

  it('are found where they are written', () => {
    expect(new Set(CHINESE.map(({ file }) => file)).size).to.be.above(10);
    expect(CHINESE.length).to.be.above(900);
  });

  it('say 您, never 你', () => expect(matching(/你/)).to.deep.equal([]));

  it('shout nowhere', () => expect(matching(/[!！]/)).to.deep.equal([]));

  it('blame nobody', () => expect(matching(/失败|错误|违规|非法/)).to.deep.equal([]));

  it('press nobody', () => expect(matching(/必须|催办|务必|尽快/)).to.deep.equal([]));

  it('call nothing overdue before a deputy', () => {
    const others = FOR_UNITS_ONLY.map((folder) => join(folder));
    const before = faults(({ file, key, text }) =>
      text.includes('逾期') &&
      !OVERDUE_AT_WORK.includes(key) &&
      !others.some((folder) => file.startsWith(folder))
        ? text
        : null,
    );
    expect(before).to.deep.equal([]);
  });

  it('name nothing technical', () =>
    expect(matching(/同步|服务器|缓存|数据库|接口|参数|异常/)).to.deep.equal([]));

  it('are Chinese, without English words', () =>
    expect(
      faults(({ text }) => /[A-Za-z]{2,}/.exec(text.replace(LATIN_ALLOWED, ''))?.[0] ?? null),
    ).to.deep.equal([]));

  it(`are sentences of ${LONGEST} characters at most`, () =>
    expect(
      faults(
        ({ text }) => sentencesOf(text).find((one) => (one.match(COUNTED) ?? []).length > LONGEST) ?? null,
      ),
    ).to.deep.equal([]));

  it('in English shout nowhere, and are English', () => {
    const texts = FILES.filter(isEnglish).flatMap(textsOf);
    expect(texts.length).to.be.above(500);
    for (const { file, key, text } of texts) {
      expect(text, `${file} ${key}`).to.not.match(/!/);
      expect(text === '中文' || !HAN.test(text), `${file} ${key}: ${text}`).to.equal(true);
    }
  });
});

type Catalogue = { readonly [key: string]: unknown };

/** The keys of a catalogue with their paths. */
const keysOf = (part: Catalogue, path = ''): string[] =>
  Object.entries(part).flatMap(([key, value]) => {
    const here = `${path}/${key}`;
    return typeof value === 'object' && value !== null ? keysOf(value as Catalogue, here) : [here];
  });

/** Where one act asks otherwise than others: that may be so in one language only. */
const common = ({ ownFields: _own, ...words }: typeof deskZh): Catalogue => words;

describe('the catalogues', () => {
  const PAIRS: Readonly<Record<string, readonly [Catalogue, Catalogue]>> = {
    frame: [zhCN, en],
    desk: [common(deskZh), common(deskEn)],
    files: [filesZh, filesEn],
    'hand-over': [{ ...handOverZh }, { ...handOverEn }],
    home: [homeZh, homeEn],
    inbox: [inboxZh, inboxEn],
    room: [roomZh, roomEn],
    settings: [settingsZh, settingsEn],
    'address book': [bookZh, bookEn],
    statistics: [{ ...statisticsZh }, { ...statisticsEn }],
    tasks: [{ ...tasksZh }, { ...tasksEn }],
    account: [accountZh, accountEn],
    door: [doorZh, doorEn],
    wire: [{ ...WORDS['zh-CN'] }, { ...WORDS.en }],
  };

  for (const [name, [chinese, english]] of Object.entries(PAIRS))
    it(`of ${name} have every key in every language`, () => {
      expect(keysOf(english).sort()).to.deep.equal(keysOf(chinese).sort());
      expect(keysOf(chinese).length).to.be.above(5);
    });

  it('name everything that can happen to a case, in both languages', () => {
    for (const locale of LOCALES) {
      const words = locale === 'en' ? deskEn : deskZh;
      for (const kind of EVENT_KINDS)
        expect(titleOf(kind, words, say(locale).words.systemNames), `${locale} ${kind}`).to.not.equal('');
    }
  });
});
