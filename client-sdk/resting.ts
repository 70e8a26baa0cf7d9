import type { Timers } from './parts.ts';

/** Work that pauses between attempts, and may be woken. */
export class Resting {
  /** Attempts in a row that failed. */
  failures = 0;
  #pause: { end: () => void; isFirm: boolean } | null = null;

  /** Waits so many milliseconds. A firm pause is not cut short by a new connection: the server asked for it. */
  rest(timers: Timers, ms: number, isFirm: boolean): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        stop();
        this.#pause = null;
        resolve();
      };
      const stop = timers.after(ms, end);
      this.#pause = { end, isFirm };
    });
  }

  /** Ends the pause. */
  wake({ evenFirm = false } = {}): void {
    if (evenFirm || this.#pause?.isFirm === false) this.#pause?.end();
  }
}
