import type { Tick } from './history.ts';

/** Now, by the machine's monotonic clock, which all processes share. */
export const tick = (): Tick => Number(process.hrtime.bigint() / 1_000n) / 1_000;
