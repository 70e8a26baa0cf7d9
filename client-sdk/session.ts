import type { Reply, WireFault } from '../shared/contract.ts';
import { Fault, FAULTS } from '../shared/faults.ts';
import type * as people from '../shared/people.ts';
import type { Post } from './http.ts';
import { makeEmitter } from './observable.ts';
import { backoff, between, sleep, type Parts } from './parts.ts';
import { forgetWho, remember, remembered, type Remembered } from './remembered.ts';
import { type ForgetfulStorage, LEFT_KEY, personPrefix, removeAll, SESSION_KEY } from './storage.ts';

export interface SessionEvents {
  /** Somebody signed in or took up their session. */
  began: people.Me;
  /** Nobody is signed in any more; the fault says why, null: signed out here. */
  over: WireFault | null;
  /** There is a fresh access token. */
  renewed: string;
}

export interface SessionParts extends Parts {
  readonly post: Post;
  readonly storage: ForgetfulStorage;
  readonly keep: 'body' | 'cookie';
  readonly device: string;
  /** Who is here is remembered for when the server cannot be asked. */
  readonly remembers?: boolean;
}

/** Until when somebody may go on; `endsAt` by this device's clock, in milliseconds. */
export interface SessionTerms {
  /** On a computer that others use, too: nothing is kept there. */
  readonly shared: boolean;
  /** So long after nobody did anything it is over … */
  readonly idleMs: number;
  /** … and here for good. */
  readonly endsAt: number;
}

/** How long before its end a token is no longer used. */
const MARGIN_MS = 5_000;
/** A kept session is asked for so often before the server counts as away. */
const MOST_TRIES = 4;
/** How long the server is waited for where it is remembered who is here, in milliseconds; it is asked on, and what was read shows meanwhile. */
const SOON_ENOUGH_MS = 150;

/** Opens a reply: its data, or its fault thrown. */
export function opened<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.data;
  throw new Fault(reply.fault.code, reply.fault.facts);
}

/** True when the same request may succeed later by itself. */
export const mayPass = (error: unknown): boolean => error instanceof Fault && FAULTS[error.code].again;

