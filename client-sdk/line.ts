import type { io as Io, Socket } from 'socket.io-client';
import type { Reply, WireFault } from '../shared/contract.ts';
import { Fault } from '../shared/faults.ts';
import type { ClientToServer, RequestName, ServerToClient } from '../shared/protocol.ts';
import { replyOf } from './http.ts';
import { makeEmitter } from './observable.ts';
import { backoff, between, sleep, type Parts } from './parts.ts';
import { Patience } from './patience.ts';
import { mayPass, opened } from './session.ts';

export interface LineParts extends Parts {
  readonly url: string;
  readonly answerMs: number;
  /** A good access token; throws what cannot be repaired by waiting when the session is over. */
  readonly token: () => Promise<string>;
  readonly refused: (token: string) => void;
}

/** The old connection stays so long after a new one took over, for answers that are under way. */
const LINGER_MS = 3_000;

type Wire = Socket<ServerToClient, ClientToServer>;

const faultOf = (error: Error): WireFault | null => {
  const reply = replyOf({ ok: false, fault: (error as { data?: unknown }).data });
  return reply?.ok === false ? reply.fault : null;
};

/** The socket, connected again and again as long as it is wanted, with a token that is good at that moment. */
export class Line {
  /** `up`: there is a connection; `moved`: it took over from another one that was still good. */
  readonly events = makeEmitter<{ up: { moved: boolean }; down: null }>();
  readonly #parts: LineParts;
  readonly #hearers: ((socket: Wire) => void)[] = [];
  /** Fetched with the first attempt: a page shows what it has before that. */
  #io: typeof Io | null = null;
  #socket: Wire | null = null;
  /** About to take over from the present one. */
  #next: Wire | null = null;
  #wanted = false;
  #token = '';
  #attempting = false;
  readonly #patience = new Patience();
  #connection = 0;
  /** Counts what came from the other end, be it only a heartbeat. */
  #heard = 0;
  #stopKnocking: () => void = () => undefined;
  /** Waiting for the next attempt; a firm wait is not cut short by the device waking up: the server asked for it. */
  #wait: { stop: () => void; isFirm: boolean } | null = null;
  /** The node at the other end is about to stop: being cut off by it says nothing about the session. */
  #isDrained = false;
  #stopMoving: () => void = () => undefined;

