/** After so much, or so long, it is looked again whether its reader may have the rest. */
const LOOK_BYTES = 2 * 1024 * 1024;
const LOOK_MS = 5_000;

export interface Watch {
  /** Throws when its reader may have no more. */
  readonly check: () => Promise<unknown>;
  /** Monotonic milliseconds. */
  readonly tick: () => number;
}

/**
 * The same bytes as long as its reader may have them. Looking goes on beside sending, so whoever was removed gets the
 * bytes between two looks at most.
 */
export async function* watched(
  source: AsyncIterable<Buffer>,
  { check, tick }: Watch,
): AsyncGenerator<Buffer, void, undefined> {
  let bytes = 0;
  let since = tick();
  let looking: Promise<unknown> = Promise.resolve();
  for await (const piece of source) {
    if (bytes >= LOOK_BYTES || tick() - since >= LOOK_MS) {
      await looking;
      looking = check();
      looking.catch(() => undefined); // thrown at the next look
      bytes = 0;
      since = tick();
    }
    bytes += piece.length;
    yield piece;
  }
}
