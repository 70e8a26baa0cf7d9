import type { Day } from './days.rules.ts';

/** Between which instants something was owed. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** How the days of a duty stood from an instant on. */
export interface Dated {
  readonly from: number;
  readonly since: Day;
  readonly due: Day | null;
}

/** A duty as the history has it: when it was owed, and by which days it went. */
export interface Life {
  readonly rule: string;
  readonly ower:
    | { readonly kind: 'unit'; readonly unitId: string }
    | { readonly kind: 'person'; readonly personId: string }
    | { readonly kind: 'delegation'; readonly delegationId: string }
    | { readonly kind: 'committee'; readonly unitId: string }
    | { readonly kind: 'office' };
  readonly spans: readonly Span[];
  /** The first from the beginning; each holds until the next. */
  readonly dated: readonly Dated[];
  /** When a word on it was said: it answers the next reminder. */
  readonly heard: readonly { readonly at: number; readonly on: Day }[];
  /** Said once, when it happens. */
  readonly isTelling: boolean;
}

/** What most lives are: owed from one instant to another, by days that never moved. */
export const life = (
  given: Pick<Life, 'rule' | 'ower'> &
    Partial<Omit<Life, 'rule' | 'ower'>> &
    Span & { since: Day; due: Day | null },
): Life => {
  const { rule, ower, from, until, since, due, heard = [], isTelling = false } = given;
  return {
    ...{ rule, ower, heard, isTelling },
    spans: (given.spans ?? [{ from, until }]).filter((span) => span.from < span.until),
    dated: given.dated ?? [{ from, since, due }],
  };
};

export const unit = (unitId: string): Life['ower'] => ({ kind: 'unit', unitId });
export const office: Life['ower'] = { kind: 'office' };
