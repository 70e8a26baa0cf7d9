import { apportion, sum } from './shares.ts';

/** How many suggestions a unit leads, co-handles and gets for reference. */
export interface Load {
  readonly lead: number;
  readonly co: number;
  readonly reference: number;
}

/** Figures published for the busiest units of a year; from the fourth on they are not published. */
export interface KnownLoads {
  readonly first: Load;
  /** Totals of the next ones. */
  readonly next: readonly number[];
}

const EXPONENT = 0.9;
/** Keeps the busiest unit of a small congress below a quarter of all suggestions. */
const UNPUBLISHED_SHIFT = 5;

/**
 * Loads of `units` units, busiest first. The published ones are as published; the others fall like Zipf 0.9, shifted
 * so that they stay below the last published one and everything adds up to `totals`.
 */
export function unitLoads(units: number, totals: Load, known: KnownLoads | null): Load[] {
  const published = known === null ? [] : publishedLoads(known);
  const rest = subtract(totals, published);
  const weights =
    known === null
      ? zipf(units, UNPUBLISHED_SHIFT)
      : tailWeights(units - published.length, allOf(rest), known);
  const lead = apportion(rest.lead, weights);
  const co = apportion(rest.co, weights);
  const reference = apportion(rest.reference, weights);
  return [
    ...published,
    ...weights.map((_, i) => ({ lead: lead[i] ?? 0, co: co[i] ?? 0, reference: reference[i] ?? 0 })),
  ];
}

/** The next ones have only a total; it is divided as that of the first. */
const publishedLoads = ({ first, next }: KnownLoads): Load[] => [
  first,
  ...next.map((total) => {
    const [lead = 0, co = 0, reference = 0] = apportion(total, [first.lead, first.co, first.reference]);
    return { lead, co, reference };
  }),
];

/** All tracks of a load. */
export const allOf = (load: Load): number => load.lead + load.co + load.reference;

const subtract = (totals: Load, taken: readonly Load[]): Load => ({
  lead: totals.lead - sum(taken.map((l) => l.lead)),
  co: totals.co - sum(taken.map((l) => l.co)),
  reference: totals.reference - sum(taken.map((l) => l.reference)),
});

const zipf = (count: number, shift: number): number[] =>
  Array.from({ length: count }, (_, i) => (i + 1 + shift) ** -EXPONENT);

function tailWeights(count: number, left: number, { next }: KnownLoads): number[] {
  const highest = 0.97 * Math.min(...next);
  return zipf(count, shiftFor(count, left / highest));
}

/** The shift at which all units together have `times` the load of the first: by halving, as it only grows. */
function shiftFor(count: number, times: number): number {
  let [low, high] = [0, 10_000];
  for (let i = 0; i < 100; i += 1) {
    const middle = (low + high) / 2;
    const weights = zipf(count, middle);
    if (sum(weights) / (weights[0] ?? 1) < times) low = middle;
    else high = middle;
  }
  return low;
}
