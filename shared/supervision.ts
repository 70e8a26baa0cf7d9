import * as z from 'zod/mini';
import { ACT_FAULTS, actOn, actWhy } from './cases.ts';
import { request } from './contract.ts';
import { civilDate, personId, unitId } from './ids.ts';
import { suggestion } from './suggestions.ts';
import { readable } from './texts.ts';

/** 视察督办 · 现场督办 · 跟踪督办 · 会议督办 · 指导督办. */
export const SUPERVISION_FORMS = ['inspection', 'on-site', 'follow-up', 'meeting', 'guidance'] as const;

export const designateCase = request({
  name: 'supervision:designate',
  summary:
    'The office puts a case under key supervision: a topic, its committee, and who of the committee leads it.',
  pace: 'act',
  input: z.object({
    ...actOn,
    topicId: z.uuid(),
    committeeUnitId: unitId,
    leaderId: z.nullable(personId),
    why: actWhy,
  }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'UNKNOWN_UNIT', 'UNKNOWN_PERSON', 'ALREADY_DONE'],
});

export const recordSupervision = request({
  name: 'supervision:record',
  summary: 'The committee or the office records what it did to supervise, in one of the five forms.',
  pace: 'act',
  input: z.object({
    ...actOn,
    form: z.enum(SUPERVISION_FORMS),
    on: civilDate,
    summary: z.string().check(z.trim(), z.minLength(2), z.maxLength(5_000), ...readable),
  }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YET', 'IN_THE_FUTURE'],
});

export const endSupervision = request({
  name: 'supervision:end',
  summary: 'The office ends the key supervision of a case; the committee’s people leave its room.',
  pace: 'act',
  input: z.object({ ...actOn, why: actWhy }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YET'],
});

/** Key supervision. */
export const supervisionRequests = [designateCase, recordSupervision, endSupervision] as const;
