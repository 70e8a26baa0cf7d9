import type { ReminderOffset } from '../../../shared/policies.ts';
import type { WordLocale, WordMoment } from '../../../shared/wordings.ts';
import type { Words } from '../channels/channel.ts';
import { reminderRow, type RuleName } from '../reminder-table.rules.ts';
import { offsetName } from '../steps.rules.ts';
import { en } from './en.ts';
import { zhCN } from './zh-CN.ts';

/** Rules whose words another part has: the cards of rooms and their members. */
type Silent = 'R1' | 'R26' | 'R27';
/** Rules that speak in the words of this catalogue. */
export type SpokenRule = Exclude<RuleName, Silent>;

/** What a rule says: title and text in a moment. */
export interface RuleWords {
  /** Of one suggestion, whatever the moment. */
  readonly title: string;
  /** Its last day lies ahead, or there is none. */
  readonly open: string;
  /** Today is its last day; the same as `open` unless given. */
  readonly today?: string;
  /** Its last day has passed; the same as `open` unless given. */
  readonly late?: string;
  /** Several suggestions in one reminder. */
  readonly many: Words;
}

/** All words of reminders in one language. Braces hold parameters. */
export interface Catalogue {
  readonly rules: Readonly<Record<SpokenRule, RuleWords>>;
  /** What a deputy hears by a rule whose words are for units. */
  readonly gentle: RuleWords;
}

export const CATALOGUES: Readonly<Record<WordLocale, Catalogue>> = { 'zh-CN': zhCN, en };

export const SPOKEN_RULES = Object.keys(zhCN.rules) as SpokenRule[];

/** True for a rule that speaks in the words of this catalogue. */
export const isSpoken = (rule: string): rule is SpokenRule => Object.hasOwn(zhCN.rules, rule);

/** Everything that words may speak of by a name in braces. */
export const PARAMETERS = [
  'which',
  'suggestion',
  'number',
  'title',
  'count',
  'unit',
  'phase',
  'due',
  'days',
] as const;
export type Parameter = (typeof PARAMETERS)[number];

const ALWAYS = ['which', 'suggestion', 'number', 'title', 'count'] as const;
const UNIT = [...ALWAYS, 'unit'] as const;
const DATED = [...UNIT, 'due', 'days'] as const;
const PHASED = [...DATED, 'phase'] as const;
const DATED_WITHOUT_UNIT = [...ALWAYS, 'due', 'days'] as const;

/** What is known when a rule speaks: who owes it is no unit to some, and nothing says by when to others. */
export const PARAMETERS_OF: Readonly<Record<SpokenRule, readonly Parameter[]>> = {
  ...{ R2: DATED, R3: DATED, R4: DATED, R5: DATED, R6: PHASED, R7: UNIT, R8: DATED },
  ...{ R9: DATED_WITHOUT_UNIT, R10: PHASED, R11: DATED, R12: DATED, R13: DATED, R14: UNIT, R15: UNIT },
  ...{ R16: PHASED, R17: DATED_WITHOUT_UNIT, R18: DATED_WITHOUT_UNIT, R19: ALWAYS, R20: DATED },
  ...{ R21: DATED, R22: DATED, R23: DATED_WITHOUT_UNIT, R24: UNIT, R25: UNIT },
  ...{ R28: ['count'], R29: DATED_WITHOUT_UNIT },
};

/** Rules whose words are written for deputies in the first place. */
export const GENTLE_RULES: readonly SpokenRule[] = ['R14', 'R15', 'R17', 'R18', 'R29'];

export const MOMENTS = ['open', 'today', 'late', 'many'] as const satisfies readonly WordMoment[];

const TABLE_STEPS = new Map(
  SPOKEN_RULES.map((rule) => {
    const steps: readonly { readonly offset: ReminderOffset }[] = reminderRow(rule).steps;
    return [rule, steps.map(({ offset }) => offsetName(offset))] as const;
  }),
);

/** For what a congress may have words of its own: a moment of a rule, or one step of it. */
export const stepsOf = (rule: SpokenRule): readonly string[] => [
  ...MOMENTS,
  ...(TABLE_STEPS.get(rule) ?? []),
];

/** What the product itself says for a rule in a moment. */
export function wordsIn({ title, many, ...texts }: RuleWords, moment: WordMoment): Words {
  return moment === 'many' ? many : { title, text: texts[moment] ?? texts.open };
}

/** Words of the product for a step are those of the moment that it usually falls into. */
export const isMoment = (step: string): step is WordMoment => (MOMENTS as readonly string[]).includes(step);
