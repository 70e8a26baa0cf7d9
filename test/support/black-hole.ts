import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to an engine that can swallow what is sent, without breaking a line. */
export interface BlackHole {
  readonly port: number;
  /** Nothing passes any more on the lines that are there; `alsoNew`: nor on those that come. */
  swallow(alsoNew?: boolean): void;
  /** New lines pass again; what was swallowed stays so. */
  release(): void;
  close(): Promise<void>;
}

export async function blackHole(
  target: { host: string; port: number } | { path: string },
): Promise<BlackHole> {
  const lines = new Set<Socket>();
  let isClosed = false;
  const cut = (socket: Socket) => socket.unpipe().pause();
  const server = createServer((near) => {
    const far = connect(target);
    for (const end of [near, far]) {
      lines.add(end);
      end.on('error', () => undefined).on('close', () => lines.delete(end));
    }
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    if (isClosed) return void [near, far].map(cut);
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    swallow(alsoNew = false) {
      isClosed = alsoNew;
      lines.forEach(cut);
    },
    release() {
      isClosed = false;
    },
    async close() {
      for (const line of lines) line.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
