import { makeClient } from './connect.ts';
import type { Huying, Options } from './huying.ts';
import { inside } from './inside.ts';

/** A client of the server at `url`; nobody is signed in yet. */
export const connect = (o: Options): Huying => makeClient(o, inside);
