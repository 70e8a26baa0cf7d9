import type { CaseState } from '../../../shared/cases.ts';
import type { OfficeMatter } from '../../../shared/figures.ts';
import type { CivilDate } from '../../../shared/ids.ts';
import type { Case } from '../case/case.rules.ts';

/** Matters of which there may be thousands at once; lists by state show them. */
export const MANY: readonly OfficeMatter[] = ['register', 'hand-over', 'feedback'];

const AT_WORK: readonly CaseState[] = [
  ...['assigned', 'received', 'return-requested', 'handling'],
  ...['replied', 'feedback', 'rehandling', 'coordination'],
] as const;
const OVER: readonly CaseState[] = ['draft', 'seconding', 'returned', 'rejected', 'withdrawn', 'archived'];

/** What in a case waits for the office, or is watched by it. */
export function mattersOf(found: Case): OfficeMatter[] {
  const { state, tracks, extension, publication, rehandlingAskedOn, coordination } = found;
  const isAtWork = AT_WORK.includes(state);
  const waits: Readonly<Record<OfficeMatter, boolean>> = {
    register: state === 'submitted' || state === 'review',
    'hand-over': state === 'registered',
    return: isAtWork && tracks.some((t) => t.returnAskedOn !== null),
    coordination: isAtWork && coordination !== null,
    extension: isAtWork && extension !== null && extension.approved === null,
    feedback: state === 'feedback' && rehandlingAskedOn === null,
    dissatisfied: state === 'feedback' && rehandlingAskedOn !== null,
    publication: !OVER.includes(state) && publication?.state === 'proposed',
  };
  return (Object.keys(waits) as OfficeMatter[]).filter((matter) => waits[matter]);
}

type Waiting = Pick<Case, 'tracks' | 'extension' | 'rehandlingAskedOn' | 'coordination'>;

/** Since when it waits; null: the record does not say. */
export function waitingSince(matter: OfficeMatter, found: Waiting): CivilDate | null {
  switch (matter) {
    case 'return':
      return found.tracks.flatMap((t) => t.returnAskedOn ?? []).sort()[0] ?? null;
    case 'coordination':
      return found.coordination?.since ?? null;
    case 'extension':
      return found.extension?.askedOn ?? null;
    case 'dissatisfied':
      return found.rehandlingAskedOn;
    case 'register':
    case 'hand-over':
    case 'feedback':
    case 'publication':
      return null;
  }
}
