import * as z from 'zod/mini';
import { contact, suggestion, track } from '../../shared/suggestions.ts';
import { handOver } from '../../shared/hand-over.ts';
import { message } from '../../shared/messages.ts';
import { notice } from '../../shared/notices.ts';
import { jurisdiction, policyProfile, policyView } from '../../shared/policies.ts';
import { inboxItem, room } from '../../shared/rooms.ts';
import { roll, seat } from '../../shared/seats.ts';

export type Json = Record<string, unknown>;

/** What many answers contain: described once, and named where it stands. */
const SHAPES = {
  Suggestion: suggestion,
  Track: track,
  Contact: contact,
  HandOver: handOver,
  Message: message,
  Notice: notice,
  Jurisdiction: jurisdiction,
  PolicyProfile: policyProfile,
  Policy: policyView,
  InboxItem: inboxItem,
  Room: room,
  Roll: roll,
  Seat: seat,
};

const registry = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(SHAPES)) registry.add(schema, { id });
const NOTHING_NAMED = z.registry<{ id: string }>();

const DEFINED = '#/$defs/';

/** Schemas of several answers, and what they name, gathered under a place of one document. */
export interface Gathered {
  readonly named: Map<string, Json>;
  /** What a reference begins with. */
  readonly at: string;
}

/** A JSON schema; of what is answered, shapes that have a name are gathered and referred to. */
export function schemaOf(
  schema: z.ZodMiniType,
  io: 'input' | 'output',
  gathered: Gathered | null = null,
): Json {
  const {
    $schema: _,
    $defs = {},
    ...rest
  } = z.toJSONSchema(schema, {
    io,
    metadata: gathered ? registry : NOTHING_NAMED,
    // A format says all; the pattern behind it only fills pages.
    override: ({ jsonSchema }) => {
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    },
  }) as Json & { $defs?: Record<string, Json> };
  if (!gathered) return rest;
  for (const [name, { id: _id, ...shape }] of Object.entries($defs))
    gathered.named.set(name, placed(shape, gathered.at));
  return placed(rest, gathered.at);
}

/** The same with its references into the one document. */
function placed(schema: Json, at: string): Json {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) =>
      key === '$ref' && typeof value === 'string' ? value.replace(DEFINED, at) : value,
    ),
  ) as Json;
}

/** A schema as a reader of the protocol wants it: TypeScript-like, one line where it fits. */
export function typeOf(schema: Json): string {
  if (typeof schema['$ref'] === 'string') return schema['$ref'].replace(DEFINED, '');
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
  return `{ ${properties.map(([key, value]) => `${nameOf(key)}${required.has(key) ? '' : '?'}: ${typeOf(value)}`).join('; ')} }`;
}

const nameOf = (key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key));

/** The schema of one answer as it stands in the prose of the protocol. */
export const IN_PROSE = DEFINED;
