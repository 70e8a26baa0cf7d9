import { stopEngines } from './engines.ts';

/** Mocha's global teardown: the engines stop with the tests. */
export const mochaGlobalTeardown = stopEngines;

/**
 * A test that failed is tried once more (.mocharc.json): a shared machine can stall any deadline. What needed it is
 * said aloud, so that a test which needs it often is mended and not forgotten.
 */
export const mochaHooks = {
  afterEach(this: Mocha.Context) {
    const test = this.currentTest;
    const tries = (test as unknown as { _currentRetry?: number } | undefined)?._currentRetry ?? 0;
    if (test && tries > 0)
      process.stderr.write(`  tried again: ${test.fullTitle()} (${test.state ?? '?'})\n`);
  },
};
