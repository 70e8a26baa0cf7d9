import type { Random } from '../demo/random.ts';

/** What can be done to a run, and to what of it. */
export type Fault =
  | { readonly kind: 'kill'; readonly what: Killable }
  /** All that it holds is lost: while it serves, or by a kill -9 after which nothing is on its disk. */
  | { readonly kind: 'wipe'; readonly what: Redis; readonly by: 'flush' | 'crash' }
  /** SIGTERM: the node sends its clients away and ends. */
  | { readonly kind: 'stop'; readonly what: Web }
  /** SIGSTOP, and SIGCONT after so many milliseconds. */
  | { readonly kind: 'freeze'; readonly what: Freezable; readonly ms: number }
  /** The connections of this share of all clients break. */
  | { readonly kind: 'cut'; readonly share: number }
  /** This share of all clients reads nothing for so many milliseconds. */
  | { readonly kind: 'slow'; readonly share: number; readonly ms: number };

const WEBS = ['web1', 'web2', 'web3'] as const;
export type Web = (typeof WEBS)[number];
type Redis = 'redis' | 'redis of the jobs';
export type Killable =
  Web | 'worker' | 'control' | 'proxy' | Redis | 'both redis' | 'database' | 'database door';
export type Freezable = Web | 'worker' | Redis | 'database door' | 'proxy';

/** A fault and when it comes, in milliseconds since the clients began. */
export interface Due {
  readonly at: number;
  readonly fault: Fault;
}

const [SHORTEST_GAP_MS, GAP_SPREAD_MS] = [5_000, 8_000];
/** The last fault comes so long before the end of the acting. */
const CALM_MS = 5_000;

/** Which faults come when. Every kind has come before one comes again. */
export function planFaults(random: Random, lastMs: number): Due[] {
  const due: Due[] = [];
  let bag: (() => Fault)[] = [];
  for (let at = SHORTEST_GAP_MS; at < lastMs - CALM_MS; at += SHORTEST_GAP_MS + random.int(GAP_SPREAD_MS)) {
    if (bag.length === 0) bag = random.shuffled(kinds(random));
    const make = bag.pop();
    if (make) due.push({ at, fault: make() });
  }
  return due;
}

const kinds = (random: Random): (() => Fault)[] => [
  () => ({ kind: 'kill', what: random.pick(WEBS) }),
  () => ({ kind: 'kill', what: random.pick(WEBS) }),
  () => ({ kind: 'stop', what: random.pick(WEBS) }),
  () => ({ kind: 'kill', what: 'worker' }),
  () => ({ kind: 'kill', what: 'control' }),
  () => ({ kind: 'kill', what: 'proxy' }),
  () => ({ kind: 'kill', what: random.pick(['redis', 'redis of the jobs', 'both redis'] as const) }),
  () => ({ kind: 'wipe', what: 'redis', by: 'crash' }),
  () => ({ kind: 'wipe', what: random.pick(['redis', 'redis of the jobs'] as const), by: 'flush' }),
  () => ({ kind: 'wipe', what: 'redis of the jobs', by: 'crash' }),
  () => ({ kind: 'kill', what: 'database' }),
  () => ({ kind: 'kill', what: 'database door' }),
  () => ({ kind: 'freeze', what: random.pick(WEBS), ms: 1_000 + random.int(7_000) }),
  () => ({
    kind: 'freeze',
    what: random.pick(['worker', 'redis', 'redis of the jobs', 'database door', 'proxy'] as const),
    ms: 1_000 + random.int(4_000),
  }),
  () => ({ kind: 'cut', share: 0.2 + random.real() * 0.8 }),
  () => ({ kind: 'slow', share: 0.05 + random.real() * 0.2, ms: 2_000 + random.int(10_000) }),
];

const percent = (share: number) => `${Math.round(share * 100)} %`;
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** A fault in words. */
export function wordsFor(fault: Fault): string {
  switch (fault.kind) {
    case 'kill':
      return `kill -9 ${fault.what}`;
    case 'wipe':
      return fault.by === 'flush' ? `empty ${fault.what}` : `kill -9 ${fault.what} and lose its disk`;
    case 'stop':
      return `stop ${fault.what} in order`;
    case 'freeze':
      return `freeze ${fault.what} for ${seconds(fault.ms)}`;
    case 'cut':
      return `cut the connections of ${percent(fault.share)} of the clients`;
    case 'slow':
      return `${percent(fault.share)} of the clients read nothing for ${seconds(fault.ms)}`;
  }
}
