import type { Rate, RateBase } from '../../../shared/figures.ts';

/** A share in per cent, rounded half up to two places, in whole numbers so that no fraction is lost; null of nothing. */
export const percentOf = (numerator: number, denominator: number): number | null =>
  denominator === 0 ? null : Math.floor((numerator * 20_000 + denominator) / (2 * denominator)) / 100;

/** A share with all that it is made of. */
export const rateOf = (numerator: number, denominator: number, base: RateBase): Rate => ({
  ...{ numerator, denominator, base },
  percent: percentOf(numerator, denominator),
});
