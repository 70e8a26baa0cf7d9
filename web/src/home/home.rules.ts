import type * as z from 'zod/mini';
import type { CaseState } from '../../../shared/cases.ts';
import type { showDeputyBoard } from '../../../shared/figures.ts';

export type Board = z.output<typeof showDeputyBoard.output>;
export type BoardLine = Board['suggestions'][number];
export type MetContact = Board['toConfirm'][number];

/** Something that waits for this deputy: a step of their own in a case, or a contact that only they can confirm. */
export type Waiting =
  | { readonly is: 'step'; readonly line: BoardLine }
  | { readonly is: 'contact'; readonly line: BoardLine; readonly contact: MetContact };

/** So many are asked at a time; the others wait. */
export const MOST_ASKED = 3;

const NO_DAY = '9999';

/** All that waits, what has a last day first, the earlier the sooner. */
export function waitingOf({ suggestions, toConfirm }: Board): Waiting[] {
  const lines = new Map(suggestions.map((line) => [line.suggestionId, line]));
  const steps = suggestions
    .filter(({ next }) => next.turn === 'you')
    .map((line): Waiting => ({ is: 'step', line }))
    .sort((a, b) => ((a.line.next.by ?? NO_DAY) < (b.line.next.by ?? NO_DAY) ? -1 : 1));
  const contacts = toConfirm.flatMap((contact): Waiting[] => {
    const line = lines.get(contact.suggestionId);
    return line ? [{ is: 'contact', line, contact }] : [];
  });
  const urgent = steps.filter(({ line }) => line.next.by !== null);
  return [...urgent, ...contacts, ...steps.slice(urgent.length)];
}

/** Where a case stands, as far as somebody needs to know who does not handle it. */
export type Stage = 'drafting' | 'review' | 'handling' | 'feedback' | 'tracking' | 'closed' | 'ended';

const STAGES: { readonly [S in CaseState]: Stage } = {
  draft: 'drafting',
  seconding: 'drafting',
  returned: 'drafting',
  submitted: 'review',
  review: 'review',
  registered: 'review',
  assigned: 'handling',
  received: 'handling',
  'return-requested': 'handling',
  handling: 'handling',
  replied: 'handling',
  rehandling: 'handling',
  coordination: 'handling',
  feedback: 'feedback',
  tracking: 'tracking',
  closed: 'closed',
  archived: 'closed',
  rejected: 'ended',
  withdrawn: 'ended',
};

/** The stage of a state. */
export const stageOf = (state: CaseState): Stage => STAGES[state];

/** How many suggestions the deputy leads, and how many they joined; a delegation’s count as led by who heads it. */
export const partsOf = ({ suggestions }: Board): { lead: number; seconding: number } => {
  const seconding = suggestions.filter(({ part }) => part === 'seconding').length;
  return { lead: suggestions.length - seconding, seconding };
};
