import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { PassThrough, Transform } from 'node:stream';

/** A network between clients and a server that can be cut. */
export interface ShakyNetwork {
  readonly url: string;
  /** Breaks all connections there are; new ones are let through. */
  cut(): void;
  /** While down, connections are refused. */
  down(isDown: boolean): void;
  /** While deaf, connections are taken; these and those there were before are never answered, also afterwards. */
  deaf(isDeaf: boolean): void;
  /** Lets so many more bytes through to the server; resolves when they went, and then nothing goes until `letGo`. */
  hold(after: number): Promise<void>;
  letGo(): void;
  /** Connections lead to this server from now on; those there are break, and nothing is held any more. */
  leadTo(serverUrl: string): void;
  /** How many bytes went to servers so far. */
  sent(): number;
  close(): Promise<void>;
}

/** Puts a network in front of a server on this machine; `filter`: what bytes from the server pass through. */
export async function shakyNetwork(
  serverUrl: string,
  filter: () => Transform = () => new PassThrough(),
): Promise<ShakyNetwork> {
  let { hostname, port } = new URL(serverUrl);
  const open = new Set<Socket>();
  const gate = makeGate();
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
    near.pipe(gate.passage(() => near.destroyed)).pipe(far);
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
    hold: gate.hold,
    letGo: gate.letGo,
    leadTo(other) {
      ({ hostname, port } = new URL(other));
      cut();
      gate.letGo();
    },
    sent: gate.sent,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}

/** Counts what goes through all its passages together, and holds it back after so much. */
function makeGate() {
  let sent = 0;
  let left = Infinity;
  let reached = (): void => undefined;
  const held: (() => void)[] = [];
  const passage = (isOver: () => boolean) =>
    new Transform({
      transform(piece: Buffer, _encoding, done) {
        const goes = piece.subarray(0, left);
        sent += goes.length;
        left -= goes.length;
        this.push(goes);
        if (left > 0) {
          done();
          return;
        }
        held.push(() => {
          if (isOver()) return;
          sent += piece.length - goes.length;
          done(null, piece.subarray(goes.length));
        });
        reached();
      },
    });
  return {
    passage,
    sent: () => sent,
    hold: (after: number) =>
      new Promise<void>((resolve) => {
        left = after;
        reached = resolve;
      }),
    letGo: () => {
      left = Infinity;
      for (const go of held.splice(0)) go();
    },
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
