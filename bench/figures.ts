/** The value below which a share of the sorted values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** What was read, and when. */
export type Point = readonly [at: number, value: number];

/** By how much the values rise while the moment advances by one, by least squares. */
export function slope(points: readonly Point[]): number {
  const mean = (of: (point: Point) => number) => points.reduce((sum, p) => sum + of(p), 0) / points.length;
  const [at, value] = [mean(([x]) => x), mean(([, y]) => y)];
  const together = points.reduce((sum, [x, y]) => sum + (x - at) * (y - value), 0);
  return together / points.reduce((sum, [x]) => sum + (x - at) ** 2, 0);
}

/** Rounded to so many digits after the point. */
export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** Seconds that something took, and what it gave. */
export async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { seconds: (performance.now() - start) / 1_000, result };
}
