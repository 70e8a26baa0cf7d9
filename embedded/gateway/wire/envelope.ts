import { BrokenBson, elementsOf, type Element } from './bson-walk.ts';

/** What surrounds a command on the wire, and the command freed from it: no document inside is decoded. */
export type Envelope = {
  command: string;
  /** the value of the first field when it is a string: the collection, nearly always */
  target: string;
  db: string;
  /** the command without its wire fields; the received bytes themselves when there were none */
  body: Buffer;
  /** the 16 bytes of lsid.id */
  sessionId?: Buffer;
  txnNumber?: bigint;
  /** false inside a transaction only */
  autocommit: boolean;
  startTransaction: boolean;
  maxTimeMs: number;
  /** the writer waits for the journal: MongoDB's default (majority); not with `w: 1` or `j: false` */
  journaled: boolean;
};

const wireOnly = new Set([
  'lsid',
  'txnNumber',
  'autocommit',
  'startTransaction',
  'readConcern',
  'writeConcern',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'maxTimeMS',
]);

/** Reads what surrounds a command, and cuts it out bytewise; throws BrokenBson when the first level is not BSON. */
export const readEnvelope = (bytes: Buffer): Envelope => {
  const elements = elementsOf(bytes);
  const first = elements[0];
  if (!first) throw new BrokenBson('A command has no fields');
  const envelope: Envelope = {
    command: first.name,
    target: first.type === 0x02 ? stringAt(bytes, first) : '',
    db: 'test',
    body: bytes,
    autocommit: true,
    startTransaction: false,
    maxTimeMs: 0,
    journaled: true,
  };
  const kept: Element[] = [];
  for (const element of elements) {
    if (element !== first && isWireOnly(element.name)) readWireField(bytes, element, envelope);
    else kept.push(element);
  }
  if (kept.length < elements.length) envelope.body = splice(bytes, kept);
  return envelope;
};

const isWireOnly = (name: string): boolean => name.startsWith('$') || wireOnly.has(name);

const readWireField = (bytes: Buffer, element: Element, into: Envelope): void => {
  switch (element.name) {
    case '$db':
      if (element.type !== 0x02) throw new BrokenBson('$db is no string');
      into.db = stringAt(bytes, element);
      return;
    case 'lsid': {
      const id = element.type === 0x03 ? field(bytes, element, 'id') : undefined;
      if (id?.type === 0x05) into.sessionId = bytes.subarray(id.value + 5, id.end);
      return;
    }
    case 'txnNumber':
      if (element.type === 0x12) into.txnNumber = bytes.readBigInt64LE(element.value);
      else if (element.type === 0x10) into.txnNumber = BigInt(bytes.readInt32LE(element.value));
      return;
    case 'autocommit':
      into.autocommit = bytes[element.value] !== 0;
      return;
    case 'startTransaction':
      into.startTransaction = bytes[element.value] === 1;
      return;
    case 'maxTimeMS':
      into.maxTimeMs = numberAt(bytes, element);
      return;
    case 'writeConcern':
      into.journaled = element.type !== 0x03 || isJournaled(bytes, element);
  }
};

const isJournaled = (bytes: Buffer, concern: Element): boolean => {
  const j = field(bytes, concern, 'j');
  if (j?.type === 0x08) return bytes[j.value] === 1;
  const w = field(bytes, concern, 'w');
  return w === undefined || w.type === 0x02;
};

const field = (bytes: Buffer, document: Element, name: string): Element | undefined =>
  elementsOf(bytes.subarray(0, document.end), document.value).find((element) => element.name === name);

const stringAt = (bytes: Buffer, { value, end }: Element): string =>
  bytes.toString('utf8', value + 4, end - 1);

const numberAt = (bytes: Buffer, { type, value }: Element): number => {
  if (type === 0x10) return bytes.readInt32LE(value);
  if (type === 0x12) return Number(bytes.readBigInt64LE(value));
  return type === 0x01 ? bytes.readDoubleLE(value) : 0;
};

/** Neighbours are copied in one piece: usually everything before the first wire field. */
const splice = (bytes: Buffer, kept: readonly Element[]): Buffer => {
  const length = kept.reduce((sum, element) => sum + element.end - element.start, 5);
  const body = Buffer.allocUnsafe(length);
  body.writeInt32LE(length, 0);
  let at = 4;
  for (const { start, end } of joined(kept)) at += bytes.copy(body, at, start, end);
  body[at] = 0;
  return body;
};

const joined = (kept: readonly Element[]): { start: number; end: number }[] => {
  const spans: { start: number; end: number }[] = [];
  for (const { start, end } of kept) {
    const last = spans.at(-1);
    if (last?.end === start) last.end = end;
    else spans.push({ start, end });
  }
  return spans;
};

/** The command with documents of a sequence put back as an array field, for commands that take no sequence. */
export const withArray = (body: Buffer, name: string, documents: readonly Buffer[]): Buffer => {
  const items = documents.flatMap((document, index) => [Buffer.from(`\x03${index}\0`), document]);
  const array = closed(items);
  return closed([body.subarray(4, -1), Buffer.from(`\x04${name}\0`), array]);
};

const closed = (parts: readonly Buffer[]): Buffer => {
  const length = parts.reduce((sum, part) => sum + part.length, 5);
  const head = Buffer.allocUnsafe(4);
  head.writeInt32LE(length, 0);
  return Buffer.concat([head, ...parts, Buffer.of(0)], length);
};
