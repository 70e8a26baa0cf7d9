import { makeClient } from './connect.ts';
import type { Huying, Options } from './huying.ts';

/**
 * A client that begins without rooms and cases, for pages that shall be there soon on a weak line: `roomOf` and `caseOf` of
 * inside.ts bring them, and before that `room` and `case` throw. What was left unsent is sent all the same.
 */
export const connectLean = (o: Options): Huying => makeClient(o, null);
