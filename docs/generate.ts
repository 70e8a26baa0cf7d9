import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import * as z from 'zod/mini';
import { EVERY_REQUEST, type Request } from '../shared/contract.ts';
import { FAULTS } from '../shared/faults.ts';
import { broadcasts, jobs, requests } from '../shared/protocol.ts';
import { AREAS } from '../server/config.ts';
import type { Variable } from '../server/config/variable.ts';

/**
 * Writes what is derived from the contracts and the configuration: docs/PROTOCOL.md, docs/openapi.json, docs/CONFIGURATION.md.
 * `--check` writes nothing and fails when a file is not what it would write.
 */
const HELP =
  'npm run docs            writes the generated documents\nnpm run docs -- --check fails when one is stale';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodMiniType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    // A format says all; the pattern behind it only fills pages.
    override: ({ jsonSchema }) => {
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    },
  }) as Json;
  return rest;
};

/** A schema as a reader of the protocol wants it: TypeScript-like, one line where it fits. */
function typeOf(schema: Json): string {
  if (Array.isArray(schema['anyOf'])) return (schema['anyOf'] as Json[]).map(typeOf).join(' | ');
  if (Array.isArray(schema['oneOf'])) return (schema['oneOf'] as Json[]).map(typeOf).join(' | ');
  if (schema['const'] !== undefined) return JSON.stringify(schema['const']);
  if (Array.isArray(schema['enum']))
    return (schema['enum'] as unknown[]).map((v) => JSON.stringify(v)).join(' | ');
  if (Array.isArray(schema['type']))
    return schema['type'].map((type: unknown) => typeOf({ ...schema, type })).join(' | ');
  if (schema['type'] === 'array') return `(${typeOf(schema['items'] as Json)})[]`;
  if (schema['type'] === 'object') return objectType(schema);
  const limits = ['format', 'minLength', 'maxLength', 'minimum', 'exclusiveMinimum', 'maximum']
    .filter((key) => schema[key] !== undefined && Math.abs(Number(schema[key])) !== Number.MAX_SAFE_INTEGER)
    .map((key) => `${key} ${String(schema[key])}`);
  const type = typeof schema['type'] === 'string' ? schema['type'] : 'unknown';
  return limits.length === 0 ? type : `${type} /* ${limits.join(', ')} */`;
}

function objectType(schema: Json): string {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Json>);
  const required = new Set((schema['required'] ?? []) as string[]);
  if (properties.length === 0) return schema['additionalProperties'] ? 'Record<string, string>' : '{}';
  return `{ ${properties.map(([key, value]) => `${key}${required.has(key) ? '' : '?'}: ${typeOf(value)}`).join('; ')} }`;
}

const typescript = async (name: string, schema: Json): Promise<string> => {
  const printed = await format(`type ${name} = ${typeOf(schema)};`, {
    parser: 'typescript',
    printWidth: 100,
  });
  return `\`\`\`ts\n${printed}\`\`\`\n`;
};

const pathOf = (request: Request) => `/api/v1/${request.name.replace(':', '/')}`;

async function protocol(): Promise<string> {
  const parts = [
    '# Protocol',
    '',
    'Generated from `shared/` by `npm run docs`; do not edit.',
    '',
    'A request goes through two doors with the same meaning: the socket (`emit(name, input, acknowledge)`) and HTTP',
    '(`POST /api/v1/<noun>/<verb>`, JSON body = input, `Authorization: Bearer <access token>`). The answer is',
    '`{ ok: true, data }` or `{ ok: false, fault: { code, facts } }`; over HTTP with the status of the fault.',
    'A socket signs in with `auth: { token }` at the handshake (`connect_error` carries the fault as `data`) and is closed',
    'when its access token expires, unless `session:renew` brought a newer one.',
    'Broadcasts may be lost: a client that holds the numbers `seq` and `changeSeq` of a room catches up by `room:sync`.',
    '',
    `Every request may be refused with ${EVERY_REQUEST.map((c) => `\`${c}\``).join(', ')}.`,
    '',
    'A bot holds one token, made by `huying bot create` and sent like an access token. Every request but those of its own',
    '(`bot:…`) refuses it with `NOT_ALLOWED`.',
    '',
    '## Requests',
    '',
  ];
  for (const request of requests as readonly Request[]) {
    parts.push(
      `### ${request.name}`,
      '',
      request.summary,
      '',
      `- doors: ${request.doors === 'http' ? '' : 'socket, '}\`POST ${pathOf(request)}\`; who: ${request.who}; pace: ${request.pace}`,
      `- refusals: ${request.faults.map((c) => `\`${c}\``).join(', ') || 'none of its own'}`,
      '',
      await typescript('Input', schemaOf(request.input, 'input')),
      await typescript('Output', schemaOf(request.output, 'output')),
    );
  }
  parts.push('## Broadcasts', '');
  for (const broadcast of broadcasts)
    parts.push(
      `### ${broadcast.name}`,
      '',
      `${broadcast.summary} To: ${broadcast.to}.`,
      '',
      await typescript('Body', schemaOf(broadcast.body, 'output')),
    );
  parts.push('## Jobs', '');
  for (const job of jobs)
    parts.push(
      `### ${job.name}`,
      '',
      job.summary,
      '',
      await typescript('Data', schemaOf(job.data, 'output')),
    );
  parts.push('## Refusals', '', '| code | HTTP status | worth trying again |', '| --- | --- | --- |');
  for (const [code, { status, again }] of Object.entries(FAULTS))
    parts.push(`| ${code} | ${status} | ${again ? 'yes' : 'no'} |`);
  return `${parts.join('\n')}\n`;
}

