import type { Tick } from './history.ts';

/** Now, by the machine's monotonic clock, which all processes share. */
export const tick = (): Tick => Number(process.hrtime.bigint() / 1_000n) / 1_000;

/** The tick of an instant by this machine's clock, as far as that clock is steady. */
export const tickOf = (instant: string): Tick => tick() + Date.parse(instant) - Date.now();

/** The instant of a tick by this machine's clock; what `tickOf` takes back. */
export const instantOf = (at: Tick): string => new Date(Date.now() + at - tick()).toISOString();
