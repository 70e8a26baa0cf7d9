import type { Publicity } from '../../../shared/cases.ts';
import type { ValueName } from '../../../shared/policies.ts';
import { policyValues } from './policy-values.ts';
import { type Facts, listOf, textOf } from '../words.ts';

/** Which rule of the congress a refusal goes by, as its facts name it. */
type Sentences = Readonly<Record<string, (facts: Facts) => string>>;

const publicityNames: { readonly [P in Publicity]: string } = {
  full: 'the full text',
  summary: 'a summary',
  none: 'nothing',
};

const isPublicity = (name: string): name is Publicity => Object.hasOwn(publicityNames, name);
const publicityOf = (facts: Facts): Publicity => {
  const most = textOf(facts, 'most');
  return most !== null && isPublicity(most) ? most : 'none';
};

const day = (facts: Facts, name: string): string => textOf(facts, name) ?? '';

const sentences: Sentences = {
  publicity: (facts) =>
    `At most ${publicityNames[publicityOf(facts)]} may be published, as the deputy wished and its level allows.`,
  unitIds: () => 'At least one unit that replies to the deputies has to handle it again.',
  rehandlingMayBeDeclined: () =>
    'The rules of this congress have it handled again when a deputy is dissatisfied.',
  leadRelays: () =>
    'The rules of this congress have every joint deputy answered; the lead deputy cannot relay.',
  replyClass: (facts) => {
    const known = listOf(facts, 'known');
    return known.length === 0
      ? 'Replies have no class in this congress. Please leave it empty.'
      : `The class of a reply is one of ${known.join(', ')}.`;
  },
  commitments: () => 'A reply of this class says what is promised and by when.',
  due: (facts) => `The day of a promise is later than ${day(facts, 'after')}.`,
  letter: () => 'The deputy wants a letter; explaining it is not enough.',
  until: (facts) =>
    `The day has to be later than ${day(facts, 'after')} and no later than ${day(facts, 'latest')}.`,
  replyClasses: () => 'Two classes of replies have the same code.',
  deputyMayKeepUnpublished: () => 'The rules of this congress do not let a deputy keep it from the public.',
};

const isValue = (name: string): name is ValueName => Object.hasOwn(policyValues, name);

const valueOf = (facts: Facts, name: string): ValueName | null => {
  const value = textOf(facts, name);
  return value !== null && isValue(value) ? value : null;
};

/** One sentence for the rule that a value goes against; null: the facts name none that is known. */
export function againstPolicy(facts: Facts): string | null {
  const [shorter, longer] = [valueOf(facts, 'value'), valueOf(facts, 'longerThan')];
  if (shorter && longer)
    return `The term “${policyValues[shorter]}” may not be longer than “${policyValues[longer]}”.`;
  return sentences[textOf(facts, 'value') ?? '']?.(facts) ?? null;
}
