import type { Engine } from './engine/engine.ts';
import { closeCursor } from './engine/statements.ts';
import { Refusal } from './errors.ts';
import type { Belonging, Session } from './sessions.ts';
import type { Transaction } from './transaction.ts';

/** A cursor between two pages: all that PostgreSQL needs to go on is in `continuation`. */
export type Cursor = {
  id: bigint;
  db: string;
  continuation: Buffer;
  /** set when it was opened in a transaction, and ends with it */
  transaction: Transaction | undefined;
};

type Open = Cursor & { askedAt: number; owner: Session | undefined; belonging: Belonging; asked: boolean };

/** The open cursors. A cursor belongs to the session it was opened in; one without a session, to its connection. */
export class Cursors {
  readonly #engine: Engine;
  readonly #open = new Map<bigint, Open>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  keep(cursor: Cursor, owner: Session): void {
    const belonging = { end: () => this.close(cursor.id) };
    this.#open.set(cursor.id, { ...cursor, askedAt: performance.now(), owner, belonging, asked: false });
    owner.belongings.add(belonging);
  }

  /** The cursor, for one getMore at a time; refuses CursorNotFound and CursorInUse. */
  take(id: bigint): Cursor {
    const cursor = this.#open.get(id);
    if (!cursor || (cursor.transaction && !cursor.transaction.isOpen())) {
      throw new Refusal(43, `cursor id ${id} not found`);
    }
    if (cursor.asked) throw new Refusal(12051, `cursor id ${id} is already in use`);
    cursor.asked = true;
    return cursor;
  }

  /** Ends a getMore: the cursor goes on from `continuation`, or is at its end. */
  giveBack(id: bigint, continuation: Buffer | null): void {
    const cursor = this.#open.get(id);
    if (!cursor) return;
    cursor.asked = false;
    cursor.askedAt = performance.now();
    if (continuation) cursor.continuation = continuation;
    else this.close(id);
  }

  /** Forgets a cursor and removes what PostgreSQL keeps for it; false when there is no such cursor. */
  close(id: bigint): boolean {
    const cursor = this.#open.get(id);
    if (!cursor) return false;
    this.#open.delete(id);
    cursor.owner?.belongings.delete(cursor.belonging);
    // A file that cannot be removed now is swept by DocumentDB later.
    if (isPersistent(cursor)) {
      this.#engine.use((link) => link.one(closeCursor, [String(id)])).catch(() => undefined);
    }
    return true;
  }

  /** Closes those that nobody has asked for `idle` milliseconds. */
  sweep(idle: number): void {
    const now = performance.now();
    for (const cursor of this.#open.values()) {
      if (!cursor.asked && now - cursor.askedAt > idle) this.close(cursor.id);
    }
  }

  get size(): number {
    return this.#open.size;
  }
}

const PERSISTENT = Buffer.from('\x08qp\0\x01', 'latin1');

/** DocumentDB marks the cursors that keep a file with `qp: true`. */
const isPersistent = ({ continuation }: Cursor): boolean => continuation.includes(PERSISTENT);
