import { type SecretFlaw, SECRET_BYTES, secretBytes, secretFlaw } from './people/secrets.rules.ts';

/** One variable: how it is read, what it means. docs/OPERATIONS.md and the README table are made from this list. */
interface Variable<T> {
  readonly fallback: string;
  readonly unit: string;
  readonly about: string;
  readonly read: (raw: string) => T;
}

/** A setting that cannot be used; the message names the variable, what is wrong, and what to do. */
export class BadConfig extends Error {
  constructor(name: string, wrong: string) {
    super(`${name}: ${wrong}`);
    this.name = 'BadConfig';
  }
}

const text = (raw: string) => raw;
const whole =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (raw: string) => {
    const n = Number(raw);
    if (!Number.isInteger(n) || n < least) throw new Error(`must be a whole number of at least ${least}`);
    if (n > most) throw new Error(`must be ${most} at most`);
    return n;
  };
const oneOf =
  <const T extends string>(...allowed: T[]) =>
  (raw: string): T => {
    const found = allowed.find((a) => a === raw);
    if (found === undefined) throw new Error(`must be one of ${allowed.join(', ')}`);
    return found;
  };
const roles = (raw: string) => {
  const asked = raw.split(',').map((r) => oneOf('web', 'worker')(r.trim()));
  return { web: asked.includes('web'), worker: asked.includes('worker') };
};

const FLAWS: Record<SecretFlaw, string> = {
  UNREADABLE: 'is not base64',
  TOO_SHORT: `has fewer than ${SECRET_BYTES} bytes`,
  REPEATED: 'repeats itself',
  COUNTED: 'only counts up or down',
  EXAMPLE: 'comes from an example',
  MONOTONOUS: 'was not made at random',
};
const MAKE_ONE = 'make one with: openssl rand -base64 32';

/** Base64 of at least 32 random bytes. */
function secret(raw: string): Buffer {
  const flaw = secretFlaw(raw);
  const bytes = secretBytes(raw);
  if (flaw !== null || bytes === null) throw new Error(`${FLAWS[flaw ?? 'UNREADABLE']}; ${MAKE_ONE}`);
  return bytes;
}

const variable = <T>(spec: Variable<T>) => spec;

