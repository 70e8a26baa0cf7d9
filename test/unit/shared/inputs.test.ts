import { expect } from 'chai';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { roomId } from '../../../shared/ids.ts';
import { MAX_MENTIONS } from '../../../shared/values/messages.ts';
import { type KnownRequest, requests } from '../../../shared/protocol.ts';
import { nearValid } from '../../contract/refusals/near-valid.ts';

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const byName = (name: KnownRequest['name']): KnownRequest => {
  const found = requests.find((r) => r.name === name);
  if (!found) throw new Error(name);
  return found;
};
const takes = (name: KnownRequest['name'], input: unknown) => byName(name).input.safeParse(input).success;

/** Reads as a frame is read. */
const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

describe('the inputs of requests', () => {
  for (const request of requests)
    it(`of ${request.name}: whatever comes is taken or refused, never thrown at; what is taken is taken again, the same`, () => {
      fc.assert(
        fc.property(
          nearValid(request, { roomId: [ID] }),
          fc.dictionary(fc.string(), fc.jsonValue()),
          (near, stray) => {
            const raw = overTheWire(near);
            const once = request.input.safeParse(raw);
            if (!once.success) {
              expect(once.error.issues).to.not.deep.equal([]);
              return;
            }
            expect(request.input.parse(overTheWire(once.data))).to.deep.equal(once.data);
            const known = Object.keys(once.data);
            const strays = Object.fromEntries(
              Object.entries(stray).map(([key, value]) => [`stray ${key}`, value]),
            );
            const more = request.input.parse({ ...(raw as object), ...strays });
            expect(Object.keys(more)).to.have.members(known);
          },
        ),
        { numRuns: 60 },
      );
    });

  it('read ids in lower case, and nothing that only looks like one', () => {
    fc.assert(
      fc.property(fc.uuid({ version: 7 }), (id) => {
        expect(roomId.safeParse(id).success).to.equal(true);
        for (const other of [id.slice(1), `${id} `, `{${id}}`, id.replaceAll('-', ''), [id], { id }])
          expect(roomId.safeParse(other).success, JSON.stringify(other)).to.equal(false);
        expect(roomId.parse(id.toUpperCase())).to.equal(id);
      }),
    );
  });

  it('number messages by positive whole numbers that are exact', () => {
    const reads = (seq: unknown) => takes('message:recall', { roomId: ID, seq, why: '' });
    fc.assert(
      fc.property(fc.double(), (n) => {
        expect(reads(n)).to.equal(Number.isSafeInteger(n) && n > 0);
      }),
    );
    for (const seq of [1, 2 ** 31, Number.MAX_SAFE_INTEGER]) expect(reads(seq)).to.equal(true);
    for (const seq of [0, -1, 1.5, 2 ** 53, NaN, Infinity, '1', [1], null])
      expect(reads(seq)).to.equal(false);
  });

  it('bound every list and every text', () => {
    const open: string[] = [];
    const look = (schema: z.core.JSONSchema.BaseSchema, path: string): void => {
      const isText = schema.type === 'string' && schema.enum === undefined && schema.const === undefined;
      if (isText && schema.maxLength === undefined && schema.format === undefined) open.push(path);
      if (schema.type === 'array' && schema.maxItems === undefined) open.push(path);
      for (const [key, inner] of Object.entries(schema.properties ?? {})) see(inner, `${path}.${key}`);
      for (const inner of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) see(inner, path);
      if (schema.items !== undefined && !Array.isArray(schema.items)) see(schema.items, `${path}[]`);
    };
    const see = (schema: z.core.JSONSchema._JSONSchema, path: string) =>
      typeof schema === 'object' ? look(schema, path) : open.push(path);
    for (const { name, input } of requests) see(z.toJSONSchema(input, { io: 'input' }), name);
    expect(open).to.deep.equal([]);
  });

  it('count mentions, reasons, cursors and pages', () => {
    const call = { kind: 'everyone' };
    const calls = (n: number) => takes('mention:count', { roomId: ID, mentions: Array(n).fill(call) });
    expect([calls(0), calls(MAX_MENTIONS), calls(MAX_MENTIONS + 1)]).to.deep.equal([true, true, false]);
    const why = (text: string) => takes('message:recall', { roomId: ID, seq: 1, why: text });
    expect([why(''), why('因'.repeat(200)), why('因'.repeat(201))]).to.deep.equal([true, true, false]);
    const cursor = (text: string | null) => takes('inbox:list', { cursor: text });
    expect([cursor(null), cursor('x'.repeat(200)), cursor('x'.repeat(201))]).to.deep.equal([
      true,
      true,
      false,
    ]);
    const limit = (n: number) => takes('message:list', { roomId: ID, limit: n });
    expect([limit(0), limit(1), limit(100), limit(101)]).to.deep.equal([false, true, true, false]);
  });

  it('keep reasons free of what keeps words from being read as they are kept', () => {
    for (const sign of ['\u0000', '\u001b', '\u202e', '\ud83d'])
      for (const name of ['message:recall', 'message:report'] as const)
        expect(takes(name, { roomId: ID, seq: 1, why: `因${sign}为` }), name).to.equal(false);
    expect(takes('message:recall', { roomId: ID, seq: 1, why: '涉及 \u2067شەخس\u2069' })).to.equal(true);
  });
});
