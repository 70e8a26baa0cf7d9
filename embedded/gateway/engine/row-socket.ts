import { Socket } from 'node:net';

/** One row: its columns as the bytes that PostgreSQL sent (binary format), null for NULL. */
export type Row = readonly (Buffer | null)[];

const DATA_ROW = 0x44;
const PARSE_COMPLETE = 0x31;

/**
 * The socket under a node-postgres client. It takes the DataRow messages out of the stream before node-postgres sees
 * them, because that would decode binary columns as UTF-8 and so destroy BSON; everything else goes through untouched.
 */
export class RowSocket extends Socket {
  /** Statements prepared on this connection. */
  readonly prepared = new Set<string>();
  #rows: Row[] = [];
  #parsed = false;
  #rest: Buffer[] = [];
  #held = 0;

  /** The rows since the last call, and whether PostgreSQL accepted a statement's text in between. */
  takeRows(): { rows: Row[]; parsed: boolean } {
    const taken = { rows: this.#rows, parsed: this.#parsed };
    this.#rows = [];
    this.#parsed = false;
    return taken;
  }

  override push(chunk: Buffer | null, encoding?: BufferEncoding): boolean {
    if (chunk === null) return super.push(null, encoding);
    const passed = this.#sift(chunk);
    return passed.length > 0 ? super.push(passed, encoding) : true;
  }

  /** Whole messages only are passed on; an unfinished one is held until the rest of it arrives. */
  #sift(chunk: Buffer): Buffer {
    this.#rest.push(chunk);
    this.#held += chunk.length;
    if (this.#held < this.#wanted()) return Buffer.alloc(0);
    const bytes = this.#together();
    const passed: Buffer[] = [];
    let at = 0;
    while (at + 5 <= bytes.length) {
      const next = at + 1 + bytes.readInt32BE(at + 1);
      if (next > bytes.length) break;
      if (bytes[at] === DATA_ROW) this.#rows.push(readRow(bytes, at + 5));
      else passed.push(bytes.subarray(at, next));
      if (bytes[at] === PARSE_COMPLETE) this.#parsed = true;
      at = next;
    }
    this.#held = bytes.length - at;
    this.#rest = this.#held > 0 ? [bytes.subarray(at)] : [];
    return passed.length === 1 && passed[0] ? passed[0] : Buffer.concat(passed);
  }

  /** How many bytes the first held message has; 5 while that is not known. */
  #wanted(): number {
    if (this.#held < 5) return 5;
    const [first] = this.#rest;
    return 1 + (first && first.length >= 5 ? first : this.#together()).readInt32BE(1);
  }

  /** All that is held, as one. */
  #together(): Buffer {
    const [only, ...more] = this.#rest;
    if (only && more.length === 0) return only;
    const all = Buffer.concat(this.#rest, this.#held);
    this.#rest = [all];
    return all;
  }
}

const readRow = (bytes: Buffer, at: number): Row => {
  const columns = bytes.readInt16BE(at);
  const row: (Buffer | null)[] = [];
  let next = at + 2;
  for (let column = 0; column < columns; column += 1) {
    const length = bytes.readInt32BE(next);
    next += 4;
    row.push(length < 0 ? null : bytes.subarray(next, next + length));
    if (length > 0) next += length;
  }
  return row;
};
