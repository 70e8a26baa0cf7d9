import { Command, InvalidArgumentError } from 'commander';

/** What a run is to be. */
export interface Order {
  /** Decides who sits where, what clients do, and when which fault comes. */
  readonly seed: string;
  readonly minutes: number;
  readonly clients: number;
  /** Mean time between two acts of one client, in milliseconds. */
  readonly paceMs: number;
  /** Processes that the clients are shared out to. */
  readonly processes: number;
}

/** The order, and where its results go; null: none are written. */
export interface Asked extends Order {
  readonly results: string | null;
}

const positive = (raw: string): number => {
  const n = Number(raw);
  if (!(n > 0)) throw new InvalidArgumentError('must be a number above 0');
  return n;
};

/** Reads the command line; ends the process after --help and after what cannot be understood. */
export function askedFor(argv: readonly string[], results: string): Asked {
  const { seed, minutes, clients, pace, processes, write } = new Command('npm run chaos --')
    .description(
      'Three web nodes, a worker, a proxy, Redis and a database engine, all of their own; SDK clients that talk in rooms of mixed\n' +
        'sizes; and faults by a script that follows from the seed: kill -9, restarts of the engines, cut connections, frozen processes,\n' +
        'slow readers, one node whose clock is ten minutes ahead. Then all is healed, and a checker that knows nothing of the server\n' +
        'but its answers judges what every client was told. Ends with 1 when a promise was broken, and prints the first breaches.',
    )
    .option('--seed <seed>', 'the same seed: the same rooms, acts and faults', '1')
    .option('--minutes <n>', 'how long there are faults; healing and checking come on top', positive, 5)
    .option('--clients <n>', 'how many SDK clients', positive, 200)
    .option('--pace <ms>', 'mean time between two acts of one client', positive, 4_000)
    .option('--processes <n>', 'processes the clients are shared out to', positive, 2)
    .option('--no-write', `do not write DATE-SEED.json and .svg into ${results}`)
    .parse(argv, { from: 'user' })
    .opts<{
      seed: string;
      minutes: number;
      clients: number;
      pace: number;
      processes: number;
      write: boolean;
    }>();
  return { seed, minutes, clients, paceMs: pace, processes, results: write ? results : null };
}
