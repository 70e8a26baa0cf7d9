import { setTimeout as pause } from 'node:timers/promises';
import { sweepDuties } from '../../shared/notices.ts';
import { newId } from '../../server/ops/clock.ts';
import { startChild } from '../child.ts';
import { dutyWriter, suggestionsWaiting } from '../duties-fill.ts';
import { round } from '../figures.ts';
import type { Finding, PartResult } from '../goals.ts';
import { type Bench, benchParts } from '../surroundings.ts';
import { childrenOfThis, cpuByProgram } from '../systems.ts';

const NAME = 'bench_reminders';
const OPENS = Date.parse('2026-06-01T09:00:01+08:00');
const BETWEEN_MS = 600_000; // from one measurement to the next, on the product's clock
const WARM_UP = 100;
const PATIENCE_MS = 3_600_000;
const LOOK_MS = 100;

interface Row {
  existing: number;
  due: number;
  /** Deliveries: cards in rooms, and words to people, of whom each hears one digest. */
  told: number;
  /** Until the sweep had decided upon all, and until all were delivered. */
  sweepSeconds: number;
  seconds: number;
  msEach: number;
  /** µs of processor time, a due duty. */
  cpu: Record<string, number>;
  /** Cards that are missing, or one too many. */
  wrong: number;
}

type Parts = Awaited<ReturnType<typeof benchParts>>;

/** Goal 10: reminders that are due at once, among others that are not; the product's sweeper, queue and one worker. */
export async function measureReminders(bench: Bench): Promise<PartResult> {
  const engines = childrenOfThis();
  const parts = await benchParts(bench, NAME, { clock: { now: () => new Date(OPENS) } });
  await parts.database.connection.dropDatabase(); // of a run before this one, on engines that were given
  await parts.database.ready();
  const all = bench.due.reduce((sum, due) => sum + due, 0) * bench.existing.length + WARM_UP;
  const waiting = await suggestionsWaiting(parts, all);
  const writer = await dutyWriter(bench.mongodbUrl, NAME, waiting.congressId);
  const worker = await startChild('reminder-worker.ts', { execArgv: bench.nodeOptions });
  const rows: Row[] = [];
  let times = 0;
  const measure = async (existing: number, due: number) => {
    const now = new Date(OPENS + (times += 1) * BETWEEN_MS);
    await worker.ask({ do: 'setClock', now: now.toISOString() });
    const cards = await waiting.handOver(due);
    return remind({ parts, cpu: () => cpuByProgram(worker.pid, engines) }, { existing, due, cards });
  };
  try {
    await worker.ask({ do: 'setClock', now: new Date(OPENS).toISOString() });
    await worker.ask({ do: 'work', mongodbUrl: bench.mongodbUrl, redisUrl: bench.redisUrl, name: NAME });
    await measure(0, WARM_UP);
    let there = 0;
    for (const existing of bench.existing) {
      await writer.write(existing - there);
      there = existing;
      for (const due of bench.due) {
        const row = await measure(existing, due);
        rows.push(row);
        bench.say(`  reminders ${JSON.stringify(row)}`);
      }
    }
  } finally {
    await worker.end();
    await writer.close();
    await parts.close();
  }
  return resultOf(rows);
}

interface Around {
  parts: Parts;
  cpu: () => Record<string, number>;
}

/** Rings the sweeper's bell for what is due, and counts what comes of it. */
async function remind(
  { parts, cpu }: Around,
  { existing, due, cards: expected }: { existing: number; due: number; cards: number },
): Promise<Row> {
  const [before, cpuBefore, start] = [await countSaid(parts), cpu(), performance.now()];
  await parts.runner.enqueue(sweepDuties, {}, newId());
  const sweepSeconds = await secondsUntil(start, async () => !(await isLeft(parts, 'duties', DUE)));
  const seconds = await secondsUntil(start, async () => !(await isLeft(parts, 'deliveries', PENDING)));
  const [after, cpuAfter] = [await countSaid(parts), cpu()];
  const cards = after.messages - before.messages;
  const told = after.deliveries - before.deliveries;
  const cpuOf = (name: string) => (cpuAfter[name] ?? 0) - (cpuBefore[name] ?? 0);
  return {
    ...{ existing, due, told, sweepSeconds: round(sweepSeconds, 1), seconds: round(seconds, 1) },
    msEach: round((seconds * 1_000) / due),
    cpu: Object.fromEntries(Object.keys(cpuAfter).map((name) => [name, round((cpuOf(name) * 1e6) / due, 0)])),
    wrong: Math.abs(cards - expected),
  };
}

const DUE = { nextAt: { $ne: null, $lte: new Date(OPENS) } };
const PENDING = { againAt: { $ne: null, $lte: new Date('2100-01-01') } };

const isLeft = async (parts: Parts, collection: 'duties' | 'deliveries', which: object): Promise<boolean> =>
  (await parts.database.connection.collection(collection).findOne(which, { projection: { _id: 1 } })) !==
  null;

async function secondsUntil(start: number, isSo: () => Promise<boolean>): Promise<number> {
  while (!(await isSo())) {
    if (performance.now() - start > PATIENCE_MS) throw new Error('reminders are not delivered');
    await pause(LOOK_MS);
  }
  return (performance.now() - start) / 1_000;
}

/** How much has been said so far: nobody but the product speaks here. */
async function countSaid(parts: Parts) {
  const count = (name: string, which = {}) =>
    parts.database.connection.collection(name).countDocuments(which);
  const [messages, deliveries] = [count('messages'), count('deliveries', { state: 'sent' })];
  return { messages: await messages, deliveries: await deliveries };
}

const HUNDRED_THOUSAND = 100_000;

function resultOf(rows: readonly Row[]): PartResult {
  const dues = rows.map((r) => r.due);
  const of = (existing: 'least' | 'most', due: 'least' | 'most') =>
    rows.find(
      (r) =>
        r.existing ===
          pick(
            existing,
            rows.map((row) => row.existing),
          ) && r.due === pick(due, dues),
    );
  const [few, many, crowded] = [of('least', 'least'), of('least', 'most'), of('most', 'most')];
  const finding = (what: string, value: number, [must, wanted]: readonly [number, number]): Finding => ({
    ...{ goal: 10, what, value: round(value), must, wanted, better: 'less' },
  });
  const each = (row: Row | undefined) => row?.msEach ?? Number.NaN;
  return {
    figures: { rows },
    findings: [
      finding(
        `time of a reminder with ${many?.due} due against ${few?.due} due`,
        each(many) / each(few),
        [2, 1.1],
      ),
      finding(
        `time of a reminder among ${crowded?.existing} that are not due against ${many?.existing}`,
        each(crowded) / each(many),
        [2, 1.1],
      ),
      finding(
        `seconds for 100,000 due, reckoned from ${crowded?.due} among ${crowded?.existing}`,
        (each(crowded) * HUNDRED_THOUSAND) / 1_000,
        [Infinity, 60],
      ),
      finding(
        'reminders lost or doubled',
        rows.reduce((sum, r) => sum + r.wrong, 0),
        [0, 0],
      ),
    ],
    charts: [
      {
        title: 'Time of a reminder, by due among existing',
        unit: 'ms',
        values: Object.fromEntries(rows.map((r) => [`${r.due}/${r.existing}`, r.msEach])),
      },
    ],
  };
}

const pick = (which: 'least' | 'most', of: readonly number[]) =>
  which === 'least' ? Math.min(...of) : Math.max(...of);
