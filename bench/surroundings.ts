import { createHash } from 'node:crypto';
import { buildParts, type Parts } from '../server/app.ts';
import { readConfig } from '../server/config.ts';
import { systemClock } from '../server/ops/clock.ts';
import { PEOPLE_LIMITS } from '../server/people/index.ts';
import type { Clock } from '../server/wire/ports.ts';
import type { Peer } from './peers.ts';

/** What every part is given: where the engines are, how to speak, and how long to measure. */
export interface Bench {
  mongodbUrl: string;
  redisUrl: string;
  say: (line: string) => void;
  rounds: number;
  /** Chat servers of others that take part. */
  peers: readonly Peer[];
  seconds: number;
  /** Where the load generator runs, and how many cores that leaves to the servers. */
  loadCores: string | undefined;
  coresForServers: number;
  /** Idle and reconnecting people. */
  connections: number;
  /** How many messages there are when pages are asked for, growing. */
  messages: number[];
  /** How many reminders are due at once, and how many are not due beside them; both growing. */
  due: number[];
  existing: number[];
  /** How long a page stays open. */
  minutes: number;
  /** For a look into the server, such as --cpu-prof. */
  nodeOptions: string[];
}

/** Signing 2,000 people in is not what is measured: hashing is made cheap. Everything else is the product. */
const LIMITS = { ...PEOPLE_LIMITS, argon2: { memoryCost: 1_024, timeCost: 1, parallelism: 1 } };

const secret = (word: string) => createHash('sha256').update(word).digest();

/** The product's parts on the bench's engines, in a database of this name. */
export function benchParts(
  engines: Pick<Bench, 'mongodbUrl' | 'redisUrl'>,
  name: string,
  { port = 0, clock = systemClock }: { port?: number; clock?: Clock } = {},
): Promise<Parts> {
  return buildParts({
    config: readConfig({
      NODE_ENV: 'test',
      HUYING_LOG: 'error',
      PORT: String(port),
      MONGODB_DATABASE: name,
      REDIS_PREFIX: name,
      HUYING_SWEEP_SECONDS: '86400', // the bench rings the bell itself
      HUYING_POST_PER_SECOND: '1000000',
      HUYING_KNOCKS_PER_MINUTE: '1000000',
      HUYING_UPLOADS_PER_MINUTE: '1000000',
      HUYING_READS_PER_SECOND: '1000000',
    }),
    ...engines,
    secrets: { token: secret('bench token'), data: [secret('bench data')] },
    limits: LIMITS,
    clock,
  });
}
