import { deserialize, serialize, type Document } from 'bson';
import pg from 'pg';
import { describeDuplicate } from '../duplicate-key.ts';
import type { Row } from '../engine/row-socket.ts';
import { findAndModify as modify, writeOnce, writes } from '../engine/statements.ts';
import { codeOfPackedState, Refusal, transientRefusal } from '../errors.ts';
import { documentsOf } from '../wire/frames.ts';
import { withArray } from '../wire/envelope.ts';
import { inTransaction, isTrue, replyOf, run, type Call, type Handler } from './call.ts';

type Kind = 'insert' | 'update' | 'delete' | 'findAndModify';

const sequenceNames = {
  insert: 'documents',
  update: 'updates',
  delete: 'deletes',
  findAndModify: '',
} as const;

/** A write of this kind; each is repeatable when its sender numbered it (txnNumber). */
export const writing =
  (kind: Kind): Handler =>
  async (call) => {
    const row = await write(kind, call).catch(async (error: unknown) => {
      throw await withDuplicate(call, error);
    });
    if (isTrue(row[1])) return replyOf(row);
    return failed(call, sequenceNames[kind], deserialize(replyOf(row), { promoteValues: false }));
  };

const write = (kind: Kind, call: Call): Promise<Row> => {
  const { envelope, session } = call;
  const [spec, documents] = specOf(call, sequenceNames[kind]);
  const durability = envelope.journaled ? 'on' : 'off';
  if (envelope.txnNumber !== undefined && envelope.autocommit) {
    const number = String(envelope.txnNumber);
    return run(call, writeOnce, [kind, envelope.db, spec, documents, session.id, number, durability]);
  }
  const statement = kind === 'findAndModify' ? modify : writes[kind];
  return run(call, statement, [envelope.db, spec, documents, durability]);
};

/** The command, and its documents when they came as a sequence of their own. */
const specOf = ({ envelope, sequences }: Call, name: string): [Buffer, Buffer | null] => {
  let spec = envelope.body;
  let documents: Buffer | null = null;
  for (const sequence of sequences) {
    if (sequence.name === name && !documents) documents = sequence.documents;
    else spec = withArray(spec, sequence.name, documentsOf(sequence.documents));
  }
  return [spec, documents];
};

/** Some statements failed: their codes become MongoDB's, and in a transaction all of it is undone. */
const failed = async (call: Call, name: string, reply: Document): Promise<Uint8Array> => {
  const within = inTransaction(call);
  if (within) await call.session.transaction?.abort().catch(() => undefined);
  const errors = (reply['writeErrors'] ?? []) as Document[];
  for (const error of errors) {
    const code = codeOfPackedState(Number(error['code']), within);
    if (code === 112 && within) throw transientRefusal(112, String(error['errmsg']));
    error['code'] = code;
    if (code === 11000) await addDuplicate(call, name, error);
  }
  return serialize(reply);
};

const addDuplicate = async (call: Call, name: string, error: Document): Promise<void> => {
  const index = /Index '(.*)'$/.exec(String(error['errmsg']))?.[1] ?? '';
  const document = statementAt(call, name, Number(error['index']));
  const { errmsg, ...more } = await describeDuplicate(call, index, document);
  Object.assign(error, { errmsg, ...more });
};

/** The statement that failed: of an insert the document, of an update what it sets. */
const statementAt = ({ envelope, sequences }: Call, name: string, index: number): Document => {
  const sequence = sequences.find((one) => one.name === name);
  const statement = sequence
    ? deserialized(documentsOf(sequence.documents)[index])
    : ((deserialized(envelope.body)[name] as Document[] | undefined)?.[index] ?? {});
  return name === 'documents' ? statement : whatIsSet(statement);
};

const deserialized = (bytes: Buffer | undefined): Document =>
  bytes ? deserialize(bytes, { promoteValues: false }) : {};

const whatIsSet = ({ q, u }: Document): Document => {
  const update = (u ?? {}) as Document;
  const operators = Object.keys(update).some((key) => key.startsWith('$'));
  return operators
    ? { ...(q as Document), ...(update['$setOnInsert'] as Document), ...(update['$set'] as Document) }
    : { ...(q as Document), ...update };
};

/** findAndModify throws: the key is in what PostgreSQL says of the violation. */
const withDuplicate = async (call: Call, error: unknown): Promise<unknown> => {
  if (!(error instanceof pg.DatabaseError) || inTransaction(call)) return error;
  if (error.code !== '23505' && error.code !== '23P01') return error;
  const index = error.constraint?.startsWith('collection_pk_') ? '_id_' : (error.constraint ?? '');
  const hex = /\)=\(BSONHEX([0-9a-f]+)/.exec(error.detail ?? '')?.[1];
  const document = hex ? Buffer.from(hex, 'hex') : undefined;
  const whole = document && document.length >= 5 && document.readInt32LE(0) === document.length;
  const { errmsg, ...more } = await describeDuplicate(call, index, whole ? deserialized(document) : {});
  return new Refusal(11000, errmsg, more);
};
