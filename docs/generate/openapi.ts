import * as z from 'zod/mini';
import { EVERY_REQUEST, type Request } from '../../shared/contract.ts';
import { type FaultCode, FAULTS } from '../../shared/faults.ts';
import { requests } from '../../shared/protocol.ts';
import { type Gathered, type Json, schemaOf } from './schemas.ts';

/** Where a request is asked over HTTP. */
export const pathOf = (request: Request) => `/api/v1/${request.name.replace(':', '/')}`;

/** Refusals with one status, told apart by their codes: the same ones are described once. */
type Refusals = Map<string, Json>;

/** docs/openapi.json; named shapes and refusals stand once, as components. */
export function openApi(version: string): string {
  const gathered: Gathered = { named: new Map(), at: '#/components/schemas/' };
  const refusals: Refusals = new Map();
  const paths = Object.fromEntries(
    (requests as readonly Request[]).map((request) => [
      pathOf(request),
      { post: operationOf(request, gathered, refusals) },
    ]),
  );
  const document = {
    openapi: '3.1.0',
    info: { title: '呼应 Huying', version, description: 'Generated from shared/ by `npm run docs`.' },
    paths,
    components: {
      schemas: sorted(gathered.named),
      responses: sorted(refusals),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

const sorted = (named: ReadonlyMap<string, Json>) =>
  Object.fromEntries([...named].sort(([a], [b]) => (a < b ? -1 : 1)));

function operationOf(request: Request, gathered: Gathered, refusals: Refusals): Json {
  const answer = z.object({ ok: z.literal(true), data: request.output });
  return {
    operationId: request.name,
    summary: request.summary,
    tags: [request.name.split(':')[0]],
    security: request.who === 'signed-in' ? [{ bearer: [] }] : [],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: schemaOf(request.input, 'input') } },
    },
    responses: {
      200: {
        description: 'Done.',
        content: { 'application/json': { schema: schemaOf(answer, 'output', gathered) } },
      },
      ...refusedBy(request, refusals),
    },
  };
}

/** By status, the refusals of a request; each group is kept among the components. */
function refusedBy(request: Request, refusals: Refusals): Record<string, Json> {
  const byStatus = new Map<number, FaultCode[]>();
  for (const code of [...EVERY_REQUEST, ...request.faults]) {
    const { status } = FAULTS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, unsorted]) => {
      const codes = unsorted.toSorted();
      const name = codes.join('.');
      refusals.set(name, {
        description: codes.join(', '),
        content: { 'application/json': { schema: refusalOf(codes) } },
      });
      return [String(status), { $ref: `#/components/responses/${name}` }];
    }),
  );
}

const refusalOf = (codes: readonly string[]): Json => ({
  type: 'object',
  properties: {
    ok: { const: false },
    fault: { type: 'object', properties: { code: { enum: codes }, facts: { type: 'object' } } },
  },
});
