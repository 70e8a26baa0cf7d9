import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Entry } from './history.ts';

/** A file that a history is written to as it happens, one line an entry. */
export interface HistoryFile {
  write(entry: Entry): void;
  /** Resolves when everything is in the file. */
  close(): Promise<void>;
}

export function openHistory(file: string): HistoryFile {
  const out = createWriteStream(file, { flags: 'a', highWaterMark: 1 << 20 });
  return {
    write: (entry) => void out.write(`${JSON.stringify(entry)}\n`),
    async close() {
      out.end();
      await once(out, 'close');
    },
  };
}

/** Reads histories back; what a killed writer left half written at the end is left out. */
export async function readHistories(files: readonly string[]): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const file of files)
    for await (const line of createInterface({ input: createReadStream(file) }))
      if (line.endsWith('}')) entries.push(JSON.parse(line) as Entry);
  return entries;
}
