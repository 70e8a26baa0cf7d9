import { type Counting, type Day, hourOf, plus, type Term } from './days.rules.ts';
import { firstAfter, type History, NEVER, ofUnit, type Past, pastOf, type Tenure } from './history.rules.ts';

/** What the days of duties are counted by. */
export interface Rules {
  readonly terms: Readonly<Record<string, Term>>;
  readonly ledgerMonth: number | null;
  readonly days: Counting;
}

/** A history and what its days are counted by. */
export interface Case extends Rules {
  readonly h: History;
}

/** The last day of a term of the rules. */
export const due = ({ terms, days }: Rules, since: Day, term: string): Day => {
  const found = terms[term];
  if (!found) throw new Error(`no term ${term}`);
  return days.due(since, found);
};

/** The first of several instants; those there are none of come never. */
export const least = (...ats: readonly (number | undefined)[]) => Math.min(...ats.map((at) => at ?? NEVER));

/** The first instant of the day after. */
export const afterDay = (day: Day) => hourOf(plus(day, 1), 0);

/** When a unit signed for what it was given. */
export const signedBy = ({ h }: Case, { unitId, from, until }: Tenure): Past | undefined => {
  const found = firstAfter(pastOf(h, 'signed-for'), from, ofUnit(unitId));
  return found && found.at < until ? found : undefined;
};
