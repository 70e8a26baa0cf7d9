import type { PoolClient } from 'pg';
import { EngineGone, isGone } from './engine-gone.ts';
import { PreparedRun, type Params, type Statement } from './prepared-run.ts';
import type { Row } from './row-socket.ts';

/** The statement_timeout that each connection has now, in milliseconds; none: 0. */
const limited = new WeakMap<PoolClient, number>();

/** One PostgreSQL connection in use. Statements given to it run one after the other. */
export class Link {
  readonly #client: PoolClient;
  #state: 'open' | 'lost' | 'released' = 'open';

  constructor(client: PoolClient) {
    this.#client = client;
  }

  /** Runs one prepared statement that gives exactly one row; a `timeoutMs` of 0 means no time limit. */
  async one(statement: Statement, params: Params, timeoutMs = 0): Promise<Row> {
    const rows = await this.#guard(async () => {
      await this.#limitTime(timeoutMs);
      const run = new PreparedRun(statement, params);
      this.#client.query(run);
      return run.done;
    });
    const row = rows[0];
    if (!row) throw new Error(`${statement.name} gave no row`);
    return row;
  }

  /** Runs fixed SQL without parameters: BEGIN, COMMIT and the like. */
  async script(sql: string): Promise<void> {
    await this.#guard(() => this.#client.query(sql));
  }

  /** Ends a transaction without effect; what was set in it is undone too. */
  async rollback(): Promise<void> {
    await this.script('ROLLBACK');
    if (limited.has(this.#client)) limited.set(this.#client, NaN);
  }

  /** Gives the connection back to its pool, unless it is lost or given back already. */
  release(): void {
    if (this.#state === 'released') return;
    const lost = this.#state === 'lost';
    this.#state = 'released';
    this.#client.release(lost);
  }

  /** Closes the connection at once: PostgreSQL rolls back, and gives up what runs on it. */
  destroy(): void {
    if (this.#state === 'released') return;
    this.#state = 'released';
    this.#client.connection.stream.destroy();
    this.#client.release(true);
  }

  #isOpen(): boolean {
    return this.#state === 'open';
  }

  /** statement_timeout belongs to the connection: it is sent only when it differs from what the last user left. */
  async #limitTime(timeoutMs: number): Promise<void> {
    const wanted = Math.max(0, Math.min(Math.ceil(timeoutMs), 0x7fffffff));
    if ((limited.get(this.#client) ?? 0) === wanted) return;
    await this.#client.query(`SET statement_timeout = ${wanted}`);
    limited.set(this.#client, wanted);
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    if (!this.#isOpen()) throw new EngineGone('not connected any more', false);
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Error) || !isGone(error)) throw error;
      if (this.#isOpen()) this.#state = 'lost';
      throw new EngineGone('gone', true);
    }
  }
}