  constructor(parts: LineParts) {
    this.#parts = parts;
    this.hear('node:drained', ({ withinMs }) => this.#drained(withinMs));
  }

  /** Number of the present connection; null while there is none. */
  get connection(): number | null {
    return this.#socket?.connected ? this.#connection : null;
  }

  hear<E extends keyof ServerToClient>(event: E, hear: ServerToClient[E]): void {
    const register = (socket: Wire) => void socket.on(event, hear as never);
    this.#hearers.push(register);
    if (this.#socket) register(this.#socket);
  }

  open(): void {
    this.#wanted = true;
    this.#patience.begin();
    void this.#attempt();
  }

  shut(): void {
    this.#wanted = false;
    this.#attempting = false;
    this.#endWait();
    this.#giveUpNext();
    this.#socket?.disconnect();
  }

  /** The device is back: does not wait for the next attempt. */
  wake(): void {
    if (this.#wait?.isFirm === false) void this.#attempt();
  }

  /**
   * One question through the socket. Never throws: no connection or no answer is UNAVAILABLE. Who neither answers nor
   * says anything else in all that time is not there any more: such a connection is given up, long before heartbeats fail.
   */
  async ask(name: RequestName, input: unknown): Promise<Reply<unknown>> {
    const lost: Reply<unknown> = { ok: false, fault: { code: 'UNAVAILABLE', facts: {} } };
    const socket = this.#socket;
    if (!socket?.connected) return lost;
    const before = this.#heard;
    try {
      const answer: unknown = await socket.timeout(this.#parts.answerMs).emitWithAck(name, input as never);
      return replyOf(answer) ?? lost;
    } catch {
      if (this.connection !== null && this.#heard === before) socket.io.engine.close();
      return lost;
    }
  }

  /** Gives the living connection a fresh token, so that it outlives the one it came with. */
  async renew(token: string): Promise<void> {
    this.#token = token;
    for (let tries = 0; this.#token === token && this.connection !== null; tries += 1) {
      try {
        opened(await this.ask('session:renew', { accessToken: token }));
        return;
      } catch (error) {
        if (!mayPass(error)) return; // it will be cut, and come back with the next token
        await sleep(this.#parts.timers, backoff(this.#parts.random, tries));
      }
    }
  }

  async #fetched(): Promise<typeof Io> {
    if (this.#io) return this.#io;
    const fetched = await import('socket.io-client').catch(() => null);
    if (fetched === null) throw new Fault('UNAVAILABLE'); // the page's own files cannot be had just now
    this.#io = fetched.io;
    return this.#io;
  }

  #make(io: typeof Io): Wire {
    const socket: Wire = io(this.#parts.url, {
      autoConnect: false,
      reconnection: false, // done here: each attempt needs a good token, also after a refusal
      forceNew: true,
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      withCredentials: true,
      auth: (give) => give({ token: this.#token }),
    });
    for (const register of this.#hearers) register(socket);
    socket.on('connect', () => this.#cameUp(socket));
    socket.on('connect_error', (error) => this.#failed(socket, faultOf(error)));
    socket.on('disconnect', (reason) => this.#wentDown(socket, reason));
    return socket;
  }

  async #attempt(): Promise<void> {
    this.#endWait();
    if (!this.#wanted || this.#attempting || this.connection !== null) return;
    this.#attempting = true;
    try {
      const [token, io] = await Promise.all([this.#parts.token(), this.#fetched()]);
      this.#token = token;
      this.#socket ??= this.#make(io);
    } catch (error) {
      this.#attempting = false;
      if (!mayPass(error)) return;
      this.events.emit('down', null);
      this.#again(0);
      return;
    }
    if (this.#isWanted()) this.#knock(this.#socket);
    else this.#attempting = false;
  }

  /** A connection may open and its sign-in still hang: the whole of it has a limit. */
  #knock(socket: Wire): void {
    this.#stopKnocking = this.#parts.timers.after(this.#patience.knockMs, () => {
      this.#patience.unanswered();
      socket.disconnect();
      this.#failed(socket, null);
    });
    socket.connect();
  }

  #isWanted(): boolean {
    return this.#wanted;
  }

  #cameUp(socket: Wire): void {
    const moved = socket === this.#next;
    if (!moved && socket !== this.#socket) return;
    const old = this.#socket;
    this.#socket = socket;
    this.#next = null;
    this.#attempting = false;
    this.#stopKnocking();
    this.#isDrained = false;
    this.#patience.admitted(this.#parts.clock.now());
    this.#connection += 1;
    socket.io.engine.on('packet', () => (this.#heard += 1));
    if (moved) this.#parts.timers.after(LINGER_MS, () => old?.disconnect());
    this.events.emit('up', { moved });
  }

  #failed(socket: Wire, fault: WireFault | null): void {
    if (fault?.code === 'NOT_SIGNED_IN') this.#parts.refused(this.#token);
    const atLeast = Number(fault?.facts['retryAfterMs'] ?? 0);
    if (socket === this.#next) {
      this.#giveUpNext();
      this.#moveIn(this.#patience.next(this.#parts.random, atLeast));
      return;
    }
    if (socket !== this.#socket) return;
    this.#attempting = false;
    this.#stopKnocking();
    this.events.emit('down', null);
    this.#again(Math.max(0, atLeast));
  }

  /** Also told of a connection that broke before it was admitted. */
  #wentDown(socket: Wire, reason: string): void {
    if (socket !== this.#socket) return;
    this.#attempting = false;
    this.#giveUpNext();
    this.#patience.cutOff(this.#parts.clock.now());
    // Closed by the server on purpose: the token expired, or its session was ended.
    if (reason === 'io server disconnect' && !this.#isDrained) this.#parts.refused(this.#token);
    this.events.emit('down', null);
    this.#again(0);
  }

  /** The node is about to stop: at a moment of our own a new connection is made, and then takes over. */
  #drained(withinMs: number): void {
    this.#isDrained = true;
    this.#moveIn(between(this.#parts.random, 0, withinMs));
  }

  #moveIn(ms: number): void {
    this.#stopMoving();
    this.#stopMoving = this.#parts.timers.after(ms, () => void this.#move());
  }

  async #move(): Promise<void> {
    const token = await this.#parts.token().catch(() => null);
    if (token === null || this.#io === null) return;
    if (this.#next || !this.#isDrained || this.connection === null) return;
    this.#token = token;
    this.#next = this.#make(this.#io);
    this.#knock(this.#next);
  }

  /** No attempt goes on after this. */
  #giveUpNext(): void {
    this.#stopKnocking();
    this.#stopMoving();
    const next = this.#next;
    this.#next = null;
    next?.disconnect();
  }

  #endWait(): void {
    this.#wait?.stop();
    this.#wait = null;
  }

  #again(atLeastMs: number): void {
    if (!this.#wanted) return;
    this.#endWait();
    const ms = this.#patience.next(this.#parts.random, atLeastMs);
    this.#wait = { stop: this.#parts.timers.after(ms, () => void this.#attempt()), isFirm: atLeastMs > 0 };
  }
}
