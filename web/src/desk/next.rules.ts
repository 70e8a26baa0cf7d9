import type { CaseAct } from '../../../client-sdk/index.ts';
import type { CaseState } from '../../../shared/cases.ts';
import type { OwnSuggestion } from '../../../shared/suggestions.ts';

/** What somebody’s next step depends on. */
export interface Standing {
  readonly state: CaseState;
  readonly mayDo: readonly string[];
  /** Of the caller’s own unit. */
  readonly track: OwnSuggestion['track'];
}

/** What asks to be done in each state, the first that somebody may do; the rest can wait, or is an exception. */
const NEXT: { readonly [S in CaseState]?: readonly CaseAct[] } = {
  draft: ['suggestion:submit'],
  seconding: ['seconding:confirm', 'suggestion:submit'],
  returned: ['suggestion:redraft'],
  review: ['suggestion:register'],
  'return-requested': ['return:decide'],
  feedback: ['feedback:give', 'joint-opinion:give'],
  coordination: ['coordination:conclude'],
  closed: ['case:archive'],
  tracking: ['commitment:fulfil', 'commitment:report'],
};

/** What a unit does next with its own track. */
function ofTrack({ role, state, contacted }: NonNullable<OwnSuggestion['track']>): readonly CaseAct[] {
  if (state === 'waiting') return ['track:sign-for', 'track:assign-on'];
  if (role === 'co' && (state === 'received' || state === 'handling')) return ['opinion:file'];
  if (state === 'handling' && contacted.includes('mid')) return ['reply:issue', 'reply:share-draft'];
  return [];
}

/** The one next step of somebody; null: nothing is asked of them now. */
export function nextStep({ state, mayDo, track }: Standing): CaseAct | null {
  const steps = [...(track ? ofTrack(track) : []), ...(NEXT[state] ?? [])];
  return steps.find((name) => mayDo.includes(name)) ?? null;
}
