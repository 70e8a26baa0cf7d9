import * as z from 'zod/mini';
import { ACT_FAULTS, actOn, actWhy } from './cases.ts';
import { request } from './contract.ts';
import { personId, unitId } from './ids.ts';
import { trackAssigned } from './proposals.ts';
import { suggestion } from './suggestions.ts';
import { readable } from './texts.ts';

const name = (least: number) => z.string().check(z.trim(), z.minLength(least), z.maxLength(100), ...readable);
const units = (least: number) => z.array(trackAssigned).check(z.minLength(least), z.maxLength(60));

export const signFor = request({
  name: 'track:sign-for',
  summary: 'A unit signs for what was assigned to it (签收) and names who handles it; they join the room.',
  pace: 'act',
  input: z.object({
    ...actOn,
    unitId,
    /** 承办处室; empty where a unit has none. */
    department: name(0),
    contactIds: z.array(personId).check(z.minLength(1), z.maxLength(20)),
  }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YOUR_TRACK', 'UNKNOWN_PERSON', 'ALREADY_DONE'],
});

export const requestReturn = request({
  name: 'track:request-return',
  summary:
    'A unit asks to be relieved of it (退办) within the term of the rules, with a reason, better another unit, and its leader’s signature.',
  pace: 'act',
  input: z.object({
    ...actOn,
    unitId,
    reason: actWhy,
    suggestedUnitId: z.nullable(unitId),
    /** The leader who signed; null: the caller is one. */
    signedBy: z.nullable(name(2)),
  }),
  output: suggestion,
  faults: [
    ...ACT_FAULTS,
    'NOT_YOUR_TRACK',
    'UNKNOWN_UNIT',
    'TRACKS_CONFLICT',
    'NOT_YET',
    'ALREADY_DONE',
    'TOO_LATE',
  ],
});

export const decideReturn = request({
  name: 'return:decide',
  summary:
    'The office or the coordinating office refuses a return, and the unit goes on; or agrees, and other units take its place. The day by which the deputies are answered stays.',
  pace: 'act',
  input: z.object({
    ...actOn,
    unitId,
    why: actWhy,
    decision: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('refuse') }),
      /** None in its place: the other units handle it. */
      z.object({ kind: z.literal('agree'), to: units(0) }),
    ]),
  }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YET', 'UNKNOWN_UNIT', 'TRACKS_CONFLICT'],
});

export const objectToAssignment = request({
  name: 'assignment:object',
  summary: 'The lead deputy or a unit objects to where the suggestion was assigned (沪14).',
  pace: 'act',
  input: z.object({ ...actOn, why: actWhy }),
  output: suggestion,
  faults: ACT_FAULTS,
});

export const coordinateAssignment = request({
  name: 'assignment:coordinate',
  summary: 'The office or the coordinating office takes up to whom the suggestion belongs.',
  pace: 'act',
  input: z.object({ ...actOn, why: actWhy }),
  output: suggestion,
  faults: ACT_FAULTS,
});

export const decideAssignment = request({
  name: 'assignment:decide',
  summary: 'The coordination’s result is recorded: it stays as it was, or other units take the place of one.',
  pace: 'act',
  input: z.object({
    ...actOn,
    result: actWhy,
    change: z.nullable(z.object({ fromUnitId: unitId, to: units(0) })),
  }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'UNKNOWN_UNIT', 'TRACKS_CONFLICT'],
});

export const assignOn = request({
  name: 'track:assign-on',
  summary: 'A coordinating office passes what was assigned to it on to the units that handle it (两级交办).',
  pace: 'act',
  input: z.object({ ...actOn, to: units(1) }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YOUR_TRACK', 'UNKNOWN_UNIT', 'TRACKS_CONFLICT'],
});

/** Taking in, giving back, passing on, objecting. */
export const assigningRequests = [
  signFor,
  requestReturn,
  decideReturn,
  assignOn,
  objectToAssignment,
  coordinateAssignment,
  decideAssignment,
] as const;
