import { closeRun, openRun } from './engines.ts';

/** Mocha’s global setup and teardown: in its first process only, whatever others it starts. */
export { closeRun as mochaGlobalTeardown, openRun as mochaGlobalSetup };
