import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { Fault } from '../../shared/faults.ts';
import type { HandOver } from '../../shared/hand-over.ts';
import { civilDate, type HandOverId } from '../../shared/ids.ts';
import type { CongressDoc } from '../../server/org/index.ts';
import { chosenCongress } from '../congress.ts';
import { connected, type Connected } from '../connect.ts';
import { EXIT, Stop, type Exit } from '../outcome.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly all?: true;
  readonly numbers?: string;
  readonly congress?: string;
  readonly session?: string;
  readonly date?: string;
  readonly wait: boolean;
}

/** `huying hand-over --all | --numbers 1,2` */
export function handOverCommand(program: Command, terminal: Terminal, end: (exit: Exit) => void): void {
  const { say } = terminal;
  program
    .command('hand-over')
    .description(say('handOver'))
    .option('--all', say('all'))
    .option('--numbers <list>', say('numbers'))
    .option('--congress <name>', say('congress'))
    .option('--session <number>', say('session'))
    .option('--date <day>', say('date'))
    .option('--no-wait', say('noWait'))
    .action(async (options: Options) => {
      if ((options.all === true) === (options.numbers !== undefined)) throw new Stop(say('allOrNumbers'));
      if (options.date !== undefined && !civilDate.safeParse(options.date).success)
        throw new Stop(say('badDate', { date: options.date }));
      end(await connected((parts) => handOver(parts, options, terminal)));
    });
}

/** `--all` without a congress means all registered suggestions of all of them. */
async function handOver(parts: Connected, options: Options, terminal: Terminal): Promise<Exit> {
  const { say, print } = terminal;
  const everywhere = options.all === true && options.congress === undefined;
  const congresses = everywhere
    ? await parts.org.congresses.all()
    : [await chosenCongress(parts.org, options.congress, terminal)];
  const orders: HandOver[] = [];
  for (const congress of congresses) {
    const selection = await selectionOf(parts, { congress, options }, terminal);
    const order = await start(parts, { congress, selection, date: options.date ?? null }, terminal);
    if (order !== null) orders.push(order);
  }
  if (orders.length === 0) print(say('nothingToHandOver'));
  if (!options.wait) {
    for (const { total, handOverId } of orders) print(say('handOverQueued', { total, id: handOverId }));
    return EXIT.well;
  }
  const done = await carriedOut(parts, orders, terminal);
  if (done.length > 0) print(say('handOverDone', { done: sum(done, 'done'), total: sum(done, 'total') }));
  const failures = done.flatMap((order) => order.failures);
  for (const { number, reason } of failures) print(say('handOverFailed', { number, reason }));
  const well = failures.length === 0 && done.every(({ state }) => state === 'finished');
  return well ? EXIT.well : EXIT.partly;
}

const sum = (orders: readonly HandOver[], of: 'done' | 'total'): number =>
  orders.reduce((all, order) => all + order[of], 0);

type Selection = Parameters<Connected['suggestions']['handOver']['start']>[1]['selection'];

async function selectionOf(
  { suggestions }: Connected,
  { congress, options }: { congress: CongressDoc; options: Options },
  { say }: Terminal,
): Promise<Selection> {
  if (options.numbers === undefined) return { kind: 'all' };
  const numbers = options.numbers
    .split(/[,，、\s]+/)
    .map((number) => number.trim())
    .filter((number) => number !== '');
  const session = options.session === undefined ? congress.session : Number(options.session);
  const ids = await suggestions.record.idsByNumber(congress._id, session, numbers);
  const unknown = numbers.filter((number) => !ids.has(number));
  if (unknown.length > 0 || ids.size === 0)
    throw new Stop(say('unknownNumbers', { numbers: unknown.join('、') }));
  return { kind: 'ids', ids: [...ids.values()] };
}

/** Null: there is nothing to hand over. */
async function start(
  { suggestions }: Connected,
  { congress, selection, date }: { congress: CongressDoc; selection: Selection; date: string | null },
  { say }: Terminal,
): Promise<HandOver | null> {
  const starter = { congressId: congress._id, personId: 'system' as const };
  return suggestions.handOver.start(starter, { selection, assignedOn: date }).catch((error: unknown) => {
    if (error instanceof Fault && error.code === 'NOTHING_SELECTED') return null;
    if (error instanceof Fault && error.code === 'IN_THE_FUTURE')
      throw new Stop(say('badDate', { date: date ?? '' }));
    throw error;
  });
}

const LOOK_EVERY_MS = 300;

/** Works on the queue until the orders are done; a running server may do it as well, or instead. */
async function carriedOut(
  parts: Connected,
  orders: readonly HandOver[],
  terminal: Terminal,
): Promise<HandOver[]> {
  if (orders.length === 0) return [];
  const { startWorker } = await import('../../server/start-worker.ts');
  await startWorker(parts);
  const progress = terminal.progress();
  try {
    for (;;) {
      const now = await Promise.all(orders.map(({ handOverId }) => stateOf(parts, handOverId)));
      const failed = now.reduce((all, order) => all + order.failures.length, 0);
      progress.at(sum(now, 'done') + failed, sum(now, 'total'));
      if (now.every(({ state }) => state === 'finished' || state === 'failed')) return now;
      await pause(LOOK_EVERY_MS);
    }
  } finally {
    progress.end();
  }
}

async function stateOf({ suggestions }: Connected, id: HandOverId): Promise<HandOver> {
  const now = await suggestions.handOver.progress(id);
  if (now === null) throw new Error(`hand-over ${id} is gone`);
  return now;
}
