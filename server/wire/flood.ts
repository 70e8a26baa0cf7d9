/** Refusals within one window above which a socket is cut off. */
const MOST_REFUSALS = 2_000;
const WINDOW_MS = 10_000;

/** Counts how often one socket was told that it is too fast; true: it has gone on for too long. */
export function makeFloodCount(tick: () => number): () => boolean {
  let since = tick();
  let refusals = 0;
  return () => {
    if (tick() - since > WINDOW_MS) {
      since = tick();
      refusals = 0;
    }
    refusals += 1;
    return refusals > MOST_REFUSALS;
  };
}
