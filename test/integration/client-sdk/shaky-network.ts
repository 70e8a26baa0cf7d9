import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { PassThrough, type Transform } from 'node:stream';

/** A network between clients and a server that can be cut. */
export interface ShakyNetwork {
  readonly url: string;
  /** Breaks all connections there are; new ones are let through. */
  cut(): void;
  /** While down, connections are refused. */
  down(isDown: boolean): void;
  /** While deaf, connections are taken; these and those there were before are never answered, also afterwards. */
  deaf(isDeaf: boolean): void;
  close(): Promise<void>;
}

/** Puts a network in front of a server on this machine; `filter`: what bytes from the server pass through. */
export async function shakyNetwork(
  serverUrl: string,
  filter: () => Transform = () => new PassThrough(),
): Promise<ShakyNetwork> {
  const { hostname, port } = new URL(serverUrl);
  const open = new Set<Socket>();
  let isDown = false;
  let isDeaf = false;
  const server = createServer((near) => {
    if (isDown) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
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
    }
    if (isDeaf) return;
    near.pipe(far);
    far.pipe(filter()).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    down: (now) => {
      isDown = now;
      if (now) cut();
    },
    deaf: (now) => {
      isDeaf = now;
      if (now) for (const socket of open) socket.pause();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}

/** Numbers from 0 up to but not including 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
