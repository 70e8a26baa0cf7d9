import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Transform, type TransformCallback } from 'node:stream';

/** A network between clients and a server that can be cut, and that can lose broadcasts on their way to the client. */
export interface LossyNetwork {
  readonly url: string;
  /** Breaks all connections there are; new ones are let through. */
  cut(): void;
  /** While down, connections are refused. */
  down(isDown: boolean): void;
  /** What part of the broadcasts to rooms is lost from now on, 0 to 1. */
  lose(part: number): void;
  /** How many were lost so far. */
  readonly lost: number;
  close(): Promise<void>;
}

/** Only what clients repair by number: what was said and changed in rooms, and heads. */
const MAY_BE_LOST = /^42\["(message:posted|room:changed|head:moved)"/;
/** Enough of a frame to see what it is. */
const HEAD_BYTES = 40;

/** Puts such a network in front of a server on this machine. Everything random comes from `random`. */
export async function lossyNetwork(serverUrl: string, random: () => number): Promise<LossyNetwork> {
  const { hostname, port } = new URL(serverUrl);
  const open = new Set<Socket>();
  let isDown = false;
  let part = 0;
  let lost = 0;
  const isLost = (text: string) => {
    if (!MAY_BE_LOST.test(text) || random() >= part) return false;
    lost += 1;
    return true;
  };
  const server = createServer((near) => {
    if (isDown) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    const ends = [near, far] as const;
    for (const [at, one] of ends.entries()) {
      open.add(one);
      one.on('error', () => ends[1 - at]?.destroy());
      one.on('close', () => {
        open.delete(one);
        ends[1 - at]?.destroy();
      });
    }
    near.pipe(far);
    far.pipe(new FrameFilter(isLost)).pipe(near);
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
    lose: (now) => {
      part = now;
    },
    get lost() {
      return lost;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}

/** Lets bytes from a server through, but the WebSocket messages (RFC 6455, never masked nor compressed) that are lost. */
class FrameFilter extends Transform {
  #held: Buffer = Buffer.alloc(0);
  #is: 'headers' | 'frames' | 'plain' = 'headers';
  readonly #isLost: (text: string) => boolean;

  constructor(isLost: (text: string) => boolean) {
    super();
    this.#isLost = isLost;
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    this.#held = Buffer.concat([this.#held, chunk]);
    if (this.#is === 'headers') this.#passHeaders();
    if (this.#is === 'plain') this.#pass(this.#held.length);
    while (this.#is === 'frames' && this.#passFrame());
    done();
  }

  #pass(bytes: number): void {
    this.push(this.#held.subarray(0, bytes));
    this.#held = this.#held.subarray(bytes);
  }

  #passHeaders(): void {
    const end = this.#held.indexOf('\r\n\r\n');
    if (end === -1) return;
    this.#is = this.#held.toString('latin1', 0, 12) === 'HTTP/1.1 101' ? 'frames' : 'plain';
    this.#pass(end + 4);
  }

  /** False: there is no whole frame yet. */
  #passFrame(): boolean {
    const held = this.#held;
    if (held.length < 2) return false;
    const short = held.readUInt8(1) & 0x7f;
    const start = short === 127 ? 10 : short === 126 ? 4 : 2;
    if (held.length < start) return false;
    const long =
      short === 127 ? Number(held.readBigUInt64BE(2)) : short === 126 ? held.readUInt16BE(2) : short;
    if (held.length < start + long) return false;
    if (this.#isLost(held.toString('utf8', start, start + Math.min(long, HEAD_BYTES))))
      this.#held = held.subarray(start + long);
    else this.#pass(start + long);
    return true;
  }
}