/** Every variable the server knows. Nothing else reads the environment. */
export const VARIABLES = {
  NODE_ENV: variable({
    fallback: 'development',
    unit: 'development | production | test',
    about: 'production: no demo data, no embedded engines, no generated secrets.',
    read: oneOf('development', 'production', 'test'),
  }),
  HOST: variable({
    fallback: '127.0.0.1',
    unit: 'address',
    about: 'Address to listen on; 0.0.0.0 in a container.',
    read: text,
  }),
  PORT: variable({
    fallback: '',
    unit: 'port',
    about:
      'Port of HTTP and socket.io; 0 takes a free one. Empty: 7230, and outside production a free one where that is taken.',
    read: (raw: string) => (raw === '' ? null : whole(0)(raw)),
  }),
  HUYING_PUBLIC_URL: variable({
    fallback: '',
    unit: 'URL',
    about: 'Address people type. https makes cookies Secure. Empty: http://HOST:PORT.',
    read: text,
  }),
  HUYING_TRUST_PROXY: variable({
    fallback: '0',
    unit: 'hops',
    about: 'How many reverse proxies stand in front; their X-Forwarded-For is believed.',
    read: whole(0),
  }),
  HUYING_ROLES: variable({
    fallback: 'web,worker',
    unit: 'list of web, worker',
    about: 'web answers people; worker runs jobs. One image, several processes.',
    read: roles,
  }),
  MONGODB_URL: variable({
    fallback: '',
    unit: 'URL',
    about: 'MongoDB replica set. Empty: brought up by the product itself (not in production).',
    read: text,
  }),
  MONGODB_DATABASE: variable({
    fallback: 'huying',
    unit: 'name',
    about: 'Name of the database.',
    read: text,
  }),
  REDIS_URL: variable({
    fallback: '',
    unit: 'URL or unix:///path',
    about:
      'Redis 7 or later with maxmemory-policy noeviction. Empty: brought up by the product itself (not in production).',
    read: text,
  }),
  REDIS_PREFIX: variable({
    fallback: 'huying',
    unit: 'word',
    about: 'First word of every key and channel, so that several products share one Redis.',
    read: text,
  }),
  HUYING_DATA_DIR: variable({
    fallback: '.data',
    unit: 'folder',
    about: 'Where embedded engines keep their data and a demo its secrets.',
    read: text,
  }),
  HUYING_CACHE_DIR: variable({
    fallback: '',
    unit: 'folder',
    about: 'Where unpacked engines are kept. Empty: the user’s cache folder.',
    read: text,
  }),
  HUYING_DATA_KEY: variable({
    fallback: '',
    unit: 'base64, comma-separated',
    about:
      'Keys of 32 bytes for fields that identify people, newest first; older ones still open what they sealed.',
    read: (raw: string) =>
      raw
        .split(',')
        .filter((k) => k !== '')
        .map(secret),
  }),
  HUYING_TOKEN_SECRET: variable({
    fallback: '',
    unit: 'base64',
    about: 'Secret of at least 32 bytes that signs access and refresh tokens.',
    read: (raw: string) => (raw === '' ? null : secret(raw)),
  }),
  HUYING_ADAPTER: variable({
    fallback: 'sharded',
    unit: 'sharded | memory',
    about:
      'How nodes tell each other what is said. sharded: by Redis. memory: not at all, for exactly one process.',
    read: oneOf('sharded', 'memory'),
  }),
  HUYING_SLOW_BYTES: variable({
    fallback: '262144',
    unit: 'bytes',
    about:
      'So much may wait for a socket that reads slowly; above it, it gets head notes only and catches up.',
    read: whole(1_024, 2_097_152),
  }),
  HUYING_CUT_BYTES: variable({
    fallback: '1048576',
    unit: 'bytes',
    about: 'Above so much waiting, a socket is cut off; it catches up when it returns. 2 MB at most.',
    read: whole(1_024, 2_097_152),
  }),
  HUYING_DRAIN_SECONDS: variable({
    fallback: '10',
    unit: 's',
    about:
      'At an orderly stop clients are asked to move to other nodes; who is still here when this is over is closed.',
    read: whole(0),
  }),
  HUYING_HANDSHAKES_AT_ONCE: variable({
    fallback: '200',
    unit: 'sockets',
    about: 'Handshakes one node works on at once; more are asked to come back in a moment.',
    read: whole(1),
  }),
  HUYING_REQUESTS_AT_ONCE: variable({
    fallback: '5000',
    unit: 'requests',
    about:
      'Requests one node works on at once; more are asked to come back in a moment. Half of it for who is not signed in.',
    read: whole(1),
  }),
  REDIS_JOBS_URL: variable({
    fallback: '',
    unit: 'URL or unix:///path',
    about: 'Another Redis for the queues of work, with maxmemory-policy noeviction. Empty: REDIS_URL.',
    read: text,
  }),
  HUYING_POST_PER_SECOND: variable({
    fallback: '5',
    unit: 'messages/s',
    about: 'How fast one person may post, on average over four seconds, on one node.',
    read: whole(1),
  }),
  HUYING_READS_PER_SECOND: variable({
    fallback: '40',
    unit: 'requests/s',
    about: 'How fast one person may ask for pages, on average over ten seconds, on one node.',
    read: whole(1),
  }),
  HUYING_ACTS_PER_SECOND: variable({
    fallback: '6',
    unit: 'requests/s',
    about:
      'How fast one person may change things (edit, react, pin …), on average over ten seconds, on one node.',
    read: whole(1),
  }),
  HUYING_KNOCKS_PER_MINUTE: variable({
    fallback: '600',
    unit: 'requests/min',
    about: 'Sign-ins, refreshes and activations from one address; whole offices share one.',
    read: whole(1),
  }),
  HUYING_EDIT_MINUTES: variable({
    fallback: '10',
    unit: 'min',
    about: 'How long after it was said who wrote a message may put other words in its place.',
    read: whole(0),
  }),
  HUYING_RECALL_MINUTES: variable({
    fallback: '2',
    unit: 'min',
    about: 'How long after it was said who wrote a message may take it back; after that the office does.',
    read: whole(0),
  }),
  HUYING_PRESENCE_DAYS: variable({
    fallback: '3',
    unit: 'days',
    about: 'For how long after somebody was last here they count as recently active.',
    read: whole(1),
  }),
  HUYING_SWEEP_SECONDS: variable({
    fallback: '60',
    unit: 's',
    about: 'How often the worker looks for reminders that are due.',
    read: whole(1),
  }),
  HUYING_LOG: variable({
    fallback: 'info',
    unit: 'debug | info | warn | error | silent',
    about: 'How much is logged. Never message text, tokens or phone numbers.',
    read: oneOf('debug', 'info', 'warn', 'error', 'silent'),
  }),
  HUYING_METRICS_TOKEN: variable({
    fallback: '',
    unit: 'word',
    about: 'Bearer token for /metrics. Empty: /metrics answers on loopback only.',
    read: text,
  }),
};

type Name = keyof typeof VARIABLES;
export type Config = { readonly [N in Name]: ReturnType<(typeof VARIABLES)[N]['read']> };

/** Reads and checks all variables. Throws BadConfig naming the first that cannot be used. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const values = Object.entries(VARIABLES).map(([name, { fallback, read }]) => {
    const given = environment[name];
    try {
      return [name, read(given === undefined || given === '' ? fallback : given)] as const;
    } catch (error) {
      throw new BadConfig(name, error instanceof Error ? error.message : String(error));
    }
  });
  const config = Object.fromEntries(values) as unknown as Config;
  if (config.NODE_ENV === 'production') refuseMissing(config);
  return config;
}

/** A production start has no fallbacks for these. */
function refuseMissing(config: Config): void {
  for (const name of ['MONGODB_URL', 'REDIS_URL', 'HUYING_PUBLIC_URL'] as const)
    if (config[name] === '') throw new BadConfig(name, 'must be set in production; see docs/OPERATIONS.md');
  if (config.HUYING_TOKEN_SECRET === null)
    throw new BadConfig('HUYING_TOKEN_SECRET', `must be set in production; ${MAKE_ONE}`);
  if (config.HUYING_DATA_KEY.length === 0)
    throw new BadConfig('HUYING_DATA_KEY', `must be set in production; ${MAKE_ONE}`);
}