function openApi(): string {
  const paths = Object.fromEntries(
    (requests as readonly Request[]).map((request) => [pathOf(request), { post: operationOf(request) }]),
  );
  const document = {
    openapi: '3.1.0',
    info: {
      title: '呼应 Huying',
      version: versionOf(),
      description: 'Generated from shared/ by `npm run docs`.',
    },
    paths,
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

function operationOf(request: Request): Json {
  const byStatus = new Map<number, string[]>();
  for (const code of [...EVERY_REQUEST, ...request.faults]) {
    const { status } = FAULTS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const refusals = [...byStatus].map(([status, codes]) => [
    String(status),
    { description: codes.join(', '), content: { 'application/json': { schema: refusalOf(codes) } } },
  ]);
  const data = {
    type: 'object',
    properties: { ok: { const: true }, data: schemaOf(request.output, 'output') },
  };
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
      200: { description: 'Done.', content: { 'application/json': { schema: data } } },
      ...Object.fromEntries(refusals),
    },
  };
}

const refusalOf = (codes: readonly string[]): Json => ({
  type: 'object',
  properties: {
    ok: { const: false },
    fault: { type: 'object', properties: { code: { enum: codes }, facts: { type: 'object' } } },
  },
});

const versionOf = (): string =>
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;

const AREA_WORDS: Record<keyof typeof AREAS, string> = {
  serving: 'Serving: what a process does, and where people and operators reach it',
  engines: 'Engines: where what is kept is, and how nodes hear of each other',
  keys: 'Keys: what seals and signs',
  load: 'Load: how much a node bears, and how fast one person may go',
  terms: 'Terms: for how long something may be done, or counts',
  mail: 'E-mail: through which server reminders leave, and in whose name',
};

function configuration(): string {
  const areas = Object.entries(AREAS) as [keyof typeof AREAS, Record<string, Documented>][];
  return [
    '# Configuration',
    '',
    'Generated from `server/config/` by `npm run docs`; do not edit. Everything is an environment variable; an empty one counts as not set.',
    '',
    ...areas.flatMap(([area, variables]) => [
      `## ${AREA_WORDS[area]}`,
      '',
      '| variable | default | unit | meaning |',
      '| --- | --- | --- | --- |',
      ...Object.entries(variables).map(rowOf),
      '',
    ]),
  ].join('\n');
}

type Documented = Pick<Variable<unknown>, 'fallback' | 'unit' | 'about'>;

const rowOf = ([name, { fallback, unit, about }]: [string, Documented]) =>
  `| \`${name}\` | ${fallback === '' ? '' : `\`${fallback}\``} | ${unit.replaceAll('|', '\\|')} | ${about} |`;

const root = join(import.meta.dirname, '..');

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    console.log(HELP);
    return;
  }
  const check = process.argv.includes('--check');
  const options = (await resolveConfig(join(root, 'docs/x.md'))) ?? {};
  const documents: [string, string][] = [
    ['docs/PROTOCOL.md', await protocol()],
    ['docs/openapi.json', openApi()],
    ['docs/CONFIGURATION.md', await format(configuration(), { ...options, parser: 'markdown' })],
  ];
  const stale = documents.filter(([file, text]) => !isCurrent(file, text));
  if (!check) for (const [file, text] of stale) writeFileSync(join(root, file), text);
  for (const [file] of stale) console.log(check ? `stale: ${file}; run npm run docs` : `wrote ${file}`);
  if (check && stale.length > 0) process.exitCode = 1;
}

function isCurrent(file: string, text: string): boolean {
  try {
    return readFileSync(join(root, file), 'utf8') === text;
  } catch {
    return false;
  }
}

await main();
