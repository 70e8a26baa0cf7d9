import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Secrets } from './app.ts';
import { BadConfig, type Config } from './config.ts';

/** The secrets of the configuration; outside production what is missing is made once and kept in the data folder. */
export function secretsOf(config: Config): Secrets {
  const token = config.HUYING_TOKEN_SECRET;
  const data = config.HUYING_DATA_KEY;
  if (token !== null && data.length > 0) return { token, data };
  if (config.NODE_ENV === 'production')
    throw new BadConfig('HUYING_TOKEN_SECRET', 'must be set in production');
  const kept = keptSecrets(config.HUYING_DATA_DIR);
  return { token: token ?? kept.token, data: data.length > 0 ? data : [kept.data] };
}

const BYTES = 32;

function keptSecrets(folder: string): { token: Buffer; data: Buffer } {
  const file = join(folder, 'secrets.json');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const fresh = {
      token: randomBytes(BYTES).toString('base64'),
      data: randomBytes(BYTES).toString('base64'),
    };
    writeFileSync(file, JSON.stringify(fresh, null, 2), { mode: 0o600, flag: 'wx' });
  }
  chmodSync(file, 0o600);
  const kept = JSON.parse(readFileSync(file, 'utf8')) as { token: string; data: string };
  return { token: Buffer.from(kept.token, 'base64'), data: Buffer.from(kept.data, 'base64') };
}
