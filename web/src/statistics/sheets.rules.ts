import type { Coverage, Figures, Progress, Rate, RateBase } from '../../../shared/figures.ts';
import type { CivilDate } from '../../../shared/ids.ts';
import type { Phase } from '../../../shared/suggestions.ts';
import { csvText } from '../kit/csv.ts';
import type { StatisticsWords } from './wording/words.ts';

/** Numbers under names: bars or lines, one series beside or upon the other. */
export interface Chart {
  readonly kind: 'bar' | 'line';
  readonly stacked: boolean;
  readonly names: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
}

/** One finding: its sentence, its denominator, the numbers as a table, and as a chart where that shows more. */
export interface Sheet {
  readonly id: 'category' | 'progress' | 'contacts' | 'classes' | 'feedback' | 'overdue';
  readonly title: string;
  readonly base: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  readonly chart: Chart | null;
}

/** A row of contact:coverage. */
export interface CoverageRow {
  readonly name: string;
  readonly phases: Readonly<Record<Phase, Coverage>>;
  readonly all: Coverage;
}

/** A row of figures:overdue. */
export interface OverdueRow {
  readonly unitName: string;
  readonly overdue: number;
  readonly since: CivilDate;
}

/** All that the page shows. */
export interface Counted {
  readonly figures: Figures;
  readonly progress: Progress;
  readonly coverage: readonly CoverageRow[];
  readonly overdue: readonly OverdueRow[];
}

/** What the sheets are said in. */
export interface SheetWords {
  readonly words: StatisticsWords;
  readonly bases: Readonly<Record<RateBase, string>>;
  readonly phases: Readonly<Record<Phase, string>>;
  readonly day: (day: CivilDate) => string;
}

/** Most units in one chart; the table has all. */
export const MOST_UNITS = 20;

/** A share as it is read: two places, as it is published; a dash where there is nothing to be a share of. */
export const percentText = ({ percent }: Pick<Rate, 'percent'>): string =>
  percent === null ? '—' : `${percent.toFixed(2)}%`;

const baseOf = (rate: Rate | undefined, { words, bases }: SheetWords): string =>
  rate === undefined ? '' : words.base(bases[rate.base], rate.denominator);

function category({ figures }: Counted, say: SheetWords): Sheet {
  const { words } = say;
  const rows = figures.byCategory.map(({ category: name, suggestions }) => ({
    name: name === '' ? words.category.none : name,
    rate: suggestions,
  }));
  const [first] = rows;
  return {
    id: 'category',
    title: first ? words.category.finding(first.name, percentText(first.rate)) : words.nothing,
    base: baseOf(first?.rate, say),
    head: [words.category.head, words.number, words.share],
    rows: rows.map(({ name, rate }) => [name, rate.numerator, percentText(rate)]),
    chart: barsOf(
      rows.map(({ name, rate }) => [name, rate.numerator]),
      words.number,
    ),
  };
}

const barsOf = (rows: readonly (readonly [string, number])[], name: string): Chart => ({
  ...{ kind: 'bar', stacked: false, names: rows.map(([one]) => one) },
  series: [{ name, values: rows.map(([, value]) => value) }],
});

function progress({ progress: { months, all } }: Counted, { words, bases }: SheetWords): Sheet {
  const { head, handedOver, replied, closed, finding, none } = words.progress;
  const sumTo = (i: number, stage: 'handedOver' | 'replied' | 'closed') =>
    months.slice(0, i + 1).reduce((n, month) => n + month[stage], 0);
  const names = months.map(({ month }) => words.month(month));
  const last = months.length - 1;
  const line = (name: string, stage: 'handedOver' | 'replied' | 'closed') => ({
    name,
    values: months.map((_, i) => sumTo(i, stage)),
  });
  const series = [line(handedOver, 'handedOver'), line(replied, 'replied'), line(closed, 'closed')];
  return {
    id: 'progress',
    title: last < 0 ? none : finding(names[last] ?? '', sumTo(last, 'replied'), sumTo(last, 'closed')),
    base: words.base(bases.all, all),
    head: [head, handedOver, replied, closed],
    rows: names.map((name, i) => [name, ...series.map(({ values }) => values[i] ?? 0)]),
    chart: { kind: 'line', stacked: false, names, series },
  };
}

