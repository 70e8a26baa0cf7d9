import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { buildParts, type Parts } from '../../../server/app.ts';
import { readConfig } from '../../../server/config.ts';
import { secretsOf } from '../../../server/secrets.ts';
import { CHEAP_LIMITS } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import type { OwnEngines } from './own-engines.ts';
import { startProgram } from './program.ts';

export type Environment = Record<string, string>;

/** The settings of one product: a database and keys of its own. */
export function environmentOn({
  mongodbUrl,
  redisUrl,
  folder,
}: Pick<OwnEngines, 'mongodbUrl' | 'redisUrl' | 'folder'>): Environment {
  const own = randomUUID().slice(0, 8);
  return {
    NODE_ENV: 'test',
    HUYING_LOG: 'warn',
    MONGODB_URL: mongodbUrl,
    REDIS_URL: redisUrl,
    MONGODB_DATABASE: `test_${own}`,
    REDIS_PREFIX: `test-${own}`,
    HUYING_DATA_DIR: folder,
    HUYING_DATA_KEY: randomBytes(32).toString('base64'),
    HUYING_TOKEN_SECRET: randomBytes(32).toString('base64'),
    HUYING_POST_PER_SECOND: '10000',
    HUYING_KNOCKS_PER_MINUTE: '10000',
    HUYING_SWEEP_SECONDS: '1',
  };
}

/** The product's parts in this process, without doors or workers: to fill the database and to look at it. */
export function openParts(environment: Environment): Promise<Parts> {
  const config = readConfig({ ...environment, HUYING_LOG: 'silent' });
  return buildParts({
    config,
    mongodbUrl: config.MONGODB_URL,
    redisUrl: config.REDIS_URL,
    secrets: secretsOf(config),
    limits: CHEAP_LIMITS,
  });
}

/** The real server in a process of its own. */
export interface ServerProcess {
  /** Where it listens; '' for a worker. */
  readonly url: string;
  /** Errors that nobody promised, as it logged them. */
  surprises(): string[];
  /** kill -9. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  /** Asks it to stop and waits for nothing. */
  askToStop(): void;
  /** Null while it runs, and when a signal ended it. */
  exitCode(): number | null;
}

const MAIN = join(import.meta.dirname, '../../../server/main.ts');
const SERVES = /(http:\/\/\S+)|worker is running/;

/** Starts what `npm start` starts, with these settings; resolves when it serves. */
export async function startProcess(environment: Environment): Promise<ServerProcess> {
  const program = startProgram(MAIN, [], environment);
  const serving = () => program.lines.map((line) => SERVES.exec(line)).find((found) => found !== null);
  const serves = () => {
    if (program.hasEnded()) throw new Error(`the server ended at once:\n${program.lines.join('\n')}`);
    return serving() !== undefined;
  };
  await until('the server serves', serves, 60_000);
  return {
    url: serving()?.[1] ?? '',
    surprises: () => program.lines.filter((line) => line.includes('"msg":"surprise"')),
    kill: () => program.end('SIGKILL'),
    stop: () => program.end('SIGTERM'),
    askToStop: () => program.signal('SIGTERM'),
    exitCode: () => program.exitCode(),
  };
}
