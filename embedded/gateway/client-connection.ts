import type { Socket } from 'node:net';
import { asRefusal, messageOf, refusalReply } from './errors.ts';
import { inTransaction, type Call, type Parts } from './commands/call.ts';
import { enterTransaction } from './commands/sessions.ts';
import { handlerOf } from './commands/table.ts';
import { Session } from './sessions.ts';
import { readEnvelope, type Envelope } from './wire/envelope.ts';
import { FrameReader, isBroken, parseRequest, replyHead, type Request } from './wire/frames.ts';

/** While this many bytes of unanswered requests are held, no more are read. */
const READ_AHEAD = 1_048_576;

/** One client: requests are answered one after the other, in the order in which they came. */
export class ClientConnection {
  readonly #socket: Socket;
  readonly #parts: Parts;
  readonly #client: Call['client'];
  readonly #frames = new FrameReader();
  readonly #waiting: Buffer[] = [];
  readonly #vanished = new AbortController();
  /** owns the cursors of a client that uses no sessions */
  readonly #ownSession = new Session(Buffer.alloc(0), 0);
  #held = 0;
  #busy = false;
  #closing = false;
  #replies = 0;

  constructor(socket: Socket, id: number, parts: Parts) {
    this.#socket = socket;
    this.#parts = parts;
    this.#client = { id, address: `${socket.remoteAddress ?? ''}:${socket.remotePort ?? 0}` };
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.#leave());
  }

  /** Closes as soon as the request under way, if any, is answered. */
  close(): void {
    this.#closing = true;
    if (!this.#busy) this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    try {
      for (const frame of this.#frames.push(chunk)) {
        this.#waiting.push(frame);
        this.#held += frame.length;
      }
    } catch (error) {
      return this.#cut(error);
    }
    if (this.#held > READ_AHEAD) this.#socket.pause();
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let frame = this.#next(); frame; frame = this.#next()) await this.#answer(parseRequest(frame));
    } catch (error) {
      this.#cut(error);
    }
    this.#busy = false;
    if (this.#closing) this.#socket.end();
  }

  #next(): Buffer | undefined {
    if (this.#closing || this.#socket.destroyed) return undefined;
    const frame = this.#waiting.shift();
    this.#held -= frame?.length ?? 0;
    if (this.#held <= READ_AHEAD && this.#socket.isPaused()) this.#socket.resume();
    return frame;
  }

  async #answer(request: Request): Promise<void> {
    const reply = await this.#reply(request);
    if (request.wantsReply) await this.#write(replyHead(request, (this.#replies += 1), reply), reply);
  }

  async #reply(request: Request): Promise<Uint8Array> {
    const envelope = readEnvelope(request.body);
    const call = this.#callOf(envelope, request);
    try {
      const handler = handlerOf(envelope.command);
      enterTransaction(call);
      return await handler(call);
    } catch (error) {
      if (isBroken(error)) throw error;
      const within = inTransaction(call);
      const repeatable = envelope.txnNumber !== undefined && !within;
      return refusalReply(asRefusal(error, { inTransaction: within, repeatable }));
    }
  }

  #callOf(envelope: Envelope, { sequences }: Request): Call {
    const { sessionId } = envelope;
    const session = sessionId ? this.#parts.sessions.use(sessionId, this) : this.#ownSession;
    return {
      envelope,
      sequences,
      session,
      vanished: this.#vanished.signal,
      client: this.#client,
      parts: this.#parts,
    };
  }

  /** Waits until a slow reader has taken the reply: what is held for a client is one reply at most. */
  async #write(head: Buffer, document: Uint8Array): Promise<void> {
    this.#socket.cork();
    this.#socket.write(head);
    const flowing = this.#socket.write(document);
    this.#socket.uncork();
    if (flowing || this.#socket.destroyed) return;
    await new Promise<void>((resolve) => {
      this.#socket.once('drain', resolve);
      this.#socket.once('close', resolve);
    });
  }

  #cut(error: unknown): void {
    if (!isBroken(error)) process.emitWarning(`gateway: ${messageOf(error)}`);
    this.#socket.destroy();
  }

  #leave(): void {
    this.#vanished.abort();
    this.#waiting.length = 0;
    this.#ownSession.end();
    this.#parts.sessions.leave(this);
  }
}
