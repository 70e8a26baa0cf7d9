import { Transform, type TransformCallback } from 'node:stream';

/** What becomes of the text of a frame; null: it is lost. */
export type Passing = (text: string) => string | null;

/** FIN, and a text. */
const WHOLE_TEXT = 0x81;

/** Passes bytes from a server on; each WebSocket text (RFC 6455, never masked nor compressed) becomes what `passing` says. */
export class FrameFilter extends Transform {
  #held: Buffer = Buffer.alloc(0);
  #is: 'headers' | 'frames' | 'plain' = 'headers';
  readonly #passing: Passing;

  constructor(passing: Passing) {
    super();
    this.#passing = passing;
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
    if (held.readUInt8(0) === WHOLE_TEXT) this.#passText(start, start + long);
    else this.#pass(start + long);
    return true;
  }

  #passText(from: number, to: number): void {
    const before = this.#held.toString('utf8', from, to);
    const after = this.#passing(before);
    if (after === before) {
      this.#pass(to);
      return;
    }
    this.#held = this.#held.subarray(to);
    if (after !== null) this.push(frameOf(Buffer.from(after)));
  }
}

function frameOf(text: Buffer): Buffer {
  const head = Buffer.alloc(text.length < 126 ? 2 : text.length < 65_536 ? 4 : 10);
  head.writeUInt8(WHOLE_TEXT, 0);
  if (head.length === 2) head.writeUInt8(text.length, 1);
  else if (head.length === 4) {
    head.writeUInt8(126, 1);
    head.writeUInt16BE(text.length, 2);
  } else {
    head.writeUInt8(127, 1);
    head.writeBigUInt64BE(BigInt(text.length), 2);
  }
  return Buffer.concat([head, text]);
}
