import { groupedBy } from '../../shared/grouped.ts';
import type { Expected } from '../count/index.ts';

/** A delivery as the product keeps it, as far as it can be counted. */
export interface Given {
  readonly suggestionId: string;
  readonly rule: string;
  readonly offset: string;
  readonly recipient: string;
  readonly channel: string;
  readonly dutyId: string;
  readonly state: string;
  /** The day on which it was said. */
  readonly on: string | null;
}

/** A reminder that should not have been, or should have been, and was not. */
export interface Difference {
  readonly kind: 'missing' | 'forbidden' | 'double';
  readonly what: string;
}

/** Deputies hear one private word a suggestion and day: the rest waits for the next working days. */
const GENTLE = new Set(['R15', 'R17', 'R18']);
const PATIENT_DAYS = 7;

const nameOf = ({ suggestionId, rule, offset, recipient, channel }: Expected | Given): string =>
  [suggestionId, rule, offset, recipient, channel].join(' ');

/** Said, or refused by the channel for good: either way it went out, once. */
export const wentOut = ({ state }: Given): boolean => state === 'sent' || state === 'refused';

/**
 * Holds what was said against what had to be said. One thing may be owed several times under one name (each round, each
 * opinion): then as often, on the same days.
 */
export function differences(
  expected: readonly Expected[],
  given: readonly Given[],
  rules: ReadonlySet<string>,
): Difference[] {
  const said = given.filter((d) => wentOut(d) && rules.has(d.rule));
  const due = expected.filter(({ rule }) => rules.has(rule));
  const found = [...doublesOf(said)];
  const byName = groupedBy(said, nameOf);
  for (const [name, wanted] of groupedBy(due, nameOf)) {
    const own = byDay(byName.get(name) ?? []); // the first for the first: who waits must not be given another’s
    for (const { on, rule } of byDay(wanted)) {
      const at = own.findIndex((d) => isOnDay(d.on ?? '', on, rule));
      if (at >= 0) own.splice(at, 1);
      else found.push({ kind: 'missing', what: `${name} on ${on}` });
    }
    for (const d of own) found.push({ kind: 'forbidden', what: `${name} on ${d.on ?? 'no day'}` });
    byName.delete(name);
  }
  for (const [name, own] of byName)
    for (const d of own) found.push({ kind: 'forbidden', what: `${name} on ${d.on ?? 'no day'}` });
  return found;
}

const byDay = <T extends { readonly on: string | null }>(some: readonly T[]): T[] =>
  some.toSorted((a, b) => (a.on ?? '').localeCompare(b.on ?? ''));

const isOnDay = (said: string, due: string, rule: string): boolean =>
  said === due ||
  (GENTLE.has(rule) && said > due && (Date.parse(said) - Date.parse(due)) / 86_400_000 <= PATIENT_DAYS);

/** The same reminder of the same duty to the same person by the same channel, twice. */
function doublesOf(said: readonly Given[]): Difference[] {
  const keyOf = (d: Given) => [d.dutyId, d.rule, d.offset, d.recipient, d.channel].join(' ');
  return [...groupedBy(said, keyOf)]
    .filter(([, own]) => own.length > 1)
    .map(([what]) => ({ kind: 'double', what }));
}
