import type { CaseState, Rating } from '../../../shared/cases.ts';
import type { ContactMethod } from '../../../shared/suggestions.ts';
import { type Case, replies, type Track } from '../case/case.rules.ts';
import { ALIVE } from '../case/stages.rules.ts';
import { FACE_TO_FACE } from '../contact/contact.rules.ts';

/** What of a case is counted: 1 or 0 each, promises as many as there are. Sums of tallies are figures. */
export const COUNTS = [
  'severalUnits',
  'handedOver',
  'contacted',
  'met',
  'replied',
  'closed',
  'resultSatisfied',
  'resultMostly',
  'resultDissatisfied',
  'attitudeSatisfied',
  'attitudeMostly',
  'attitudeDissatisfied',
  'firstSatisfied',
  'firstMostly',
  'firstDissatisfied',
  'promised',
  'kept',
  'explained',
] as const;
export type Count = (typeof COUNTS)[number];
type Counts = Record<Count, number>;

/** A case in numbers, kept with it: the same case has the same tally. */
export type Tally = Readonly<Counts> & {
  /** Codes of the classes of its last replies once it is closed, each once, joined by spaces: units that reply apart may differ. */
  readonly classes: string;
};

/** States of what is counted: registered at least, and not withdrawn. */
export const COUNTED: readonly CaseState[] = [...ALIVE, 'archived'];

/** The counts of a rating, by what is rated. */
export const RATED = {
  result: { satisfied: 'resultSatisfied', mostly: 'resultMostly', dissatisfied: 'resultDissatisfied' },
  attitude: {
    satisfied: 'attitudeSatisfied',
    mostly: 'attitudeMostly',
    dissatisfied: 'attitudeDissatisfied',
  },
  first: { satisfied: 'firstSatisfied', mostly: 'firstMostly', dissatisfied: 'firstDissatisfied' },
} as const satisfies Record<string, Record<Rating, Count>>;

const NOTHING = Object.fromEntries(COUNTS.map((name) => [name, 0])) as Readonly<Counts>;

/** A case in numbers. Opinions and classes count once it is closed. */
export function tallyOf(found: Case): Tally {
  const { tracks, commitments } = found;
  const answering = tracks.filter(replies);
  const byAll = (is: (track: Track) => boolean) => one(answering.length > 0 && answering.every(is));
  return {
    ...NOTHING,
    ...(found.closedOn !== null && ratingsOf(found)),
    severalUnits: one(tracks.filter(({ role }) => role !== 'reference').length > 1),
    handedOver: one(found.assignedOn !== null),
    contacted: byAll((track) => track.contacted.length > 0 || reached(found, track)),
    met: one(answering.some((track) => reached(found, track, FACE_TO_FACE))),
    replied: byAll(({ unitId }) => found.replies.some((r) => r.unitId === unitId)),
    closed: one(found.closedOn !== null),
    promised: commitments.length,
    kept: commitments.filter(({ state }) => state === 'fulfilled' || state === 'rated').length,
    explained: commitments.filter(({ state }) => state === 'explained').length,
    classes: found.closedOn === null ? '' : classesOf(found, answering),
  };
}

const one = (is: boolean): 0 | 1 => (is ? 1 : 0);

/** Whether a unit reached the lead deputy, in whatever round: a later round does not undo it. */
const reached = ({ contacts }: Case, { unitId }: Track, methods?: readonly ContactMethod[]): boolean =>
  contacts.some((c) => c.unitId === unitId && c.reachedLead && (methods?.includes(c.method) ?? true));

/** The opinion of the last round, unless that ended in silence, and of the first. */
function ratingsOf({ feedback, lapsedRounds, round }: Case): Partial<Counts> {
  const counts: Partial<Counts> = {};
  const last = lapsedRounds.includes(round) ? undefined : feedback.findLast((f) => f.round === round);
  const first = feedback.find((f) => f.round === 1);
  if (last) counts[RATED.result[last.result]] = 1;
  if (last) counts[RATED.attitude[last.attitude]] = 1;
  if (first) counts[RATED.first[first.result]] = 1;
  return counts;
}

/** Of each unit the class of its last reply that has one. */
function classesOf({ replies: made }: Case, answering: readonly Track[]): string {
  const codes = answering.flatMap(
    ({ unitId }) => made.findLast((r) => r.unitId === unitId && r.replyClass !== '')?.replyClass ?? [],
  );
  return [...new Set(codes)].sort().join(' ');
}
