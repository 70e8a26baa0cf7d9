import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { deserialize, serialize, type Document } from 'bson';

/** A client that sends what bytes it likes. */
export class RawClient {
  readonly socket: Socket;
  #bytes = Buffer.alloc(0);
  #requests = 0;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => (this.#bytes = Buffer.concat([this.#bytes, chunk])));
  }

  static async connect(port: number): Promise<RawClient> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new RawClient(socket);
  }

  /** The bytes of a command as OP_MSG. */
  message(command: Document, flags = 0): Buffer {
    const body = serialize(command);
    const head = Buffer.alloc(21);
    head.writeInt32LE(21 + body.length, 0);
    head.writeInt32LE((this.#requests += 1), 4);
    head.writeInt32LE(2013, 12);
    head.writeUInt32LE(flags, 16);
    return Buffer.concat([head, body]);
  }

  /** Sends a command and waits for its reply; throws when the connection closes instead. */
  async ask(command: Document): Promise<Document> {
    this.socket.write(this.message(command));
    return this.reply();
  }

  async reply(): Promise<Document> {
    while (this.#bytes.length < 4 || this.#bytes.length < this.#bytes.readInt32LE(0)) {
      if (this.socket.destroyed) throw new Error('The connection is closed');
      await Promise.race([once(this.socket, 'data'), once(this.socket, 'close')]);
    }
    const length = this.#bytes.readInt32LE(0);
    const legacy = this.#bytes.readInt32LE(12) === 1;
    const reply = deserialize(this.#bytes.subarray(legacy ? 36 : 21, length));
    this.#bytes = this.#bytes.subarray(length);
    return reply;
  }

  async closed(): Promise<void> {
    this.socket.resume();
    if (!this.socket.destroyed) await once(this.socket, 'close');
  }

  destroy(): void {
    this.socket.destroy();
  }
}
