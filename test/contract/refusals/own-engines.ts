import { rmSync } from 'node:fs';
import type { Engines } from '../../../embedded/index.ts';
import { enginesIn, freshFolder } from '../../support/engines.ts';
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

const ONLY = { mongodb: { mongodb: true, redis: false }, redis: { mongodb: false, redis: true } };

/** Brings up two engines in folders of their own, at addresses that stay. */
export async function ownEngines(): Promise<OwnEngines> {
  const folders = { mongodb: freshFolder(), redis: freshFolder() };
  const bringUp = (name: EngineName) => enginesIn(folders[name], ONLY[name]);
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
