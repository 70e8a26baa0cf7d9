import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quantile, round, timed } from '../figures.ts';

const WRITES = 300;
const BYTES = 8_192; // a page of a journal

/** Milliseconds that this disk takes to make a write last. */
export async function fdatasyncTimes(): Promise<{ p50: number; p99: number }> {
  const path = join(tmpdir(), `huying-bench-fsync-${process.pid}`);
  const file = await open(path, 'w');
  const page = Buffer.alloc(BYTES, 1);
  const times: number[] = [];
  try {
    for (let i = 0; i < WRITES; i++) {
      await file.write(page);
      times.push((await timed(() => file.datasync())).seconds * 1_000);
    }
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
  return { p50: round(quantile(times, 0.5)), p99: round(quantile(times, 0.99)) };
}