const PHASES: readonly Phase[] = ['pre', 'mid', 'post'];

function contacts({ coverage }: Counted, { words, bases, phases }: SheetWords): Sheet {
  const { head, owed, finding, none, shown } = words.contacts;
  const sum = (part: 'numerator' | 'denominator') => coverage.reduce((n, { all }) => n + all.done[part], 0);
  const total = sum('denominator');
  // Whose contacts are most numerous; by name, so that it is no ranking.
  const most = coverage
    .toSorted((a, b) => b.all.done.denominator - a.all.done.denominator)
    .slice(0, MOST_UNITS)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
  const percent = total === 0 ? null : (100 * sum('numerator')) / total;
  return {
    id: 'contacts',
    title: percent === null ? none : finding(percentText({ percent })),
    base: [words.base(bases.owed, total), coverage.length > MOST_UNITS ? shown(MOST_UNITS) : '']
      .filter(Boolean)
      .join(' · '),
    head: [head, ...PHASES.map((phase) => phases[phase]), owed],
    rows: coverage
      .toSorted((a, b) => a.name.localeCompare(b.name, 'zh-CN'))
      .map((row) => [row.name, ...PHASES.map((p) => row.phases[p].done.numerator), row.all.done.denominator]),
    chart: {
      ...{ kind: 'bar', stacked: true, names: most.map(({ name }) => name) },
      series: PHASES.map((phase) => ({
        name: phases[phase],
        values: most.map((row) => row.phases[phase].done.numerator),
      })),
    },
  };
}

function classes({ figures }: Counted, say: SheetWords): Sheet {
  const { words } = say;
  const rows = figures.classes.map(({ code, label, rate }) => ({
    name: [code, label].filter(Boolean).join(' '),
    rate,
  }));
  const most = rows.toSorted((a, b) => b.rate.numerator - a.rate.numerator)[0];
  return {
    id: 'classes',
    title:
      most && most.rate.numerator > 0
        ? words.classes.finding(most.name, percentText(most.rate))
        : words.classes.none,
    base: baseOf(most?.rate, say),
    head: [words.classes.head, words.number, words.share],
    rows: rows.map(({ name, rate }) => [name, rate.numerator, percentText(rate)]),
    chart: barsOf(
      rows.map(({ name, rate }) => [name, rate.numerator]),
      words.number,
    ),
  };
}

const RATINGS = ['satisfied', 'mostly', 'dissatisfied'] as const;

function feedback({ figures }: Counted, say: SheetWords): Sheet {
  const { words } = say;
  const { result, attitude, ratings, finding, none } = words.feedback;
  const of = { result: figures.result, attitude: figures.attitude };
  const { satisfied } = figures.result;
  return {
    id: 'feedback',
    title: satisfied.percent === null ? none : finding(percentText(satisfied)),
    base: baseOf(satisfied, say),
    head: ['', ...RATINGS.map((rating) => ratings[rating])],
    rows: [
      [result, ...RATINGS.map((rating) => of.result[rating].numerator)],
      [attitude, ...RATINGS.map((rating) => of.attitude[rating].numerator)],
    ],
    chart: {
      ...{ kind: 'bar', stacked: true, names: [result, attitude] },
      series: RATINGS.map((rating) => ({
        name: ratings[rating],
        values: [of.result[rating].numerator, of.attitude[rating].numerator],
      })),
    },
  };
}

const overdue = ({ overdue: units }: Counted, { words, day }: SheetWords): Sheet => ({
  id: 'overdue',
  title: units.length === 0 ? words.overdue.none : words.overdue.finding(units.length),
  base: '',
  head: [words.overdue.head, words.overdue.overdue, words.overdue.since],
  rows: units.map(({ unitName, overdue: n, since }) => [unitName, n, day(since)]),
  chart: null,
});

/** All sheets of the page, in their order. */
export const sheetsOf = (counted: Counted, say: SheetWords): readonly Sheet[] =>
  [category, progress, contacts, classes, feedback, overdue].map((sheet) => sheet(counted, say));

/** A sheet as CSV. */
export const csvOf = ({ title, base, head, rows }: Sheet): string =>
  csvText([[title], ...(base === '' ? [] : [[base]]), head, ...rows]);
