import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { withLog } from './engine-log.ts';
import { own, type EngineUser } from './places.ts';
import { programVersion } from './plan.ts';
import type { Engine } from './supervise.ts';

/** Where Redis, its data and its socket are. */
export interface RedisPlace {
  program: string;
  root: string;
  sockets: string;
  user?: EngineUser;
}

/** The path of its socket. */
export function redisSocket({ sockets }: RedisPlace): string {
  return join(sockets, 'redis.sock');
}

/** Makes the data directory when there is none, and writes the configuration anew. */
export async function prepareRedis(place: RedisPlace): Promise<void> {
  const data = join(place.root, 'redis');
  own(data, place.user);
  writeFileSync(join(place.root, 'redis.version'), (await programVersion(place.program)).join('.'));
  writeFileSync(
    join(place.root, 'redis.conf'),
    `# Written at every start.
port 0
unixsocket ${redisSocket(place)}
unixsocketperm 700
dir ${data}
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
daemonize no
set-proc-title no
logfile ""
`,
  );
}

/** Redis as an engine to keep running. */
export function redisEngine(place: RedisPlace): Engine {
  const { program, root, sockets, user } = place;
  const data = join(root, 'redis');
  return {
    name: 'Redis',
    log: 'redis.log',
    pidFile: join(root, 'redis.pid'),
    stopSignal: 'SIGTERM',
    launch: () => {
      own(sockets, user);
      return withLog(join(root, 'logs', 'redis.log'), (log) =>
        spawn(program, [join(root, 'redis.conf')], {
          ...user,
          cwd: data,
          env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' },
          stdio: ['ignore', log, log],
        }),
      );
    },
    whenReady: async (_child, gone) => {
      while (!gone.aborted) {
        if (await pings(redisSocket(place))) return;
        await pause(50);
      }
    },
  };
}

// While it reads its data back it answers -LOADING, which is not ready yet.
function pings(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => socket.write('PING\r\n'));
    socket.setTimeout(2_000, () => socket.destroy());
    socket.on('error', () => resolve(false)).on('close', () => resolve(false));
    socket.once('data', (answer) => {
      resolve(answer.toString().startsWith('+PONG'));
      socket.destroy();
    });
  });
}
