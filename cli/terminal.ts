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

/** Writes a file, or stops with a sentence. Secret files are for their owner only. */
export async function writeOut(
  terminal: Terminal,
  file: string,
  text: string,
  secret = false,
): Promise<void> {
  await writeFile(file, text, { mode: secret ? 0o600 : 0o666, flag: secret ? 'wx' : 'w' }).catch(
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      throw new Stop(terminal.say('cannotWrite', { file, message }));
    },
  );
}
