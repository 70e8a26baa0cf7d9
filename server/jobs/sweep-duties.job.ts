import type { JobHandlers } from './runner.ts';

/**
 * Job duties.sweep, the product's tick: what is half done is finished first, so that nobody is reminded of what was done;
 * what is still not finished then the operators hear of.
 */
export const sweepDutiesJob =
  (parts: {
    repair(): Promise<unknown>;
    sweep(): Promise<unknown>;
    warn(): Promise<unknown>;
  }): JobHandlers['duties.sweep'] =>
  async () => {
    await parts.repair();
    await parts.sweep();
    await parts.warn();
  };
