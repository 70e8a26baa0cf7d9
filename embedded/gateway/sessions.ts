import type { Limits } from './limits.ts';
import type { Transaction } from './transaction.ts';

/** Something that ends with the session that owns it: a cursor. */
export type Belonging = { end(): void };

/** A driver's session (lsid). It lives as long as a connection on which it was used, or a command in it runs. */
export class Session {
  readonly id: Buffer;
  readonly belongings = new Set<Belonging>();
  readonly speakers = new Set<object>();
  transaction: Transaction | undefined;
  usedAt: number;

  constructor(id: Buffer, now: number) {
    this.id = Buffer.from(id);
    this.usedAt = now;
  }

  /** Aborts the transaction, closes the cursors. */
  end(): void {
    this.transaction?.drop();
    this.transaction = undefined;
    for (const belonging of this.belongings) belonging.end();
    this.belongings.clear();
  }
}

const SESSION_IDLE = 30 * 60_000;

/** The sessions that are known, and who speaks for them. */
export class Sessions {
  readonly #limits: Limits;
  readonly #known = new Map<string, Session>();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** The session of an lsid, used now by this speaker (a connection). */
  use(id: Buffer, speaker: object): Session {
    const key = id.toString('latin1');
    const now = performance.now();
    let session = this.#known.get(key);
    if (!session) {
      session = new Session(id, now);
      this.#known.set(key, session);
    }
    session.usedAt = now;
    session.speakers.add(speaker);
    return session;
  }

  /** Ends the sessions of these ids: endSessions, killSessions. */
  end(ids: readonly Buffer[]): void {
    for (const id of ids) this.#forget(id.toString('latin1'));
  }

  /** A connection closed: what only it spoke for is ended, so that a client that vanishes leaves nothing. */
  leave(speaker: object): void {
    for (const [key, session] of this.#known) {
      if (session.speakers.delete(speaker) && session.speakers.size === 0) this.#forget(key);
    }
  }

  /** Ends what is too old: transactions after their lifetime, sessions after half an hour without use. */
  sweep(): void {
    const now = performance.now();
    for (const [key, session] of this.#known) {
      const { transaction } = session;
      if (transaction?.isOpen() && now - transaction.begunAt > this.#limits.transactionLifetime)
        transaction.drop();
      if (now - session.usedAt > SESSION_IDLE) this.#forget(key);
    }
  }

  endAll(): void {
    for (const key of [...this.#known.keys()]) this.#forget(key);
  }

  get size(): number {
    return this.#known.size;
  }

  #forget(key: string): void {
    this.#known.get(key)?.end();
    this.#known.delete(key);
  }
}
