import type { Engine } from './engine/engine.ts';
import type { Link } from './engine/link.ts';
import { noteCommit } from './engine/statements.ts';
import { transientRefusal } from './errors.ts';
import type { Limits } from './limits.ts';

/** What a transaction needs to begin. */
export type TransactionParts = { engine: Engine; limits: Limits };

/**
 * A transaction of a session: one PostgreSQL connection, held from its first statement to its end. Snapshot isolation:
 * what another transaction changed meanwhile is a WriteConflict, as in MongoDB.
 */
export class Transaction {
  readonly number: bigint;
  readonly begunAt = performance.now();
  readonly #link: Promise<Link>;
  #state: 'open' | 'committing' | 'committed' | 'aborted' = 'open';
  #ending: Promise<void> = Promise.resolve();

  constructor(number: bigint, { engine, limits }: TransactionParts) {
    this.number = number;
    this.#link = this.#begin(engine, limits);
    this.#link.catch(() => (this.#state = 'aborted'));
  }

  isOpen(): boolean {
    return this.#state === 'open';
  }

  isCommitted(): boolean {
    return this.#state === 'committed';
  }

  /** Runs work in the transaction; an error aborts it, as in MongoDB. */
  async run<T>(work: (link: Link) => Promise<T>): Promise<T> {
    if (!this.isOpen()) throw noSuchTransaction(this.number);
    const link = await this.#link;
    try {
      return await work(link);
    } catch (error) {
      if (this.isOpen()) await this.abort().catch(() => undefined);
      else throw noSuchTransaction(this.number);
      throw error;
    }
  }

  /** Commits, and notes it so that a repeated commit is recognised; a commit under way is waited for. */
  async commit(session: Buffer, durability: 'on' | 'off'): Promise<void> {
    if (this.isOpen()) {
      this.#state = 'committing';
      this.#ending = this.#commit(session, durability);
    }
    await this.#ending;
    if (this.#state !== 'committed') throw noSuchTransaction(this.number);
  }

  /** Rolls back and gives the connection back. */
  async abort(): Promise<void> {
    if (!this.isOpen()) throw noSuchTransaction(this.number);
    this.#state = 'aborted';
    const link = await this.#link;
    try {
      await link.rollback();
    } finally {
      link.release();
    }
  }

  /** Ends an open transaction at once, even while a statement runs: its connection is closed. */
  drop(): void {
    if (!this.isOpen()) return;
    this.#state = 'aborted';
    this.#link.then((link) => link.destroy()).catch(() => undefined);
  }

  async #begin(engine: Engine, limits: Limits): Promise<Link> {
    const link = await engine.reserve();
    try {
      await link.script(`BEGIN ISOLATION LEVEL REPEATABLE READ; SET LOCAL lock_timeout = ${limits.lockWait}`);
      return link;
    } catch (error) {
      link.destroy();
      throw error;
    }
  }

  async #commit(session: Buffer, durability: 'on' | 'off'): Promise<void> {
    const link = await this.#link;
    try {
      await link.one(noteCommit, [session, String(this.number), durability]);
      await link.script('COMMIT');
      this.#state = 'committed';
      link.release();
    } catch (error) {
      this.#state = 'aborted';
      link.destroy();
      throw error;
    }
  }
}

/** MongoDB's answer for a transaction that is not, or no longer, there. */
export const noSuchTransaction = (number: bigint): Error =>
  transientRefusal(251, `Given transaction number ${number} does not match any in-progress transactions.`);
