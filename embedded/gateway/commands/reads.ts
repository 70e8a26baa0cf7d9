import { deserialize } from 'bson';
import type { Statement } from '../engine/prepared-run.ts';
import { calls, firstPages, nextPage } from '../engine/statements.ts';
import { Refusal } from '../errors.ts';
import { answer, ask, inTransaction, isTrue, replyOf, run, type Handler } from './call.ts';

/** Opens a cursor: the reply is DocumentDB's first page as it stands. */
const opening =
  (statement: Statement, asking = ask): Handler =>
  async (call) => {
    const { envelope, session, parts } = call;
    const row = await asking(call, statement, [envelope.db, envelope.body]);
    const [page, continuation, bound, id] = row;
    if (continuation && id) {
      if (isTrue(bound)) throw new Refusal(8, 'The cursor is bound to a connection');
      const transaction = inTransaction(call) ? session.transaction : undefined;
      parts.cursors.keep(
        { id: id.readBigInt64BE(0), db: envelope.db, continuation: Buffer.from(continuation), transaction },
        session,
      );
    }
    return page ?? answer({});
  };

export const find = opening(firstPages.find);
export const listCollections = opening(firstPages.listCollections);
export const listIndexes = opening(firstPages.listIndexes);

const writingStages = [Buffer.from('$out\0'), Buffer.from('$merge\0')];

/** An aggregation that may write ($out, $merge) goes on when its client vanishes, like any write. */
export const aggregate: Handler = (call) => {
  if (call.envelope.target === '' && call.envelope.body.includes('$currentOp\0')) refuseAdminPipeline();
  const writes = writingStages.some((stage) => call.envelope.body.includes(stage));
  return opening(firstPages.aggregate, writes ? run : ask)(call);
};

const refuseAdminPipeline = (): never => {
  throw new Refusal(40324, '$currentOp is not supported; use the currentOp command');
};

export const getMore: Handler = async (call) => {
  const { envelope, parts } = call;
  const { getMore: asked } = deserialize(envelope.body, { useBigInt64: true });
  if (typeof asked !== 'bigint') throw new Refusal(14, 'A cursor id is a 64-bit integer');
  const cursor = parts.cursors.take(asked);
  let { continuation }: { continuation: Buffer | null } = cursor;
  try {
    const row = await ask(call, nextPage, [cursor.db, envelope.body, continuation]);
    continuation = row[1] ? Buffer.from(row[1]) : null;
    return replyOf(row);
  } finally {
    parts.cursors.giveBack(asked, continuation);
  }
};

export const killCursors: Handler = ({ envelope, parts }) => {
  const { cursors } = deserialize(envelope.body, { useBigInt64: true }) as { cursors?: bigint[] };
  if (!Array.isArray(cursors)) throw new Refusal(9, 'killCursors names no cursors');
  const killed = cursors.filter((id) => parts.cursors.close(id));
  const notFound = cursors.filter((id) => !killed.includes(id));
  return answer({ cursorsKilled: killed, cursorsNotFound: notFound, cursorsAlive: [], cursorsUnknown: [] });
};

/** A question that is answered with one document. */
const asking =
  (statement: Statement): Handler =>
  async (call) =>
    replyOf(await ask(call, statement, [call.envelope.db, call.envelope.body]));

export const count = asking(calls.count);
export const distinct = asking(calls.distinct);
export const listDatabases = asking(calls.listDatabases);
export const validate = asking(calls.validate);
export const currentOp = asking(calls.currentOp);
