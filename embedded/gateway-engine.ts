import { fork } from 'node:child_process';
import { join } from 'node:path';
import { withLog } from './engine-log.ts';
import type { EngineUser } from './places.ts';
import type { PostgresAddress } from './postgres.ts';
import { siblingProgram } from './sibling-program.ts';
import type { Engine } from './supervise.ts';

/** What the gateway's process is told when it starts. */
export interface GatewayOrder {
  postgres: PostgresAddress;
  port: number;
  /** The path of the Unix socket at which it listens as well. */
  socket: string;
  user?: EngineUser;
}

/** The gateway, in a process of its own, as an engine to keep running; once it has a port it keeps it. */
export function gatewayEngine(root: string, order: GatewayOrder): Engine & { port: () => number } {
  let { port } = order;
  const { file, execArgv } = siblingProgram('gateway-process');
  return {
    name: 'The gateway',
    log: 'gateway.log',
    pidFile: join(root, 'gateway.pid'),
    stopSignal: 'SIGTERM',
    port: () => port,
    launch: () =>
      withLog(join(root, 'logs', 'gateway.log'), (log) => {
        const child = fork(file, [], { execArgv, stdio: ['ignore', log, log, 'ipc'] });
        child.on('error', () => undefined);
        child.send({ ...order, port } satisfies GatewayOrder, () => undefined);
        return child;
      }),
    whenReady: (child, gone) =>
      new Promise((resolve) => {
        gone.addEventListener('abort', () => resolve());
        child.once('message', (message: { port: number }) => {
          port = message.port;
          resolve();
        });
      }),
  };
}
