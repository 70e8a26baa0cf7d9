import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, type ProcessIdentity } from './process-identity.ts';

/** What `dataDir/engines.json` tells: who keeps the engines, and where they are. */
export interface Running {
  keeper: ProcessIdentity;
  /** The process they are kept for: when it ends, they stop. */
  owner: ProcessIdentity;
  mongodbUrl?: string;
  /** The same over the gateway's Unix socket; absent with MongoDB itself. */
  mongodbNearUrl?: string;
  redisUrl?: string;
  gatewayPort?: number;
}

/** What the keeper sends to the process that started it. */
export type KeeperReport = { say: string } | { up: Running } | { failed: string };

/** The engines of a data directory, if they are running now and not about to stop. */
export function readRunning(dataDir: string): Running | null {
  const file = join(dataDir, 'engines.json');
  if (!existsSync(file)) return null;
  try {
    const running = JSON.parse(readFileSync(file, 'utf8')) as Running;
    return isAlive(running.keeper) && isAlive(running.owner) ? running : null;
  } catch {
    return null; // half written by a keeper that was killed
  }
}
