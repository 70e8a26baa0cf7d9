import { io, type Socket } from 'socket.io-client';
import type { Reply, WireFault } from '../shared/contract.ts';
import type { ClientToServer, KnownRequest, ServerToClient } from '../shared/protocol.ts';
import { isReply } from './http.ts';
import { makeEmitter } from './observable.ts';
import { backoff, between, type Parts } from './parts.ts';
import { mayPass } from './session.ts';

export interface LineParts extends Parts {
  readonly url: string;
  readonly answerMs: number;
  /** A good access token; throws what cannot be repaired by waiting when the session is over. */
  readonly token: () => Promise<string>;
  readonly refused: (token: string) => void;
}

/** A connection that lasted this long was a good one: the next loss starts counting anew. */
const GOOD_MS = 10_000;

const faultOf = (error: Error): WireFault | null => {
  const data: unknown = (error as { data?: unknown }).data;
  const reply: unknown = { ok: false, fault: data };
  return isReply(reply) && !reply.ok ? reply.fault : null;
};

/** The socket, connected again and again as long as it is wanted, with a token that is good at that moment. */
export class Line {
  readonly events = makeEmitter<{ up: null; down: null }>();
  readonly #parts: LineParts;
  readonly #socket: Socket<ServerToClient, ClientToServer>;
  #wanted = false;
  #token = '';
  #attempting = false;
  #failures = 0;
  #upSince = 0;
  #connection = 0;
  #stopTimer: (() => void) | null = null;

  constructor(parts: LineParts) {
    this.#parts = parts;
    this.#socket = io(parts.url, {
      autoConnect: false,
      reconnection: false, // done here: each attempt needs a good token, also after a refusal
      forceNew: true,
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      withCredentials: true,
      auth: (give) => give({ token: this.#token }),
    });
    this.#socket.on('connect', () => this.#cameUp());
    this.#socket.on('connect_error', (error) => this.#failed(faultOf(error)));
    this.#socket.on('disconnect', (reason) => this.#wentDown(reason));
  }

  /** Number of the present connection; null while there is none. */
  get connection(): number | null {
    return this.#socket.connected ? this.#connection : null;
  }

  hear<E extends keyof ServerToClient>(event: E, hear: ServerToClient[E]): void {
    this.#socket.on(event, hear as never);
  }

  open(): void {
    this.#wanted = true;
    this.#failures = 0;
    void this.#attempt();
  }

  shut(): void {
    this.#wanted = false;
    this.#attempting = false;
    this.#stopTimer?.();
    this.#stopTimer = null;
    this.#socket.disconnect();
  }

  /** The device is back: does not wait for the next attempt. */
  wake(): void {
    if (this.#stopTimer) void this.#attempt();
  }

  /** One question through the socket. Never throws: no connection or no answer is UNAVAILABLE. */
  async ask(request: KnownRequest, input: unknown): Promise<Reply<unknown>> {
    const lost: Reply<unknown> = { ok: false, fault: { code: 'UNAVAILABLE', facts: {} } };
    if (!this.#socket.connected) return lost;
    try {
      const emit = this.#socket.timeout(this.#parts.answerMs);
      const answer: unknown = await emit.emitWithAck(request.name, input as never);
      return isReply(answer) ? answer : lost;
    } catch {
      return lost;
    }
  }

  async #attempt(): Promise<void> {
    this.#stopTimer?.();
    this.#stopTimer = null;
    if (!this.#wanted || this.#attempting || this.#socket.connected) return;
    this.#attempting = true;
    try {
      this.#token = await this.#parts.token();
    } catch (error) {
      this.#attempting = false;
      if (mayPass(error)) this.#again(0);
      return;
    }
    if (this.#isWanted()) this.#socket.connect();
    else this.#attempting = false;
  }

  #isWanted(): boolean {
    return this.#wanted;
  }

  #cameUp(): void {
    this.#attempting = false;
    this.#upSince = this.#parts.clock.now();
    this.#connection += 1;
    this.events.emit('up', null);
  }

  #failed(fault: WireFault | null): void {
    this.#attempting = false;
    if (fault?.code === 'NOT_SIGNED_IN') this.#parts.refused(this.#token);
    const atLeast = Number(fault?.facts['retryAfterMs'] ?? 0);
    this.events.emit('down', null);
    this.#again(atLeast > 0 ? atLeast : 0);
  }

  /** Also told of a connection that broke before it was admitted. */
  #wentDown(reason: string): void {
    this.#attempting = false;
    const { clock } = this.#parts;
    if (clock.now() - this.#upSince > GOOD_MS) this.#failures = 0;
    // Closed by the server on purpose: the token expired, or its session was ended.
    if (reason === 'io server disconnect') this.#parts.refused(this.#token);
    this.events.emit('down', null);
    this.#again(0);
  }

  #again(atLeastMs: number): void {
    if (!this.#wanted) return;
    const { timers, random } = this.#parts;
    this.#stopTimer?.();
    const wait = atLeastMs + (atLeastMs > 0 ? between(random, 0, atLeastMs / 2) : 0);
    this.#stopTimer = timers.after(Math.max(wait, backoff(random, this.#failures)), () => {
      this.#stopTimer = null;
      void this.#attempt();
    });
    this.#failures += 1;
  }
}
