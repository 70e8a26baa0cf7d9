import fc from 'fast-check';
import * as z from 'zod/mini';
import type { KnownRequest } from '../../../shared/protocol.ts';

/** What of JSON Schema the contracts' inputs use. */
interface Schema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minItems?: number;
  format?: string;
}

/** Values that mean something on the server at hand, by the name of the field that takes them. */
export type Known = Readonly<Record<string, readonly unknown[]>>;

const NUMBERS = [
  0,
  1,
  2,
  -1,
  50,
  51,
  100,
  101,
  1e9,
  2 ** 31,
  2 ** 32,
  Number.MAX_SAFE_INTEGER,
  -Number.MAX_SAFE_INTEGER,
];
const ODD_NUMBERS = [0.5, 2 ** 53, -(2 ** 53), 1e21, 1e308, -0];
const WORDS = [
  '',
  ' ',
  '\u0000',
  '__proto__',
  'constructor',
  '$where',
  'a|b',
  '2026-03-05|x',
  '.',
  '0.x',
  '9e999.x',
  '-',
  '\uD800',
  '🏛️',
  'x'.repeat(4_100),
];
const DATES = [
  '2026-03-05',
  '0000-01-01',
  '0001-01-01',
  '9999-12-31',
  '2024-02-29',
  '2023-02-29',
  '1582-10-10',
  '+275760-09-14',
];
const INSTANTS = [
  '2026-03-05T01:00:00Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999Z',
  '2016-12-31T23:59:60Z',
  '2026-03-05T01:00:00+08:00',
];
const JUNK = [
  null,
  true,
  [],
  {},
  [[]],
  { $gt: '' },
  { $ne: null },
  { length: 5 },
  JSON.parse('{"__proto__":{"x":1}}') as object,
];

const junk = fc.oneof(
  fc.constantFrom<unknown>(...JUNK, ...NUMBERS, ...ODD_NUMBERS, ...WORDS),
  fc.jsonValue(),
);

/** Inputs that a request takes, or that are wrong in one place or two. */
export const nearValid = ({ input }: KnownRequest, known: Known): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 30, arbitrary: valueOf(z.toJSONSchema(input, { io: 'input' }) as Schema, 'input', known) },
    { weight: 1, arbitrary: junk },
  );

function valueOf(schema: Schema, name: string, known: Known): fc.Arbitrary<unknown> {
  const given = known[name];
  const made =
    given === undefined || schema.type === 'array' ? plain(schema, name, known) : fc.constantFrom(...given);
  const own = fc.oneof({ weight: 4, arbitrary: made }, { weight: 1, arbitrary: plain(schema, name, known) });
  return fc.oneof({ weight: 14, arbitrary: own }, { weight: 1, arbitrary: junk });
}

function plain(schema: Schema, name: string, known: Known): fc.Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => valueOf(choice, name, known)));
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'object':
      return objectOf(schema, known);
    case 'array': {
      const items = valueOf(schema.items ?? {}, name.replace(/s$/, ''), known);
      return fc.array(items, { minLength: schema.minItems ?? 0, maxLength: 4 });
    }
    case 'integer':
      return fc.oneof(fc.nat(60), fc.constantFrom(...NUMBERS), fc.maxSafeInteger());
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return stringOf(schema);
    case undefined:
    default:
      throw new Error(`a schema nobody foresaw: ${JSON.stringify(schema)}`);
  }
}

function objectOf({ properties = {}, required = [] }: Schema, known: Known): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([key, schema]) => [key, valueOf(schema, key, known)]),
  );
  const whole = fc.record(fields, { requiredKeys: required });
  const torn = fc.record(fields, { requiredKeys: [] });
  return fc.oneof({ weight: 12, arbitrary: whole }, { weight: 1, arbitrary: torn });
}

function stringOf({ format }: Schema): fc.Arbitrary<unknown> {
  switch (format) {
    case 'uuid':
      return fc.uuid();
    case 'date':
      return fc.constantFrom(...DATES);
    case 'date-time':
      return fc.constantFrom(...INSTANTS);
    case undefined:
    default:
      return fc.oneof(
        fc.constantFrom(...WORDS),
        fc.string({ unit: 'grapheme', minLength: 2 }),
        fc.string({ unit: 'binary' }),
        fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
      );
  }
}
