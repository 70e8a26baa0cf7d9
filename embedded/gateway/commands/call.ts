import { setTimeout as pause } from 'node:timers/promises';
import { serialize, type Document } from 'bson';
import pg from 'pg';
import type { Cursors } from '../cursors.ts';
import type { Engine } from '../engine/engine.ts';
import type { Params, Statement } from '../engine/prepared-run.ts';
import type { Row } from '../engine/row-socket.ts';
import type { Limits } from '../limits.ts';
import type { Session, Sessions } from '../sessions.ts';
import type { Turns } from '../turns.ts';
import type { Envelope } from '../wire/envelope.ts';
import type { Sequence } from '../wire/frames.ts';

/** What all commands share. */
export type Parts = {
  engine: Engine;
  sessions: Sessions;
  cursors: Cursors;
  turns: Turns;
  limits: Limits;
  /** the port that clients reach, for hello */
  port: () => number;
  /** how many clients are connected */
  clients: () => number;
};

/** A command to answer, and who asks. */
export type Call = {
  envelope: Envelope;
  sequences: readonly Sequence[];
  session: Session;
  /** aborted when the client's connection closes */
  vanished: AbortSignal;
  /** the connection's number and address */
  client: { id: number; address: string };
  parts: Parts;
};

/** Answers a command with the reply's BSON, or throws. */
export type Handler = (call: Call) => Promise<Uint8Array> | Uint8Array;

/** SQLSTATEs of statements that lost against others: conflicts, deadlocks, what was made or used meanwhile. */
const lostRaces = new Set(['40001', '40P01', '42P07', '55006']);
const TRIES = 40;
const LONGEST_PAUSE = 100;

/** Whether the call is part of a transaction. */
export const inTransaction = ({ envelope }: Call): boolean =>
  !envelope.autocommit && envelope.txnNumber !== undefined;

/** Runs a statement where the call belongs: in its transaction, or on a connection from the pool. */
export const run = (call: Call, statement: Statement, params: Params): Promise<Row> => {
  const { maxTimeMs } = call.envelope;
  const { transaction } = call.session;
  if (inTransaction(call) && transaction) {
    return transaction.run((link) => link.one(statement, params, maxTimeMs));
  }
  return again(call, () => call.parts.engine.use((link) => link.one(statement, params, maxTimeMs)));
};

/** Like run, for what changes nothing: given up when the client vanishes. */
export const ask = (call: Call, statement: Statement, params: Params): Promise<Row> =>
  inTransaction(call)
    ? run(call, statement, params)
    : call.parts.engine.use((link) => link.one(statement, params, call.envelope.maxTimeMs), call.vanished);

/**
 * A statement outside a transaction that lost a race took no effect: it is tried again, as MongoDB does inside. Losers
 * in one collection try again one by one; all at once, writers of one unique key would lock each other out for ever.
 */
const again = async (call: Call, work: () => Promise<Row>): Promise<Row> => {
  try {
    return await work();
  } catch (error) {
    if (!isRace(error)) throw error;
    const { db, target } = call.envelope;
    return call.parts.turns.take(`${db}.${target}`, () => patiently(work));
  }
};

const patiently = async (work: () => Promise<Row>): Promise<Row> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES || !isRace(error)) throw error;
      await pause(Math.random() * Math.min(2 ** tries, LONGEST_PAUSE));
    }
  }
};

const isRace = (error: unknown): boolean =>
  error instanceof pg.DatabaseError &&
  (lostRaces.has(error.code ?? '') ||
    (error.code === '23505' && error.schema !== 'documentdb_data') ||
    (error.code === 'XX000' && error.message.startsWith('tuple concurrently')));

/** The first column of a row that is one BSON reply. */
export const replyOf = (row: Row): Uint8Array => row[0] ?? answer({});

/** A reply of our own making. */
export const answer = (fields: Document): Uint8Array => serialize({ ...fields, ok: 1 });

/** Whether a boolean column is true. */
export const isTrue = (column: Buffer | null | undefined): boolean => column?.[0] === 1;
