import * as z from 'zod/mini';
import type { FaultCode } from './faults.ts';
import { civilDate, instant, personId, suggestionId, unitId } from './ids.ts';
import { readable } from './texts.ts';
import {
  CASE_ROLES,
  CASE_STATES,
  COMMITMENT_STATES,
  HANDLING_MODES,
  PUBLICITIES,
  RATINGS,
  REJECTION_REASONS,
  SECRECY_LEVELS,
  TRACK_STATES,
} from './values/cases.ts';

export const caseState = z.enum(CASE_STATES);
export type CaseState = z.infer<typeof caseState>;

export const trackState = z.enum(TRACK_STATES);
export type TrackState = z.infer<typeof trackState>;

export const caseRole = z.enum(CASE_ROLES);
export type CaseRole = z.infer<typeof caseRole>;

export const handlingMode = z.enum(HANDLING_MODES);
export type HandlingMode = z.infer<typeof handlingMode>;

export const secrecyLevel = z.enum(SECRECY_LEVELS);

export const publicity = z.enum(PUBLICITIES);
export type Publicity = z.infer<typeof publicity>;

export const rating = z.enum(RATINGS);
export type Rating = z.infer<typeof rating>;

export const rejectionReason = z.enum(REJECTION_REASONS);

/** Something promised in a reply: what, by when, and how it stands. */
export const commitment = z.object({
  commitmentId: z.string(),
  unitId,
  text: z.string(),
  due: civilDate,
  state: z.enum(COMMITMENT_STATES),
  /** How often it was carried into the next year. */
  rolledOver: z.int(),
});
export type Commitment = z.infer<typeof commitment>;

/** One entry of a case’s timeline, as those who may read the case see it. `words` are kind-specific facts for the sentence. */
export const timelineEntry = z.object({
  n: z.int(),
  at: instant,
  kind: z.string(),
  /** Whom the sentence names; null: the product itself. */
  by: z.nullable(z.object({ personId, name: z.string(), label: z.string() })),
  unitName: z.nullable(z.string()),
  why: z.nullable(z.string()),
  facts: z.record(z.string(), z.unknown()),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

/** What an act names besides its own fields: the case, and the state it was decided upon. */
export const actOn = {
  suggestionId,
  /** Number of the last event the caller saw; another since then refuses the act. */
  revision: z.int().check(z.nonnegative()),
  /** Made by the caller once for each act: a repeat answers with what was kept. */
  actKey: z.uuid(),
};

/** Why somebody did it, where the rules ask for a reason: kept with the act and shown in the case. */
export const actWhy = z.string().check(z.trim(), z.minLength(2), z.maxLength(500), ...readable);

/** What every act on a case may be refused by. */
export const ACT_FAULTS = [
  'NOT_FOUND',
  'NOT_ALLOWED',
  'WRONG_STATE',
  'STALE_REVISION',
  'SEND_KEY_REUSED',
] as const satisfies readonly FaultCode[];
