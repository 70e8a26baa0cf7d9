import { stopEngines } from './engines.ts';

/** Mocha's global teardown: the engines stop with the tests. */
export const mochaGlobalTeardown = stopEngines;
