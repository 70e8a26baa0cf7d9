import { writeFile } from 'node:fs/promises';
import { Presets, SingleBar } from 'cli-progress';
import { Stop } from './outcome.ts';
import { speaker, type Language, type Say } from './words.ts';

/** What a command speaks with. */
export interface Terminal {
  readonly language: Language;
  readonly say: Say;
  /** A line for whoever called: results go to stdout. */
  readonly print: (line: string) => void;
  /** How far something has come: a bar on a terminal, a line for each tenth elsewhere. On stderr. */
  readonly progress: () => Progress;
}

export interface Progress {
  readonly at: (done: number, total: number) => void;
  readonly end: () => void;
}

/** Makes a terminal for a language. */
export const makeTerminal = (language: Language): Terminal => ({
  language,
  say: speaker(language),
  print: (line) => process.stdout.write(`${line}\n`),
  progress: () => (process.stderr.isTTY ? bar() : lines()),
});

function bar(): Progress {
  const shown = new SingleBar({ format: '{bar} {percentage}%  {value}/{total}' }, Presets.shades_classic);
  let started = false;
  return {
    at(done, total) {
      if (!started) shown.start(total, done);
      started = true;
      shown.update(done);
    },
    end: () => shown.stop(),
  };
}

function lines(): Progress {
  let tenth = 0;
  return {
    at(done, total) {
      const now = total === 0 ? 10 : Math.floor((10 * done) / total);
      if (now > tenth) process.stderr.write(`${done}/${total}\n`);
      tenth = Math.max(tenth, now);
    },
    end: () => undefined,
  };
}

/** Writes a file, or stops with a sentence. */
export const writeOut = (terminal: Terminal, file: string, text: string): Promise<void> =>
  orStop(terminal, file, writeFile(file, text));

/** Makes an empty file that only its owner reads; stops where there is one already. */
export const openSecret = (terminal: Terminal, file: string): Promise<void> =>
  orStop(terminal, file, writeFile(file, '', { mode: 0o600, flag: 'wx' }));

function orStop({ say }: Terminal, file: string, writing: Promise<void>): Promise<void> {
  return writing.catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    throw new Stop(say('cannotWrite', { file, message }));
  });
}
