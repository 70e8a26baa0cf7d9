import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** An address that stays the same for what goes and comes back elsewhere. */
export interface Relay {
  readonly port: number;
  /** Leads there from now on; null: nobody listens. */
  aim(target: number | null): Promise<void>;
}

/** Opens a relay on loopback that leads to the port `target`. */
export async function openRelay(target: number): Promise<Relay> {
  let far = target;
  const open = new Set<Socket>();
  const server = createServer((near) => pair(near, connect(far, '127.0.0.1'), open));
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
  const shut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async aim(next) {
      if (server.listening) await shut();
      if (next === null) return;
      far = next;
      await listen(port);
    },
  };
}

/** Bytes pass unchanged; when one end goes, so does the other. */
function pair(near: Socket, far: Socket, open: Set<Socket>): void {
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    open.add(one);
    one.on('error', () => other.destroy());
    one.on('close', () => {
      open.delete(one);
      other.destroy();
    });
    one.pipe(other);
  }
}
