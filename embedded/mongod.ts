import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import mongoose from 'mongoose';
import { withLog } from './engine-log.ts';
import { own, type EngineUser } from './places.ts';
import type { Engine } from './supervise.ts';

/** Where mongod, its data and its port are. */
export interface MongodPlace {
  program: string;
  root: string;
  port: number;
  user?: EngineUser;
}

const replicaSet = 'huying';
const alreadyInitialized = 23;

/** The port for this data: the one it had before where that is free, as the replica set remembers its address. */
export async function mongodPort(root: string, user: EngineUser | undefined): Promise<number> {
  own(join(root, 'mongod'), user);
  const file = join(root, 'mongod.port');
  const before = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  const port = await freePort(before).catch(() => freePort(0));
  writeFileSync(file, String(port));
  return port;
}

function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** mongod, a replica set of one, as an engine to keep running. */
export function mongodEngine({ program, root, port, user }: MongodPlace): Engine {
  const data = join(root, 'mongod');
  const place = ['--dbpath', data, '--bind_ip', '127.0.0.1', '--port', String(port), '--nounixsocket'];
  return {
    name: 'MongoDB',
    log: 'mongod.log',
    pidFile: join(root, 'mongod.pid'),
    stopSignal: 'SIGTERM',
    launch: () =>
      withLog(join(root, 'logs', 'mongod.log'), (log) =>
        spawn(program, [...place, '--replSet', replicaSet], {
          ...user,
          cwd: data,
          env: { PATH: '/usr/bin:/bin', HOME: data, LC_ALL: 'C.UTF-8' },
          stdio: ['ignore', log, log],
        }),
      ),
    whenReady: async (_child, gone) => {
      while (!gone.aborted) {
        if (await becamePrimary(port).catch(() => false)) return;
        await pause(100);
      }
    },
  };
}

async function becamePrimary(port: number): Promise<boolean> {
  const client = new mongoose.mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 2_000,
  });
  try {
    const admin = (await client.connect()).db('admin');
    const hello = await admin.command({ hello: 1 });
    if (hello['isWritablePrimary'] === true) return true;
    const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
    if (hello['isreplicaset'] === true) {
      await admin.command({ replSetInitiate: { _id: replicaSet, members } }).catch((error: unknown) => {
        if ((error as { code?: number }).code !== alreadyInitialized) throw error;
        return takeNewAddress(admin, members);
      });
    }
    return false;
  } finally {
    await client.close();
  }
}

// The port it had was taken, so the set of one no longer finds itself in its own list.
async function takeNewAddress(
  admin: mongoose.mongo.Db,
  members: { _id: number; host: string }[],
): Promise<void> {
  const { config } = (await admin.command({ replSetGetConfig: 1 })) as {
    config: { version: number; members: { host: string }[] };
  };
  if (config.members[0]?.host === members[0]?.host) return;
  const changed = { ...config, version: config.version + 1, members };
  await admin.command({ replSetReconfig: changed, force: true });
}
