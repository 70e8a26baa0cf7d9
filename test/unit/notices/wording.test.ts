import { expect } from 'chai';
import {
  CATALOGUES,
  GENTLE_RULES,
  MOMENTS,
  PARAMETERS,
  PARAMETERS_OF,
  SPOKEN_RULES,
  type SpokenRule,
  stepsOf,
  wordsIn,
} from '../../../server/notices/wording/catalogue.rules.ts';
import { namesIn, unfillableIn } from '../../../server/notices/wording/template.rules.ts';
import { momentOf, wordKey, wordsOf, wordsStanding } from '../../../server/notices/wording/words-of.rules.ts';
import type { WordFacts, Words, WordsAsked } from '../../../server/notices/channels/channel.ts';
import {
  REMINDERS,
  reminderRow,
  RULE_NAMES,
  type RuleName,
} from '../../../server/notices/reminder-table.rules.ts';
import { offsetName, stepsUntil } from '../../../server/notices/steps.rules.ts';
import { makeWorkCalendar } from '../../../server/org/calendar/calendar.rules.ts';
import type { CivilDate } from '../../../shared/ids.ts';
import { WORD_LOCALES } from '../../../shared/wordings.ts';

const FACTS: WordFacts = {
  number: '7238',
  title: '关于加强乡村教育的建议',
  unit: '教育部',
  phase: 'pre',
  due: '2022-04-29',
  daysLeft: 3,
  count: 1,
};
const asked = (rule: RuleName, facts: Partial<WordFacts> = {}, offset = 'due-99d'): WordsAsked => ({
  ...{ rule, offset, gentle: false },
  facts: { ...FACTS, ...facts },
});

/** Rules that the domain lists with a reminder of their own; R1, R26 and R27 are said by other parts. */
const BY_THE_DOMAIN = [...Array.from({ length: 24 }, (_, i) => `R${i + 2}`), 'R28', 'R29'];

/** Each time that a rule speaks, with the days left then; 2022 as the calendar has it. */
function timesOf(rule: SpokenRule): { offset: string; facts: Partial<WordFacts> }[] {
  const due: CivilDate = '2022-07-01';
  const of: RuleName = rule === 'R12' ? 'R11' : rule;
  const owed = { rule: of, since: '2022-04-01', due, facts: {} };
  const days = makeWorkCalendar([]);
  const times = stepsUntil(owed, '2022-08-31', { policy: { reminders: {} }, days });
  return times
    .filter((time) => time.rule === rule)
    .map(({ offset, day }) => {
      const daysLeft = (Date.parse(due) - Date.parse(day)) / 86_400_000;
      const isDated = PARAMETERS_OF[rule].includes('due');
      return { offset, facts: isDated ? { due, daysLeft } : { due: null, daysLeft: null } };
    });
}

const RULES_OF_DEPUTIES = RULE_NAMES.filter((rule) => {
  const { gentle, steps } = reminderRow(rule);
  return gentle === true || steps.some(({ notify }) => notify.includes('deputies'));
}) as SpokenRule[];

const all = (rule: SpokenRule, locale: 'zh-CN' | 'en'): Words[] =>
  MOMENTS.map((moment) => wordsIn(CATALOGUES[locale].rules[rule], moment));
const joined = ({ title, text }: Words) => `${title}\n${text}`;

