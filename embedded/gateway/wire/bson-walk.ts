/** The bytes are not BSON. What sent them is cut off: there is no telling where its next message begins. */
export class BrokenBson extends Error {}

/** Where to look, and where to stop. */
type Span = { at: number; limit: number };

const DEEPEST = 200;
const fixedSizes: Readonly<Record<number, number>> = {
  0x01: 8,
  0x06: 0,
  0x07: 12,
  0x08: 1,
  0x09: 8,
  0x0a: 0,
  0x10: 4,
  0x11: 8,
  0x12: 8,
  0x13: 16,
  0x7f: 0,
  0xff: 0,
};

/** One element: its type byte, its name, where it starts (type byte), where its value starts and where it ends. */
export type Element = { type: number; name: string; start: number; value: number; end: number };

/** The length that a document at `at` declares; throws BrokenBson when it does not fit before `limit`. */
export const documentLength = (bytes: Buffer, at: number, limit: number): number => {
  if (at + 5 > limit) throw new BrokenBson('A document ends before its length');
  const length = bytes.readInt32LE(at);
  if (length < 5 || at + length > limit || bytes[at + length - 1] !== 0) {
    throw new BrokenBson(`A document of ${length} bytes does not fit`);
  }
  return length;
};

/** The top-level elements of the document at `at`, in order; values are measured, not looked into. */
export const elementsOf = (bytes: Buffer, at = 0): Element[] => {
  const end = at + documentLength(bytes, at, bytes.length) - 1;
  const found: Element[] = [];
  let start = at + 4;
  while (start < end) {
    const type = bytes[start] ?? 0;
    const nameEnd = endOfName(bytes, start + 1, end);
    const name = bytes.toString('utf8', start + 1, nameEnd);
    const valueEnd = endOfValue(bytes, type, { at: nameEnd + 1, limit: end });
    found.push({ type, name, start, value: nameEnd + 1, end: valueEnd });
    start = valueEnd;
  }
  if (start !== end) throw new BrokenBson('The elements run over the end of their document');
  return found;
};

/** Walks a whole document, nested ones too, and throws BrokenBson unless every length fits. Returns where it ends. */
export const checkDocument = (bytes: Buffer, at: number, limit: number): number =>
  checkNested(bytes, { at, limit }, 0);

const checkNested = (bytes: Buffer, { at, limit }: Span, depth: number): number => {
  if (depth > DEEPEST) throw new BrokenBson(`Documents are nested deeper than ${DEEPEST}`);
  const end = at + documentLength(bytes, at, limit) - 1;
  let next = at + 4;
  while (next < end) {
    const type = bytes[next] ?? 0;
    const value = endOfName(bytes, next + 1, end) + 1;
    next = endOfValue(bytes, type, { at: value, limit: end });
    if (type === 0x03 || type === 0x04) checkNested(bytes, { at: value, limit: next }, depth + 1);
    else if (type === 0x0f) checkScopedCode(bytes, { at: value, limit: next }, depth);
    else if (type === 0x08 && (bytes[value] ?? 0) > 1) throw new BrokenBson('A boolean is neither 0 nor 1');
  }
  if (next !== end) throw new BrokenBson('The elements run over the end of their document');
  return end + 1;
};

const checkScopedCode = (bytes: Buffer, { at, limit }: Span, depth: number): void => {
  const scope = endOfString(bytes, at + 4, limit);
  if (checkNested(bytes, { at: scope, limit }, depth + 1) !== limit)
    throw new BrokenBson('A scope does not fit');
};

const endOfName = (bytes: Buffer, at: number, limit: number): number => {
  const end = bytes.indexOf(0, at);
  if (end < 0 || end >= limit) throw new BrokenBson('A name has no end');
  return end;
};

const endOfString = (bytes: Buffer, at: number, limit: number): number => {
  const end = at + 4 + lengthAt(bytes, at, limit);
  if (end > limit || end < at + 5 || bytes[end - 1] !== 0) throw new BrokenBson('A string does not fit');
  return end;
};

const lengthAt = (bytes: Buffer, at: number, limit: number): number => {
  if (at + 4 > limit) throw new BrokenBson('A value ends before its length');
  const length = bytes.readInt32LE(at);
  if (length < 0) throw new BrokenBson('A length is negative');
  return length;
};

const endOfValue = (bytes: Buffer, type: number, span: Span): number => {
  const end = measuredEnd(bytes, type, span);
  if (end > span.limit) throw new BrokenBson(`A value of type ${type} does not fit`);
  return end;
};

const measuredEnd = (bytes: Buffer, type: number, { at, limit }: Span): number => {
  const fixed = fixedSizes[type];
  if (fixed !== undefined) return at + fixed;
  switch (type) {
    case 0x02: // string
    case 0x0d: // JavaScript
    case 0x0e: // symbol
      return endOfString(bytes, at, limit);
    case 0x03: // document
    case 0x04: // array
      return at + documentLength(bytes, at, limit);
    case 0x05: // binary: length, subtype, bytes
      return at + 5 + lengthAt(bytes, at, limit);
    case 0x0b: // regular expression: two names
      return endOfName(bytes, endOfName(bytes, at, limit) + 1, limit) + 1;
    case 0x0c: // database pointer
      return endOfString(bytes, at, limit) + 12;
    case 0x0f: {
      const length = lengthAt(bytes, at, limit);
      if (length < 14) throw new BrokenBson('A scoped code is too short');
      return at + length;
    }
    default:
      throw new BrokenBson(`There is no BSON type ${type}`);
  }
};
