import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The way of one client to the server, which can be cut and slowed. Bytes pass through it unchanged. */
export interface Network {
  readonly url: string;
  /** Breaks all connections there are; new ones are let through. */
  cut(): void;
  /** For so many milliseconds nothing that the server sends is read. */
  slow(ms: number): void;
  close(): void;
}

/** Puts a network in front of a server on this machine. */
export async function makeNetwork(serverUrl: string): Promise<Network> {
  const { hostname, port } = new URL(serverUrl);
  /** By the end at the server: the end at the client. */
  const ways = new Map<Socket, Socket>();
  let slowed: NodeJS.Timeout | null = null;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    ways.set(far, near);
    near.on('error', () => far.destroy()).on('close', () => far.destroy());
    far
      .on('error', () => near.destroy())
      .on('close', () => {
        ways.delete(far);
        near.destroy();
      });
    near.pipe(far);
    if (slowed === null) far.pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const far of ways.keys()) far.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    slow: (ms) => {
      if (slowed) clearTimeout(slowed);
      for (const far of ways.keys()) far.unpipe();
      slowed = setTimeout(() => {
        slowed = null;
        for (const [far, near] of ways) far.pipe(near);
      }, ms);
    },
    close: () => {
      if (slowed) clearTimeout(slowed);
      server.close();
      cut();
    },
  };
}
