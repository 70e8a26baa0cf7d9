import { Transform, type TransformCallback } from 'node:stream';
import { shakyNetwork, type ShakyNetwork } from '../integration/client-sdk/shaky-network.ts';

/** A network that can also lose broadcasts on their way to the client. */
export interface LossyNetwork extends ShakyNetwork {
  /** What part of the broadcasts is lost from now on, 0 to 1; of these names only, or of all that may be lost. */
  lose(part: number, names?: readonly string[]): void;
  /** How many were lost so far. */
  readonly lost: number;
}

/** What clients repair by themselves: what was said and changed in rooms, heads, and own reactions. */
const MAY_BE_LOST = ['message:posted', 'room:changed', 'head:moved', 'reaction:marked'];
/** Enough of a frame to see what it is. */
const HEAD_BYTES = 40;

/** Puts such a network in front of a server on this machine. Everything random comes from `random`. */
export async function lossyNetwork(serverUrl: string, random: () => number): Promise<LossyNetwork> {
  let part = 0;
  let names: readonly string[] = MAY_BE_LOST;
  let lost = 0;
  const isLost = (text: string) => {
    const isOne = names.some((name) => text.startsWith(`42["${name}"`));
    if (!isOne || random() >= part) return false;
    lost += 1;
    return true;
  };
  const network = await shakyNetwork(serverUrl, () => new FrameFilter(isLost));
  return {
    ...network,
    lose: (nowPart, nowNames = MAY_BE_LOST) => {
      part = nowPart;
      names = nowNames;
    },
    get lost() {
      return lost;
    },
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
