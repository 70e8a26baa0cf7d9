import { Binary, deserialize, UUID } from 'bson';
import { isTrue, type Call, type Handler, answer } from './call.ts';
import { wasCommitted } from '../engine/statements.ts';
import { Refusal } from '../errors.ts';
import { noSuchTransaction, Transaction } from '../transaction.ts';

export const startSession: Handler = () => answer({ id: { id: new UUID() }, timeoutMinutes: 30 });

export const refreshSessions: Handler = () => answer({});

export const endSessions: Handler = ({ envelope, parts }) => {
  const asked: unknown = deserialize(envelope.body, { promoteBuffers: false })[envelope.command];
  parts.sessions.end((Array.isArray(asked) ? asked : []).map(idOf).filter((id) => id !== undefined));
  return answer({});
};

const idOf = (session: unknown): Buffer | undefined => {
  const id = (session as { id?: unknown } | null)?.id;
  return id instanceof Binary ? Buffer.from(id.buffer) : undefined;
};

/** Which commands MongoDB allows in a transaction, of those there are. */
const allowed = new Set([
  'insert',
  'update',
  'delete',
  'findAndModify',
  'findandmodify',
  'find',
  'aggregate',
  'getMore',
  'killCursors',
  'count',
  'distinct',
  'create',
  'createIndexes',
  'commitTransaction',
  'abortTransaction',
]);

/** Finds, or begins, the transaction that a call belongs to, before the call is answered. */
export const enterTransaction = ({ envelope, session, parts }: Call): void => {
  const { txnNumber, command } = envelope;
  if (txnNumber === undefined || envelope.autocommit) return;
  if (!allowed.has(command))
    throw new Refusal(263, `Cannot run '${command}' in a multi-document transaction.`);
  const current = session.transaction;
  if (envelope.startTransaction) {
    if (current && current.number >= txnNumber) {
      throw new Refusal(
        current.number === txnNumber ? 117 : 225,
        `Transaction ${txnNumber} has been begun already`,
      );
    }
    current?.drop();
    session.transaction = new Transaction(txnNumber, parts);
    return;
  }
  const ending = command === 'commitTransaction' || command === 'abortTransaction';
  if (!ending && (current?.number !== txnNumber || !current.isOpen())) throw noSuchTransaction(txnNumber);
};

/** A commit that is repeated because its answer was lost is recognised by the note that it left. */
export const commitTransaction: Handler = async (call) => {
  const { session, envelope, parts } = call;
  const number = numberOf(call);
  const { transaction } = session;
  const durability = envelope.journaled ? 'on' : 'off';
  if (transaction?.number === number) await transaction.commit(session.id, durability);
  else {
    const [committed] = await parts.engine.use((link) =>
      link.one(wasCommitted, [session.id, String(number)]),
    );
    if (!isTrue(committed)) throw noSuchTransaction(number);
  }
  return answer({});
};

export const abortTransaction: Handler = async (call) => {
  const number = numberOf(call);
  const { transaction } = call.session;
  if (transaction?.number !== number) throw noSuchTransaction(number);
  if (transaction.isCommitted()) throw new Refusal(256, `Transaction ${number} has been committed.`);
  await transaction.abort();
  return answer({});
};

const numberOf = ({ envelope }: Call): bigint => {
  if (envelope.txnNumber === undefined || envelope.autocommit) {
    throw new Refusal(20, `${envelope.command} belongs to a transaction`);
  }
  return envelope.txnNumber;
};
