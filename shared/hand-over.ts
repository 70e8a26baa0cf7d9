import * as z from 'zod/mini';
import { broadcast, job, request } from './contract.ts';
import { civilDate, handOverId, suggestionId } from './ids.ts';

/** One run of 交办. `done` counts suggestions whose room, members, welcome card and duties all stand. */
export const handOver = z.object({
  handOverId,
  assignedOn: civilDate,
  state: z.enum(['waiting', 'running', 'finished', 'failed']),
  total: z.int(),
  done: z.int(),
  failures: z.array(z.object({ suggestionId, number: z.string(), reason: z.string() })),
});
export type HandOver = z.infer<typeof handOver>;

export const startHandOver = request({
  name: 'hand-over:start',
  summary:
    'Hands over (交办) all registered suggestions, or those named by id; makes rooms, members, welcome cards and duties. Idempotent and resumable; answers at once, progress is told.',
  doors: 'http', // ten thousand ids are too large for a socket frame
  pace: 'act',
  input: z.object({
    selection: z.union([
      z.object({ kind: z.literal('all') }),
      z.object({
        kind: z.literal('ids'),
        ids: z.array(suggestionId).check(z.minLength(1), z.maxLength(10_000)),
      }),
    ]),
    /** Date of assignment, from which all terms count; null: today. */
    assignedOn: z.nullable(civilDate),
  }),
  output: handOver,
  faults: ['NOT_ALLOWED', 'NOTHING_SELECTED', 'IN_THE_FUTURE'],
});

export const showHandOver = request({
  name: 'hand-over:show',
  summary: 'How far a hand-over has come.',
  input: z.object({ handOverId }),
  output: handOver,
  faults: ['NOT_ALLOWED', 'NOT_FOUND'],
});

export const handOverProgressed = broadcast({
  name: 'hand-over:progressed',
  summary: 'A hand-over went on; to the person who started it.',
  to: 'person',
  body: handOver,
});

export const runHandOver = job({
  name: 'hand-over.run',
  summary: 'Carries out one hand-over from wherever it stands.',
  data: z.object({ handOverId }),
});
