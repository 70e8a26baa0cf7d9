import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import Mocha from 'mocha';

/** What a run of some files came to, for whoever adds several up. */
export interface RunResult {
  passed: number;
  failed: string[];
  /** Tests that failed once and were tried once more, and why they failed. */
  again: string[];
  /** Milliseconds of tests and hooks by file. */
  files: Record<string, number>;
}

/** Where a run is to leave its result; it is not left anywhere otherwise. */
export const RESULT_FILE = 'HUYING_TEST_RESULT';

const { EVENT_HOOK_END, EVENT_RUN_END, EVENT_TEST_END, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_RETRY } =
  Mocha.Runner.constants;

/**
 * Mocha’s report by sentences. A test that failed is tried once more (.mocharc.json), for a shared machine can stall
 * any deadline; it is said aloud and with its cause, so that what needs it often is mended and not forgotten.
 */
export default class Reporter extends Mocha.reporters.Spec {
  readonly result: RunResult = { passed: 0, failed: [], again: [], files: {} };

  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const { result } = this;
    const spend = ({ file = '?', duration = 0 }: Mocha.Runnable) => {
      const name = relative(process.cwd(), file);
      result.files[name] = (result.files[name] ?? 0) + duration;
    };
    runner
      .on(EVENT_TEST_PASS, () => (result.passed += 1))
      .on(EVENT_TEST_FAIL, (test: Mocha.Test) => result.failed.push(test.fullTitle()))
      .on(EVENT_TEST_RETRY, (test: Mocha.Test, error: Error) => {
        spend(test);
        const line = `${test.fullTitle()}: ${error.message}`;
        result.again.push(line);
        process.stdout.write(`    tried again: ${line}\n`);
      })
      .on(EVENT_TEST_END, spend)
      .on(EVENT_HOOK_END, spend)
      .once(EVENT_RUN_END, () => {
        const into = process.env[RESULT_FILE];
        if (into) writeFileSync(into, JSON.stringify(result));
      });
  }
}
