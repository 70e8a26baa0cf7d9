import { randomBytes } from 'node:crypto';
import { type Memory, startChild } from '../child.ts';
import { beginFile, upload } from '../files-way.ts';
import { round, timed } from '../figures.ts';
import type { PartResult } from '../goals.ts';
import { residentBytes } from '../processes.ts';
import type { Bench } from '../surroundings.ts';
import { seatsOf } from '../systems.ts';

const MB = 1_000_000;
const BYTES = 100 * MB;
const AT_ONCE = 20;
const FIRST_BYTES = MB;
const LOOK_EVERY_MS = 20;
const MOST_MB = 150;

/** What a server process held while many files came at once, in MB. */
interface Crowd {
  /** After one small file, with no garbage. */
  before: number;
  peak: number;
  rise: number;
  /** How often it was looked at. */
  looks: number;
  /** Of all files together. */
  megabytesPerSecond: number;
}

/** Twenty people send 100 MB each at the same time: how much more memory the server process has, at most. */
export async function measureCrowdOfFiles(bench: Bench): Promise<Crowd[]> {
  const content = randomBytes(BYTES);
  const rounds: Crowd[] = [];
  for (let i = 1; i <= bench.rounds; i++) {
    const one = await crowdOnce(bench, content);
    rounds.push(one);
    bench.say(
      `  ${AT_ONCE} files at once ${i}/${bench.rounds}: ${one.before} MB before, ${one.peak} MB at most, rise ${one.rise} of ${MOST_MB} MB allowed, ratio ${round(one.rise / MOST_MB)}; ${one.megabytesPerSecond} MB/s in all`,
    );
  }
  return rounds;
}

async function crowdOnce(bench: Bench, content: Buffer): Promise<Crowd> {
  const { seats, listen } = await seatsOf(bench, { rooms: AT_ONCE, people: 1 });
  const server = await startChild('huying-server.ts', { execArgv: ['--expose-gc', ...bench.nodeOptions] });
  try {
    const { url } = await server.ask<{ url: string }>(listen);
    const doors = seats.map((seat) => ({ url, seat }));
    for (const one of doors.slice(0, 1))
      await upload(one, await beginFile(one, FIRST_BYTES), content.subarray(0, FIRST_BYTES));
    const begun = await Promise.all(doors.map(async (one) => [one, await beginFile(one, BYTES)] as const));
    const before = (await server.ask<Memory>({ do: 'memory' })).resident;
    const looks: number[] = [];
    const look = () => looks.push(residentBytes(server.pid));
    const looking = setInterval(look, LOOK_EVERY_MS);
    const { seconds } = await timed(() =>
      Promise.all(begun.map(([one, file]) => upload(one, file, content))),
    ).finally(() => clearInterval(looking));
    look();
    const peak = looks.reduce((most, bytes) => Math.max(most, bytes), 0);
    return {
      ...{ before: round(before / MB, 0), peak: round(peak / MB, 0), rise: round((peak - before) / MB, 0) },
      ...{ looks: looks.length, megabytesPerSecond: round((AT_ONCE * BYTES) / MB / seconds, 1) },
    };
  } finally {
    await server.end();
  }
}

/** What it means: the worst round counts. */
export function crowdResult(rounds: readonly Crowd[]): PartResult {
  const worst = rounds.reduce((most, { rise }) => Math.max(most, rise), 0);
  return {
    figures: { atOnce: { unit: 'MB', files: AT_ONCE, rounds } },
    findings: [
      {
        goal: 13,
        what: `MB by which the memory of the server rose at most while ${AT_ONCE} files of ${BYTES / MB} MB came at once`,
        ...{ value: worst, must: MOST_MB, wanted: MOST_MB, better: 'less' },
      },
    ],
    charts: [
      {
        title: `Memory of the server, ${AT_ONCE} files of ${BYTES / MB} MB at once`,
        unit: 'MB',
        values: { 'rise at most': worst, allowed: MOST_MB },
      },
    ],
  };
}
