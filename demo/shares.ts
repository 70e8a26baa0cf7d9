/**
 * Divides `total` things by weight, whole things only, so that the sum is exact (largest remainders). No part gets
 * more than `most`; what is cut off goes to the others by weight.
 */
export function apportion(
  total: number,
  weights: readonly number[],
  most = Number.POSITIVE_INFINITY,
): number[] {
  if (weights.length * most < total) throw new Error('more to divide than there is room for');
  const parts = weights.map(() => 0);
  for (let left = total; left > 0; left = total - sum(parts)) deal(parts, weights, { left, most });
  return parts;
}

/** One round: everybody below the limit gets by weight, the largest remainders take what rounding left over. */
function deal(
  parts: number[],
  weights: readonly number[],
  { left, most }: { left: number; most: number },
): void {
  const open = parts.flatMap((part, i) => (part < most ? [i] : []));
  const weight = sum(open.map((i) => weights[i] ?? 0));
  const exact = open.map((i) => ({ i, due: (left * (weights[i] ?? 0)) / weight }));
  for (const { i, due } of exact) parts[i] = Math.min(most, (parts[i] ?? 0) + Math.floor(due));
  const byRemainder = exact.sort((a, b) => (b.due % 1) - (a.due % 1) || a.i - b.i);
  let over = Math.min(left - sum(exact.map(({ due }) => Math.floor(due))), byRemainder.length);
  for (const { i } of byRemainder) {
    if (over === 0) return;
    if ((parts[i] ?? 0) < most) parts[i] = (parts[i] ?? 0) + 1;
    over -= 1;
  }
}

/** The sum of numbers. */
export const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** A share of all, in a class of counts such as "3-6". */
export interface CountClass {
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

/** Reads `{ "0": 0.75, "1-2": 0.08 }`. */
export const countClasses = (shares: Readonly<Record<string, number>>): CountClass[] =>
  Object.entries(shares).map(([range, share]) => {
    const [from = 0, to = from] = range.split('-').map(Number);
    return { from, to, share };
  });

/** `total` counts whose classes have exactly their shares; inside a class small counts are likelier. In no order. */
export function countsOf(total: number, classes: readonly CountClass[], real: () => number): number[] {
  const sizes = apportion(
    total,
    classes.map(({ share }) => share),
  );
  return classes.flatMap(({ from, to }, i) =>
    Array.from({ length: sizes[i] ?? 0 }, () => from + Math.floor((to - from + 1) * real() ** 2)),
  );
}
