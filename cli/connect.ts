import type { Parts } from '../server/app.ts';
import { readConfig } from '../server/config.ts';
import { secretsOf } from '../server/secrets.ts';
import { makeSealer, type Sealer } from '../server/store/sealed.ts';

/** Parts as the server builds them, and what seals certificate numbers. */
export type Connected = Parts & { readonly sealer: Sealer };

/**
 * Connects as the server does: to MONGODB_URL and REDIS_URL, else to the engines of the data folder, which are joined
 * when a server runs and brought up otherwise. Closes everything when `work` is done.
 */
export async function connected<T>(work: (parts: Connected) => Promise<T>): Promise<T> {
  // Loaded only by commands that connect: `--help` and wrong usage answer at once.
  const { bringUpEngines } = await import('../embedded/index.ts');
  const { buildParts } = await import('../server/app.ts');
  // What a command finds is printed; the log is for what nobody expected.
  const config = readConfig({ ...process.env, HUYING_LOG: process.env['HUYING_LOG'] ?? 'error' });
  const engines = await bringUpEngines({
    dataDir: config.HUYING_DATA_DIR,
    need: { mongodb: config.MONGODB_URL === '', redis: config.REDIS_URL === '' },
    say: (line) => process.stderr.write(`${line}\n`),
    ...(config.HUYING_CACHE_DIR === '' ? {} : { cacheDir: config.HUYING_CACHE_DIR }),
  });
  try {
    const secrets = secretsOf(config);
    const parts = await buildParts({
      config,
      mongodbUrl: config.MONGODB_URL || engines.mongodbNearUrl,
      redisUrl: config.REDIS_URL || engines.redisUrl,
      secrets,
    });
    try {
      return await work({ ...parts, sealer: makeSealer(secrets.data) });
    } finally {
      await parts.close();
    }
  } finally {
    await engines.stop();
  }
}
