import type { CaseState } from '../../../shared/cases.ts';

/** Handed over and not closed: a case stands where its tracks stand. */
export const IN_HANDLING = [
  'assigned',
  'received',
  'return-requested',
  'handling',
  'replied',
  'feedback',
  'rehandling',
  'coordination',
] as const satisfies readonly CaseState[];

/** Handed over and not filed: somebody may still owe something. */
export const HANDED_OVER = [...IN_HANDLING, 'closed', 'tracking'] as const satisfies readonly CaseState[];

/** Registered, and neither withdrawn nor filed. */
export const ALIVE = ['registered', ...HANDED_OVER] as const satisfies readonly CaseState[];
