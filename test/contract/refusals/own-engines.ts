import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bringUpEngines, type Engines } from '../../../embedded/index.ts';
import { openRelay } from './relay.ts';

/** One engine of the two. */
export type EngineName = 'mongodb' | 'redis';

/** Both engines for one server, each of which can be stopped alone and brought back with its data. */
export interface OwnEngines {
  readonly mongodbUrl: string;
  readonly redisUrl: string;
  takeAway(name: EngineName): Promise<void>;
  /** Does nothing when it is there. */
  bringBack(name: EngineName): Promise<void>;
  stop(): Promise<void>;
}

/** Brings up two engines in folders of their own, at addresses that stay. */
export async function ownEngines(): Promise<OwnEngines> {
  const folders = { mongodb: freshFolder(), redis: freshFolder() };
  const bringUp = (name: EngineName) => bring(folders[name], name);
  const [mongodb, redis] = await Promise.all([bringUp('mongodb'), bringUp('redis')]);
  const up: Record<EngineName, Engines | null> = { mongodb, redis };
  const address = new URL(mongodb.mongodbUrl);
  const relay = await openRelay(Number(address.port)); // the gateway takes another port each time
  address.port = String(relay.port);
  const takeAway = async (name: EngineName) => {
    if (name === 'mongodb') await relay.aim(null);
    await up[name]?.stop();
    up[name] = null;
  };
  return {
    mongodbUrl: address.href,
    redisUrl: redis.redisUrl,
    takeAway,
    async bringBack(name) {
      if (up[name]) return;
      const back = await bringUp(name);
      up[name] = back;
      if (name === 'mongodb') await relay.aim(Number(new URL(back.mongodbUrl).port));
    },
    async stop() {
      await Promise.all([takeAway('mongodb'), takeAway('redis')]);
      for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A folder that the engines' own account may enter. */
function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'huying-test-'));
  chmodSync(folder, 0o755);
  return folder;
}

function bring(dataDir: string, name: EngineName): Promise<Engines> {
  const cacheDir = process.env['HUYING_CACHE_DIR'];
  return bringUpEngines({
    dataDir,
    need: { mongodb: name === 'mongodb', redis: name === 'redis' },
    say: () => undefined,
    ...(cacheDir ? { cacheDir } : {}),
  });
}