describe('the words of reminders', () => {
  it('are there for every rule that the domain lists, and for no other', () => {
    expect(SPOKEN_RULES).to.have.members(BY_THE_DOMAIN);
    for (const locale of WORD_LOCALES)
      expect(Object.keys(CATALOGUES[locale].rules)).to.have.members(BY_THE_DOMAIN);
    for (const rule of RULE_NAMES.filter((name) => REMINDERS[name].kind === 'elsewhere'))
      expect(() => wordsOf(asked(rule)), rule).to.throw(rule);
  });

  it('are said at every step of every rule in every language, without a hole', () => {
    for (const rule of SPOKEN_RULES) {
      const times = timesOf(rule);
      const steps = new Set(times.map(({ offset }) => offset.split('#')[0]));
      expect([...steps], rule).to.have.members(
        reminderRow(rule).steps.map(({ offset }) => offsetName(offset)),
      );
      for (const { offset, facts } of times)
        for (const count of [1, 12])
          for (const locale of WORD_LOCALES) {
            const words = wordsOf(asked(rule, { ...facts, count }, offset))[locale];
            const where = `${rule} ${offset} ${locale}`;
            expect(joined(words), where).to.not.match(/[{}]|undefined|null|NaN/);
            expect(words.text, where).to.match(locale === 'en' ? /\.$|\?$/ : /。$/);
            if (rule !== 'R28') expect(joined(words), where).to.include('7238');
            else if (count > 1) expect(words.text).to.include('12');
          }
    }
  });

  it('name nothing in braces that is not known when the rule speaks', () => {
    for (const rule of SPOKEN_RULES)
      for (const locale of WORD_LOCALES)
        for (const words of all(rule, locale))
          expect(unfillableIn(joined(words), PARAMETERS_OF[rule]), `${rule} ${locale}`).to.deep.equal([]);
  });

  it('speak of the same in both languages', () => {
    for (const rule of SPOKEN_RULES)
      for (const [i, words] of all(rule, 'zh-CN').entries()) {
        const english = all(rule, 'en')[i];
        if (!english) throw new Error('one for each moment');
        expect(namesIn(english.text), rule).to.have.members(namesIn(words.text));
        expect(namesIn(english.title), rule).to.have.members(namesIn(words.title));
      }
  });

  it('are Chinese in Chinese, short, and neither shout nor blame', () => {
    for (const rule of SPOKEN_RULES)
      for (const words of all(rule, 'zh-CN')) {
        const plain = joined(words).replaceAll(/\{[a-z]+\}/g, '');
        expect(plain, rule).to.not.match(/[A-Za-z!！你]|务必|必须|催|责任|违反/);
        for (const clause of plain.split(/[，。；：\n]/)) expect(clause.length, clause).to.be.at.most(26);
      }
  });

  it('ask deputies and never press them, whatever rule they are told by', () => {
    expect(GENTLE_RULES).to.include.members(RULES_OF_DEPUTIES);
    const toDeputies = (rule: RuleName, facts: Partial<WordFacts> = {}) =>
      wordsOf({ ...asked(rule, facts), gentle: true })['zh-CN'];
    for (const rule of SPOKEN_RULES)
      for (const daysLeft of [3, 0, -3, null])
        for (const count of [1, 4]) {
          const words = toDeputies(rule, { daysLeft, count });
          expect(joined(words), rule).to.not.match(/务必|必须|逾期|超过|尽快|还没有|已过|最迟|催/);
        }
    expect(toDeputies('R15').text).to.equal(
      '代表您好，教育部对第7238号建议《关于加强乡村教育的建议》的答复已经送到，方便时请看一看。',
    );
    expect(toDeputies('R11').text).to.include('方便时').and.not.include('期限');
  });

  it('say how much time is left: days ahead, today, days late', () => {
    const text = (daysLeft: number | null) => wordsOf(asked('R11', { daysLeft })).en.text;
    expect(text(3)).to.include('due on 29 April, in 3 days');
    expect(text(0)).to.include('Today is the last day');
    expect(text(-1)).to.include('was due on 29 April, 1 day ago');
    expect(momentOf({ count: 1, daysLeft: null })).to.equal('open');
    expect(momentOf({ count: 2, daysLeft: -4 })).to.equal('many');
    expect(wordsOf(asked('R11', { daysLeft: 300 }))['zh-CN'].text).to.include('2022年4月29日');
    expect(wordsOf(asked('R11', { daysLeft: -3 }))['zh-CN'].text).to.include('4月29日，已过3天');
  });

  it('do without a number, and do not repeat a long title', () => {
    const { text, title } = wordsOf(asked('R2', { number: '', title: '长'.repeat(80) }))['zh-CN'];
    expect(title).to.equal(`请签收《${'长'.repeat(39)}…》`);
    expect(text).to.include('建议《长');
    expect(text).to.not.include('第号');
  });

  it('do not take what is filled in for a parameter', () => {
    const { text } = wordsOf(asked('R2', { title: '{unit}{due}', unit: '{title}' }))['zh-CN'];
    expect(text).to.include('《{unit}{due}》已交办{title}，');
  });
});

describe('a congress’s own words', () => {
  const own = (step: string, text: string) =>
    new Map([[wordKey('zh-CN', 'R11', step), { title: '本级用语', text }]]);

  it('stand in the place of the product’s for their step or moment, in their language only', () => {
    const moment = own('open', '{unit}：{suggestion}');
    expect(wordsOf(asked('R11'), moment)['zh-CN']).to.deep.equal({
      title: '本级用语',
      text: '教育部：第7238号建议《关于加强乡村教育的建议》',
    });
    expect(wordsOf(asked('R11'), moment).en).to.deep.equal(wordsOf(asked('R11')).en);
    expect(wordsOf(asked('R11', { daysLeft: 0 }), moment)).to.deep.equal(
      wordsOf(asked('R11', { daysLeft: 0 })),
    );
    const step = own('due-7d', '七天');
    expect(wordsOf(asked('R11', {}, 'due-7d'), step)['zh-CN'].text).to.equal('七天');
    expect(wordsOf(asked('R11', {}, 'due-3d'), step)['zh-CN'].text).to.not.equal('七天');
    const both = new Map([...own('open', '将到'), ...step]);
    expect(wordsOf(asked('R11', {}, 'due-7d'), both)['zh-CN'].text).to.equal('七天');
    expect(wordsOf(asked('R11', {}, 'due-3d'), both)['zh-CN'].text).to.equal('将到');
  });

  it('of a step are said again each time that it comes back', () => {
    const words = new Map([[wordKey('zh-CN', 'R12', 'due+8d'), { title: '每周', text: '每周' }]]);
    expect(wordsOf(asked('R12', { daysLeft: -15 }, 'due+8d#2'), words)['zh-CN'].title).to.equal('每周');
  });

  it('for the time ahead stand on the last day too where the product says the same then', () => {
    const words = new Map([[wordKey('zh-CN', 'R9', 'open'), { title: '处理', text: '处理' }]]);
    expect(wordsOf(asked('R9', { daysLeft: 0 }), words)['zh-CN'].text).to.equal('处理');
    expect(wordsOf(asked('R9', { daysLeft: -1 }), words)['zh-CN'].text).to.not.equal('处理');
  });

  it('may be set for each moment and each step of the table', () => {
    expect(stepsOf('R4')).to.deep.equal(['open', 'today', 'late', 'many', 'due-2wd', 'due+0d']);
    const standing = (step: string) => wordsStanding({ locale: 'en', rule: 'R4', step }, new Map()).text;
    expect(standing('due-2wd')).to.equal(standing('open'));
    expect(standing('due+0d')).to.equal(standing('today'));
    expect(wordsStanding({ locale: 'en', rule: 'R8', step: 'due+1wd' }, new Map()).text).to.include('soon');
  });

  it('may name no unknown parameter and hold no stray brace', () => {
    expect(unfillableIn('{unit}{due}', PARAMETERS)).to.deep.equal([]);
    expect(unfillableIn('{单位}请{}，{due', PARAMETERS)).to.deep.equal(['单位', '', '{']);
  });
});
