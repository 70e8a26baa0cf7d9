import type { Rating } from '../../../shared/cases.ts';
import { RATINGS } from '../../../shared/values/cases.ts';
import type { Figures, Rate, RateBase } from '../../../shared/figures.ts';
import type { PolicyProfile } from '../../../shared/policies.ts';
import type { Origin, SourceType } from '../../../shared/suggestions.ts';
import { ORIGINS, SOURCE_TYPES } from '../../../shared/values/suggestions.ts';
import type { Case } from '../case/case.rules.ts';
import { rateOf } from './rates.rules.ts';
import { type Count, COUNTS, RATED, tallyOf } from './tally.rules.ts';

/** Cases that are alike in these things, and the sums of their tallies. */
export type Cell = Readonly<Record<Count, number>> & {
  readonly category: string;
  readonly source: SourceType;
  readonly betweenSessions: boolean;
  readonly origins: readonly Origin[];
  readonly classes: string;
  readonly cases: number;
};

/** One case as a cell. */
export function cellOf(found: Case): Cell {
  const { category, source, betweenSessions, origins } = found;
  return { ...{ category, source, betweenSessions, origins }, ...tallyOf(found), cases: 1 };
}

/** What of a congress’s rules the figures follow. */
export type FigureRules = Pick<PolicyProfile, 'replyClasses' | 'silenceLeavesBase'>;

type OfCells = Omit<
  Figures,
  'congressName' | 'session' | 'at' | 'byUnit' | 'byDelegation' | 'totals' | 'inTime'
> & { totals: Omit<Figures['totals'], 'withdrawn' | 'units'> };

/** All figures that cells give. Pure: whoever adds the same cases up gets the same. */
export function figuresOf(cells: readonly Cell[], rules: FigureRules): OfCells {
  const all = sumsOf(cells);
  const of = (part: readonly Cell[]) => rateOf(casesOf(part), all.cases, 'all');
  const ofAll = (name: Count) => rateOf(all[name], all.cases, 'all');
  const where = (is: (cell: Cell) => boolean) => of(cells.filter(is));
  const between = casesOf(cells.filter((c) => c.betweenSessions));
  return {
    totals: {
      ...{ all: all.cases, inSession: all.cases - between, betweenSessions: between },
      ...{ handedOver: all.handedOver, closed: all.closed, open: all.cases - all.closed },
    },
    byCategory: byCategory(cells, rules),
    bySource: ratesBy(SOURCE_TYPES, (source) => where((c) => c.source === source)),
    byOrigin: ratesBy(ORIGINS, (origin) => where((c) => c.origins.includes(origin))),
    researched: where((c) => c.origins.some((origin) => origin !== 'other')),
    severalUnits: ofAll('severalUnits'),
    contacted: ofAll('contacted'),
    met: ofAll('met'),
    replied: ofAll('replied'),
    closed: ofAll('closed'),
    ...classesOf(cells, rules),
    result: ratingsOf(all, RATED.result, rules),
    attitude: ratingsOf(all, RATED.attitude, rules),
    firstResult: ratingsOf(all, RATED.first, rules),
    kept: rateOf(all.kept, all.promised, 'promised'),
    explained: rateOf(all.explained, all.promised, 'promised'),
  };
}

const casesOf = (cells: readonly Pick<Cell, 'cases'>[]): number => cells.reduce((n, c) => n + c.cases, 0);

type Sums = Readonly<Record<Count, number>> & { readonly cases: number };

const sumsOf = (cells: readonly Sums[]): Sums => ({
  ...(Object.fromEntries(COUNTS.map((name) => [name, cells.reduce((n, c) => n + c[name], 0)])) as Record<
    Count,
    number
  >),
  cases: casesOf(cells),
});

const ratesBy = <K extends string>(keys: readonly K[], rate: (key: K) => Rate): Record<K, Rate> =>
  Object.fromEntries(keys.map((key) => [key, rate(key)])) as Record<K, Rate>;

