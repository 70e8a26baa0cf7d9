import { type Beginning, makeClient } from './connect.ts';
import type { Huying, Options } from './huying.ts';

/**
 * A client that begins without rooms and cases, for pages that shall be there soon on a weak line: `roomOf` and `caseOf` of
 * inside.ts bring them, and before that `room` and `case` throw. What was left unsent is sent all the same.
 */
export const connectLean = (o: Options, beginning: Beginning = {}): Huying => makeClient(o, null, beginning);

/** Fetches already what reads back what was kept, for a page whose files lie on this device: `offline` needs it first. */
export function fetchKept(): void {
  for (const fetched of [import('./keeping.ts'), import('./kept-contracts.ts')])
    fetched.catch(() => undefined);
}
