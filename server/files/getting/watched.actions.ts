/** After so much, or so long, it is looked again whether its reader may have the rest. */
const LOOK_BYTES = 8 * 1024 * 1024;
const LOOK_MS = 3_000;

export interface Watch {
  /** Throws when its reader may have no more. */
  readonly check: () => Promise<unknown>;
  /** Monotonic milliseconds. */
  readonly tick: () => number;
}

/**
 * The same bytes as long as its reader may have them. Looking goes on beside sending, so whoever was removed gets what
 * is sent until the next look, and while that is under way.
 */
export async function* watched(
  source: AsyncIterable<Buffer>,
  { check, tick }: Watch,
): AsyncGenerator<Buffer, void, undefined> {
  const refused: unknown[] = [];
  let bytes = 0;
  let since = tick();
  let looking: Promise<unknown> = Promise.resolve();
  for await (const piece of source) {
    if (bytes >= LOOK_BYTES || tick() - since >= LOOK_MS) {
      await looking; // never two at once, however slow the answer is
      if (refused.length === 0) looking = check().catch((error: unknown) => refused.push(error));
      bytes = 0;
      since = tick();
    }
    if (refused.length > 0) throw refused[0];
    bytes += piece.length;
    yield piece;
  }
}
