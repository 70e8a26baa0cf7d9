import { deserialize, serialize, type Document } from 'bson';
import type { Statement } from '../engine/prepared-run.ts';
import type { Row } from '../engine/row-socket.ts';
import { calls, collMod as collModCall, collStats as collStatsCall } from '../engine/statements.ts';
import {
  dbStats as dbStatsCall,
  dropCollection,
  dropDatabase as dropDatabaseCall,
} from '../engine/statements.ts';
import { codeOfPackedState, Refusal } from '../errors.ts';
import { answer, ask, replyOf, run, type Handler } from './call.ts';

const changing =
  (statement: Statement): Handler =>
  async (call) =>
    replyOf(await run(call, statement, [call.envelope.db, call.envelope.body]));

export const create = changing(calls.create);
export const renameCollection = changing(calls.renameCollection);
export const compact = changing(calls.compact);

/** Builds at once, rather than seconds later: when this returns, the index is there, and unique. */
export const createIndexes: Handler = async (call) =>
  flattened(await run(call, calls.createIndexes, [call.envelope.db, call.envelope.body]));

/** MongoDB's errors for what is not there come as errors, not as `ok: 0` inside. */
export const dropIndexes: Handler = async (call) =>
  flattened(await run(call, calls.dropIndexes, [call.envelope.db, call.envelope.body]));

/** DocumentDB answers as a sharded cluster does, under `raw`; a replica set answers without that layer. */
const flattened = (row: Row): Uint8Array => {
  const { raw, ok }: { raw?: Record<string, Document>; ok?: unknown } = deserialize(replyOf(row));
  const reply: Document = raw ? { ...Object.values(raw)[0] } : deserialize(replyOf(row));
  if (Number(reply['ok'] ?? ok) !== 1) {
    const code = Number(reply['code']);
    throw new Refusal(code > 100_000 ? codeOfPackedState(code) : code, String(reply['errmsg']));
  }
  return serialize({ ...reply, ok: 1 });
};

export const collMod: Handler = async (call) => {
  const { db, target, body } = call.envelope;
  return replyOf(await run(call, collModCall, [db, target, body]));
};

/** Dropping what is not there succeeds, as in MongoDB 7. */
export const drop: Handler = async (call) => {
  const { db, target } = call.envelope;
  await run(call, dropCollection, [db, target]);
  return answer({ ns: `${db}.${target}` });
};

export const dropDatabase: Handler = async (call) => {
  const { db } = call.envelope;
  await run(call, dropDatabaseCall, [db]);
  return answer({ dropped: db });
};

export const collStats: Handler = async (call) => {
  const { db, target } = call.envelope;
  return replyOf(await ask(call, collStatsCall, [db, target, scaleOf(call.envelope.body)]));
};

export const dbStats: Handler = async (call) =>
  replyOf(await ask(call, dbStatsCall, [call.envelope.db, scaleOf(call.envelope.body)]));

const scaleOf = (body: Buffer): string => {
  const scale: unknown = deserialize(body)['scale'] ?? 1;
  if (typeof scale !== 'number' || scale < 1) throw new Refusal(2, 'scale must be a number of at least 1');
  return String(scale);
};
