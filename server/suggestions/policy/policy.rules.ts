import { isDeepStrictEqual } from 'node:util';
import { Fault } from '../../../shared/faults.ts';
import {
  type Jurisdiction,
  policyOverrides,
  type PolicyOverrides,
  type PolicyProfile,
  policyProfile,
  PROVISION_NAMES,
  type Span,
  TERM_NAMES,
  type TermName,
  VALUE_NAMES,
  type ValueName,
} from '../../../shared/policies.ts';

/** A change of a congress’s own values: what it sets, and what it takes back. */
export interface OverrideChange {
  readonly set: PolicyOverrides;
  readonly drop: readonly ValueName[];
}

/** The names among `names` that are given in `values`, with their values. */
const given = (values: PolicyOverrides, names: readonly ValueName[]) =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = values[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );

/** The jurisdiction’s values with the congress’s own in their place. */
export const resolved = (
  base: Jurisdiction,
  { overrides, version }: { overrides: PolicyOverrides; version: number },
): PolicyProfile =>
  policyProfile.parse({
    ...base,
    ...given(overrides, PROVISION_NAMES),
    terms: { ...base.terms, ...given(overrides, TERM_NAMES) },
    version,
  });

/** Own values after a change; what is set and taken back at once is set. */
export function overridesAfter(own: PolicyOverrides, { set, drop }: OverrideChange): PolicyOverrides {
  const kept = VALUE_NAMES.filter((name) => !drop.includes(name));
  return policyOverrides.parse({ ...given(own, kept), ...given(set, VALUE_NAMES) });
}

/** Names of the values that a congress has set for itself, in the order in which they are shown. */
export const overriddenNames = (own: PolicyOverrides): ValueName[] =>
  VALUE_NAMES.filter((name) => own[name] !== undefined);

/** About how many days a unit has. For comparing terms with different units only. */
const DAYS_OF_UNIT: Readonly<Record<Span['unit'], number>> = { workdays: 1.4, days: 1, months: 30.4 };
const roughDays = ({ n, unit }: Span) => n * DAYS_OF_UNIT[unit];

/** What must not last longer than what: a unit that may ask later than it must answer is no rule. */
const NOT_LONGER: readonly (readonly [TermName, TermName])[] = [
  ['reply', 'replyExtended'],
  ['receipt', 'reply'],
  ['contactNaming', 'reply'],
  ['returnRequest', 'reply'],
  ['firstContact', 'reply'],
  ['coOpinion', 'reply'],
  ['coOpinionRedo', 'coOpinion'],
];

/** Refuses values that contradict each other; null: they can stand together. */
export function whyMayNotStand({
  terms,
  replyClasses,
}: Pick<Jurisdiction, 'terms' | 'replyClasses'>): Fault | null {
  for (const [shorter, longer] of NOT_LONGER)
    if (roughDays(terms[shorter]) > roughDays(terms[longer]))
      return new Fault('AGAINST_POLICY', { value: shorter, longerThan: longer });
  const codes = replyClasses.value.map(({ code }) => code);
  const twice = codes.find((code, i) => codes.indexOf(code) !== i);
  if (twice !== undefined) return new Fault('AGAINST_POLICY', { value: 'replyClasses', twice });
  return null;
}

/** True when two policies give the same values, whatever their versions. */
export const saysTheSame = (one: PolicyProfile, other: PolicyProfile): boolean =>
  isDeepStrictEqual({ ...one, version: 0 }, { ...other, version: 0 });

/** A policy kept long ago, with today’s value for what was not known then: nothing that was kept is another. */
export const completed = (kept: PolicyProfile, today: Jurisdiction): PolicyProfile =>
  policyProfile.parse({ ...today, ...kept, terms: { ...today.terms, ...kept.terms } });
