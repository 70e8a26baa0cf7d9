// The gateway's own process: started by the keeper, ended with it.
import type { GatewayOrder } from './gateway-engine.ts';
import { openGateway } from './gateway/index.ts';

process.once('message', (order: GatewayOrder) => {
  run(order).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
    process.disconnect(); // nothing else keeps it: the gateway that did not open has closed what it held
  });
});

async function run({ postgres, port, socket, user }: GatewayOrder): Promise<void> {
  if (user) {
    // The code is read as root, which may be the only one who can; the rest needs no more than the socket.
    process.setgroups?.([]);
    process.setgid?.(user.gid);
    process.setuid?.(user.uid);
  }
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const gateway = await openGateway({ postgres, host: '127.0.0.1', port, socket, say });
  const stop = () => void gateway.close().finally(() => process.exit(0));
  process
    .on('SIGINT', () => undefined)
    .once('SIGTERM', stop)
    .once('disconnect', stop);
  process.send?.({ port: gateway.port });
}
