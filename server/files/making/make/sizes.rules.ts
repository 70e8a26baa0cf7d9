/** More than any camera takes; decoded it is half a gigabyte. */
export const MOST_PIXELS = 120_000_000;
