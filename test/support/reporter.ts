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

/** An error of no test: of a file that could not be loaded, or whose process died. */
type FileError = Error & { file?: string };

const nameOf = (file: string) => relative(process.cwd(), file);

const { EVENT_HOOK_END, EVENT_TEST_END, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_RETRY } =
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
      const name = nameOf(file);
      result.files[name] = (result.files[name] ?? 0) + duration;
    };
    runner
      .on(EVENT_TEST_PASS, () => (result.passed += 1))
      .on(EVENT_TEST_FAIL, (test: Mocha.Runnable, error: FileError) => {
        const { file, message, stack = message } = error;
        result.failed.push(file === undefined ? test.fullTitle() : `${test.fullTitle()}: ${nameOf(file)}`);
        if (file !== undefined) process.stdout.write(`\n${nameOf(file)}: ${stack}\n`);
      })
      .on(EVENT_TEST_RETRY, (test: Mocha.Test, error: Error) => {
        spend(test);
        const line = `${test.fullTitle()}: ${error.message}`;
        result.again.push(line);
        process.stdout.write(`    tried again: ${line}\n`);
      })
      .on(EVENT_TEST_END, spend)
      .on(EVENT_HOOK_END, spend);
    const into = process.env[RESULT_FILE];
    // Mocha still tells of files that could not be loaded when it has said how the run ended.
    if (into) process.once('exit', () => writeFileSync(into, JSON.stringify(result)));
  }
}
