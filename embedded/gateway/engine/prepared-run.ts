import type { Connection, Submittable } from 'pg';
import { RowSocket, type Row } from './row-socket.ts';

/** One SQL text, prepared once per connection under its name. */
export type Statement = { name: string; text: string };

/** Strings go as text, buffers as the type's binary form, without being copied when they are large. */
export type Params = readonly (string | Buffer | null)[];

const COPY_BELOW = 16_384;

/** Runs a prepared statement: parse (first time), bind, execute and sync in one write; columns come back binary. */
export class PreparedRun implements Submittable {
  readonly done: Promise<Row[]>;
  readonly #statement: Statement;
  readonly #params: Params;
  #socket: RowSocket | undefined;
  #resolve!: (rows: Row[]) => void;
  #reject!: (error: Error) => void;

  constructor(statement: Statement, params: Params) {
    this.#statement = statement;
    this.#params = params;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: Connection): void {
    if (!(connection.stream instanceof RowSocket)) throw new TypeError('Only a RowSocket leaves BSON intact');
    this.#socket = connection.stream;
    this.#socket.takeRows();
    const { name, text } = this.#statement;
    const parse = this.#socket.prepared.has(name)
      ? []
      : [message('P', [cstring(name), cstring(text), int16(0)])];
    write(this.#socket, [...parse.flat(), ...bind(name, this.#params), executeAndSync]);
  }

  /** Comes instead of handleReadyForQuery; the client sends nothing else before PostgreSQL is ready again. */
  handleError(error: Error): void {
    this.#finish();
    this.#reject(error);
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#finish());
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}

  #finish(): Row[] {
    const { rows, parsed } = this.#socket?.takeRows() ?? { rows: [], parsed: false };
    if (parsed) this.#socket?.prepared.add(this.#statement.name);
    return rows;
  }
}

const message = (type: string, parts: readonly Buffer[]): Buffer[] => {
  const head = Buffer.allocUnsafe(5);
  head.write(type, 0, 'latin1');
  head.writeInt32BE(
    parts.reduce((sum, part) => sum + part.length, 4),
    1,
  );
  return [head, ...parts];
};

const cstring = (text: string): Buffer => Buffer.from(`${text}\0`);

const int16 = (value: number): Buffer => Buffer.of(value >> 8, value & 255);

const int32 = (value: number): Buffer => {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32BE(value);
  return bytes;
};

const bind = (name: string, params: Params): Buffer[] =>
  message('B', [
    cstring(''),
    cstring(name),
    int16(params.length),
    ...params.map((param) => int16(Buffer.isBuffer(param) ? 1 : 0)),
    int16(params.length),
    ...params.flatMap(valueOf),
    int16(1),
    int16(1),
  ]);

const valueOf = (param: string | Buffer | null): Buffer[] => {
  if (param === null) return [int32(-1)];
  const bytes = Buffer.isBuffer(param) ? param : Buffer.from(param);
  return [int32(bytes.length), bytes];
};

const executeAndSync = Buffer.concat([...message('E', [cstring(''), int32(0)]), ...message('S', [])]);

/** Small parts are put together, large ones are written as they are. */
const write = (socket: RowSocket, parts: readonly Buffer[]): void => {
  socket.cork();
  let small: Buffer[] = [];
  for (const part of parts) {
    if (part.length < COPY_BELOW) small.push(part);
    else {
      socket.write(Buffer.concat(small));
      socket.write(part);
      small = [];
    }
  }
  if (small.length > 0) socket.write(Buffer.concat(small));
  socket.uncork();
};
