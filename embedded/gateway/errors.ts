import { serialize, type Document } from 'bson';
import pg from 'pg';
import { codeNames, documentdbCodes } from './engine/error-codes.ts';
import { EngineGone } from './engine/engine-gone.ts';

const TRANSIENT = 'TransientTransactionError';
const RETRYABLE = 'RetryableWriteError';

/** A refusal as MongoDB words it: code, message, and more fields for the reply. */
export class Refusal extends Error {
  readonly code: number;
  readonly more: Document;

  constructor(code: number, message: string, more: Document = {}) {
    super(message);
    this.code = code;
    this.more = more;
  }
}

/** A refusal of a transaction, which the driver answers by running it again from the start. */
export const transientRefusal = (code: number, message: string): Refusal =>
  new Refusal(code, message, { errorLabels: [TRANSIENT] });

/** Where an error arose: it decides the code of conflicts, and what the driver may try again. */
export type Circumstances = { inTransaction: boolean; repeatable: boolean };

const postgresCodes: Readonly<Record<string, number>> = {
  '0A000': 115,
  '22021': 2,
  '22P05': 2,
  '23505': 11000,
  '23P01': 11000,
  '40001': 112,
  '40P01': 112,
  '42P01': 26,
  '53100': 14031,
  '53200': 146,
  '54000': 17280,
  '55P03': 24,
  '57014': 50,
  GW225: 225,
};

/** What becomes of a transaction that meets another one. */
const conflictsInTransactions = new Set(['23505', '23P01', '40001', '40P01', '55P03']);

/** MongoDB's code for a SQLSTATE. */
export const codeOfState = (state: string, inTransaction = false): number => {
  if (inTransaction && conflictsInTransactions.has(state)) return 112;
  if (/^M[0-9A-Z]{4}$/.test(state)) return documentdbCodes[parseInt(state.slice(1), 36)] ?? 8;
  return postgresCodes[state] ?? 8;
};

/** MongoDB's code for a SQLSTATE as PostgreSQL packs it: six bits a character, the first lowest. */
export const codeOfPackedState = (packed: number, inTransaction = false): number => {
  let state = '';
  for (let rest = packed, left = 5; left > 0; rest >>= 6, left -= 1) {
    state += String.fromCharCode((rest & 63) + 48);
  }
  return codeOfState(state, inTransaction);
};

/** What MongoDB calls a code. */
export const nameOfCode = (code: number): string => codeNames.get(code) ?? `Location${code}`;

/** Any error as a refusal. */
export const asRefusal = (error: unknown, { inTransaction, repeatable }: Circumstances): Refusal => {
  if (error instanceof Refusal) return error;
  if (error instanceof EngineGone) return goneRefusal(error, inTransaction, repeatable);
  if (!(error instanceof pg.DatabaseError)) return new Refusal(8, messageOf(error));
  const code =
    inTransaction && isUnseenCollection(error) ? 112 : codeOfState(error.code ?? '', inTransaction);
  const message = code === 50 ? 'operation exceeded time limit' : error.message;
  return inTransaction && (code === 112 || code === 24)
    ? transientRefusal(code, message)
    : new Refusal(code, message);
};

/** Another has just made the collection, and the snapshot of this transaction is older. */
const isUnseenCollection = (error: Error): boolean =>
  error.message.startsWith('Unable to create the specified collection');

/** A write may be sent again if it was never begun, or if write_once recognises it. */
const goneRefusal = (error: EngineGone, inTransaction: boolean, repeatable: boolean): Refusal => {
  if (inTransaction) return transientRefusal(91, error.message);
  return new Refusal(91, error.message, repeatable || !error.sent ? { errorLabels: [RETRYABLE] } : {});
};

/** The reply document of a refusal. */
export const refusalReply = (refusal: Refusal): Uint8Array =>
  serialize({
    ok: 0,
    errmsg: refusal.message,
    code: refusal.code,
    codeName: nameOfCode(refusal.code),
    ...refusal.more,
  });

/** What an error says. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