type Ratings = (typeof RATED)[keyof typeof RATED];
type Opinions = Readonly<Record<Rating, number>>;

const opinionsOf = (sums: Readonly<Record<Count, number>>, names: Ratings): Opinions => ({
  satisfied: sums[names.satisfied],
  mostly: sums[names.mostly],
  dissatisfied: sums[names.dissatisfied],
});

/** Who never answered is left out of the base where the rules say so (渝29); else it is all closed ones. */
export function opinionBase(
  { satisfied, mostly, dissatisfied }: Opinions,
  closed: number,
  { silenceLeavesBase }: Pick<FigureRules, 'silenceLeavesBase'>,
): { denominator: number; base: RateBase } {
  return silenceLeavesBase.value
    ? { denominator: satisfied + mostly + dissatisfied, base: 'with-feedback' }
    : { denominator: closed, base: 'closed' };
}

function ratingsOf(sums: Sums, names: Ratings, rules: FigureRules): Record<Rating, Rate> {
  const opinions = opinionsOf(sums, names);
  const { denominator, base } = opinionBase(opinions, sums.closed, rules);
  return ratesBy(RATINGS, (rating) => rateOf(opinions[rating], denominator, base));
}

/** Largest first; of one size in the order of their names. */
function byCategory(cells: readonly Cell[], rules: FigureRules): Figures['byCategory'] {
  const all = casesOf(cells);
  return [...new Set(cells.map((c) => c.category))]
    .map((category) => {
      const sums = sumsOf(cells.filter((c) => c.category === category));
      return { category, ...partOf({ ...sums, answered: sums.cases }, all, rules) };
    })
    .sort((a, b) => bySize(a, b) || (a.category < b.category ? -1 : 1));
}

/** Suggestions of a category, unit or delegation, added up. */
export type PartSums = Readonly<Record<(typeof RATED)['result'][Rating], number>> & {
  readonly cases: number;
  /** Of these, those whose end is theirs: a unit’s as one that replies. */
  readonly answered: number;
  readonly closed: number;
};

/** The shares of a part. */
export function partOf(sums: PartSums, all: number, rules: FigureRules) {
  const opinions = {
    satisfied: sums.resultSatisfied,
    mostly: sums.resultMostly,
    dissatisfied: sums.resultDissatisfied,
  };
  const { denominator, base } = opinionBase(opinions, sums.closed, rules);
  return {
    suggestions: rateOf(sums.cases, all, 'all'),
    closed: rateOf(sums.closed, sums.answered, 'all'),
    satisfied: rateOf(opinions.satisfied, denominator, base),
  };
}

/** Largest first. */
export const bySize = (a: { suggestions: Rate }, b: { suggestions: Rate }): number =>
  b.suggestions.numerator - a.suggestions.numerator;

/** The class of a suggestion that several units answered: of theirs the one furthest from solved. */
function classIn(classes: string, order: readonly string[]): string {
  const codes = classes.split(' ');
  return order.findLast((code) => codes.includes(code)) ?? codes.at(-1) ?? '';
}

function classesOf(cells: readonly Cell[], { replyClasses }: FigureRules) {
  const scheme = replyClasses.value;
  const order = scheme.map(({ code }) => code);
  const closed = cells.reduce((n, c) => n + c.closed, 0);
  const counts = new Map(order.map((code) => [code, 0]));
  for (const { classes, cases } of cells) {
    if (classes === '') continue;
    const code = classIn(classes, order);
    counts.set(code, (counts.get(code) ?? 0) + cases);
  }
  const reached = scheme.filter((c) => c.countsAsSolved || c.needsCommitment);
  const solved = reached.reduce((n, { code }) => n + (counts.get(code) ?? 0), 0);
  return {
    classes: [...counts].map(([code, n]) => ({
      code,
      label: scheme.find((c) => c.code === code)?.label ?? code,
      rate: rateOf(n, closed, 'closed'),
    })),
    solvedOrPlanned: rateOf(solved, closed, 'closed'),
  };
}