/** How long the token lives, in milliseconds, by the server's clock on both ends: this device's clock may be wrong. */
export function lifetimeOf(granted: Pick<people.Session, 'accessToken' | 'expiresAt'>, now: number): number {
  try {
    const middle = (granted.accessToken.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const { iat, exp } = JSON.parse(atob(middle)) as { iat?: unknown; exp?: unknown };
    if (typeof iat === 'number' && typeof exp === 'number') return (exp - iat) * 1000;
  } catch {
    // Not a JWT that can be read: the stated end must do.
  }
  return Date.parse(granted.expiresAt) - now;
}

/** Who is signed in, and their access token, exchanged before it expires by one exchange at a time. */
export class Session {
  readonly events = makeEmitter<SessionEvents>();
  readonly #parts: SessionParts;
  #me: people.Me | null = null;
  #terms: SessionTerms | null = null;
  #access: { token: string; goodUntil: number } | null = null;
  #refreshToken: string | null = null;
  #exchanging: Promise<people.Session> | null = null;
  #stopTimer: () => void = () => undefined;
  #failures = 0;
  #asOf: number | null = null;
  #isKnown = false;
  /** Counts beginnings and ends, so that an answer to somebody who left is not taken. */
  #epoch = 0;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  get me(): people.Me | null {
    return this.#me;
  }

  /** When the server was last asked about who is here, in milliseconds; null: since this session was taken up here. */
  get asOf(): number | null {
    return this.#asOf;
  }

  /** Whether this device knew who is here before the server was asked. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** Null: nobody is signed in. */
  get terms(): SessionTerms | null {
    return this.#me && this.#terms;
  }

  async signIn(login: string, password: string, shared = false): Promise<people.Me> {
    const { post, keep, device } = this.#parts;
    const reply = await post('session:sign-in', { login, password, keep, device, shared }, null);
    return this.#enter(opened(reply as Reply<people.Session>));
  }

  /** The second step, with the challenge of SECOND_FACTOR_NEEDED. */
  async giveCode(challenge: string, code: string): Promise<people.Me> {
    const { post, keep } = this.#parts;
    const reply = await post('session:second-factor', { challenge, code, keep }, null);
    return this.#enter(opened(reply as Reply<people.Session>));
  }

  /** The session goes on: as if somebody had done something. */
  async stay(): Promise<void> {
    await this.#exchange();
  }

  async #enter(granted: people.Session): Promise<people.Me> {
    if (this.#me) this.#forget(null);
    await this.#parts.storage.lasting.remove(LEFT_KEY);
    this.#epoch += 1;
    this.#isKnown = false;
    await this.#take(granted);
    return this.#begin(granted.me);
  }

  /** Null when no session is kept, or the kept one is over. Who is remembered is here when the server does not answer. */
  async resume(): Promise<people.Me | null> {
    if (this.#me) return this.#me;
    if ((await this.#parts.storage.lasting.get(LEFT_KEY)) !== null) return null;
    const known = this.#parts.remembers ? await remembered(this.#parts) : null;
    this.#isKnown = known !== null;
    for (let tries = 1; ; tries += 1) {
      try {
        return this.#begin((await (known ? this.#inTime(this.#exchange()) : this.#exchange())).me);
      } catch (error) {
        if (!mayPass(error)) return null;
        if (known) return this.#beginAway(known);
        if (tries === MOST_TRIES) throw error;
        await sleep(this.#parts.timers, backoff(this.#parts.random, tries));
      }
    }
  }

  /** Forgets everything of the person here, even when the server cannot be reached; then throws. */
  async signOut(everywhere: boolean): Promise<void> {
    const { post, storage, keep } = this.#parts;
    const who = this.#me;
    if (!who) return;
    if (keep === 'cookie') await storage.lasting.set(LEFT_KEY, 'yes');
    const reply = await this.token().then(
      (token) => post('session:sign-out', { everywhere }, token),
      (error: unknown) => error,
    );
    this.#forget(null);
    await forgetWho(this.#parts);
    await storage.remove(SESSION_KEY);
    await removeAll(storage, personPrefix(who.personId));
    if (reply instanceof Error) {
      if (mayPass(reply)) throw reply;
    } else opened(reply as Reply<unknown>);
    await storage.lasting.remove(LEFT_KEY);
  }

  async activate(login: string, code: string, password: string): Promise<void> {
    opened(await this.#parts.post('account:activate', { login, code, password }, null));
  }

  /** An access token that is good now. Throws NOT_SIGNED_IN, SESSION_ENDED, or what may pass. */
  async token(): Promise<string> {
    if (!this.#me) throw new Fault('NOT_SIGNED_IN');
    if (this.#access && this.#access.goodUntil > this.#parts.clock.now()) return this.#access.token;
    return (await this.#exchange()).accessToken;
  }

  /** The server refused this token: the next `token()` exchanges it. */
  refused(token: string): void {
    if (this.#access?.token === token) this.#access = null;
  }

  /** Stops the timers; nothing is forgotten in the storage. */
  stop(): void {
    this.#epoch += 1;
    this.#stopTimer();
    this.#me = null;
  }

  #inTime<T>(work: Promise<T>): Promise<T> {
    const late = sleep(this.#parts.timers, SOON_ENOUGH_MS);
    return Promise.race([work, late.then(() => Promise.reject(new Fault('UNAVAILABLE')))]);
  }

  /** There is no token: whoever wants one asks the server on. */
  #beginAway({ me, idleMs, endsAt, at }: Remembered): people.Me {
    this.#terms = { shared: false, idleMs, endsAt };
    this.#asOf = at;
    return this.#begin(me);
  }

  #begin(who: people.Me): people.Me {
    this.#me = who;
    this.events.emit('began', who);
    return who;
  }

  async #take(granted: people.Session): Promise<void> {
    const { clock, random, storage } = this.#parts;
    const { shared, idleMs, endsInMs } = granted;
    if (this.#me === null) storage.forget(shared);
    this.#asOf = null;
    this.#terms = { shared, idleMs, endsAt: clock.now() + endsInMs };
    const lifetime = lifetimeOf(granted, clock.now());
    this.#access = { token: granted.accessToken, goodUntil: clock.now() + lifetime - MARGIN_MS };
    this.#refreshToken = granted.refreshToken;
    this.#failures = 0;
    this.#exchangeIn(Math.max(lifetime / 2, lifetime - between(random, 60_000, 90_000)));
    // A full disk costs the session its next start, not this one.
    if (granted.refreshToken !== null) {
      await storage.set(SESSION_KEY, granted.refreshToken).catch(() => undefined);
    }
    if (this.#parts.remembers) await remember(this.#parts, granted).catch(() => undefined);
  }

  #exchangeIn(ms: number): void {
    this.#stopTimer();
    this.#stopTimer = this.#parts.timers.after(ms, () => {
      this.#exchange().catch((error: unknown) => {
        if (!this.#me || !mayPass(error)) return;
        this.#failures += 1;
        this.#exchangeIn(backoff(this.#parts.random, this.#failures));
      });
    });
  }

  #exchange(): Promise<people.Session> {
    this.#exchanging ??= this.#exchangeOnce().finally(() => {
      this.#exchanging = null;
    });
    return this.#exchanging;
  }

  async #exchangeOnce(): Promise<people.Session> {
    const epoch = this.#epoch;
    try {
      const granted = await this.#askForNext();
      if (epoch !== this.#epoch) throw new Fault('NOT_SIGNED_IN');
      // The same browser, but somebody else signed in there meanwhile, or on it as a computer that others use, too.
      const isOther = this.#me?.personId !== granted.me.personId || (granted.shared && this.#asOf !== null);
      if (this.#me && isOther) throw new Fault('SESSION_ENDED');
      await this.#take(granted);
      if (this.#me) {
        this.#me = granted.me;
        this.events.emit('renewed', granted.accessToken);
      }
      return granted;
    } catch (error) {
      if (epoch === this.#epoch && error instanceof Fault && !mayPass(error)) await this.#end(error);
      throw error;
    }
  }

  async #askForNext(): Promise<people.Session> {
    const { keep, storage, post } = this.#parts;
    // Another tab or process may have exchanged the token already: the stored one is the newest.
    const newest = keep === 'cookie' ? null : ((await storage.get(SESSION_KEY)) ?? this.#refreshToken);
    if (keep === 'body' && newest === null) throw new Fault('NOT_SIGNED_IN');
    const reply = await post('session:refresh', { refreshToken: newest }, null);
    return opened(reply as Reply<people.Session>);
  }

  /** The server ended the session; unsent messages stay for when the person is back. */
  async #end(fault: Fault): Promise<void> {
    const mine = this.#refreshToken;
    this.#forget({ code: fault.code, facts: fault.facts });
    const { storage, remembers } = this.#parts;
    if (remembers) await forgetWho(this.#parts);
    if (mine === null || (await storage.get(SESSION_KEY)) === mine) await storage.remove(SESSION_KEY);
  }

  #forget(why: WireFault | null): void {
    const was = this.#me;
    this.#epoch += 1;
    this.#stopTimer();
    this.#me = null;
    this.#asOf = null;
    this.#access = null;
    this.#refreshToken = null;
    if (was) this.events.emit('over', why);
  }
}
