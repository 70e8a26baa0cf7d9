import type { EventBody, EventKind } from '../../../shared/case-events.ts';
import type { CaseRole, CaseState, TimelineEntry } from '../../../shared/cases.ts';
import type { UnitId } from '../../../shared/ids.ts';
import type { CaseEntry } from './case.rules.ts';

type Shown = { readonly [K in EventKind]?: readonly (keyof EventBody<K>)[] };

/** Of each kind the facts that the sentence needs. What is not named here is not shown; long words stand in the case itself. */
const FACTS: Shown = {
  'seconding-confirmed': ['personId'],
  'seconding-declined': ['personId'],
  'returned-for-revision': ['reason', 'note'],
  rejected: ['reason', 'note'],
  registered: ['number', 'category', 'mode'],
  'motion-converted': ['motionNumber'],
  merged: ['withIds'],
  'withdrawal-agreed': ['personId'],
  assigned: ['on'],
  'signed-for': ['department'],
  'contacts-named': ['contactIds', 'department'],
  'return-requested': ['reason', 'suggestedUnitId', 'signedBy'],
  'coordination-opened': ['cause'],
  'coordination-decided': ['outcome', 'result'],
  'contact-recorded': ['contactId', 'phase', 'method', 'at', 'reachedLead'],
  'contact-confirmed': ['contactId', 'personId'],
  'opinion-filed': ['signedBy'],
  'extension-requested': ['reason', 'until'],
  'extension-decided': ['approved', 'until'],
  replied: ['round'],
  explained: ['round', 'on'],
  'feedback-asked': ['round'],
  'feedback-given': ['round', 'personId', 'attitude', 'result', 'wantsRehandling'],
  'joint-opinion-given': ['round', 'personId', 'result'],
  'feedback-lapsed': ['round'],
  'rehandling-ordered': ['round', 'unitIds', 'due'],
  'rehandling-declined': ['round'],
  'publication-objected': ['personId'],
  'supervision-planned': ['topicId', 'plan'],
  'withdrawal-refused': ['personId'],
  'commitment-reported': ['commitmentId'],
  'commitment-fulfilled': ['commitmentId'],
  'commitment-explained': ['commitmentId', 'due'],
  'commitment-rated': ['commitmentId', 'result'],
  'commitment-rolled-over': ['commitmentId', 'year'],
  'publication-reviewed': ['approved'],
  published: ['on'],
  designated: ['topicId'],
  supervised: ['form', 'on', 'summary'],
  'deputy-left': ['personId'],
  corrected: ['n', 'field', 'before', 'after'],
};

/** Ratings are the deputies’ word to the office; nobody who is rated reads them while it could move them (渝38). */
const RATINGS: { readonly [K in EventKind]?: readonly string[] } = {
  'feedback-given': ['attitude', 'result', 'wantsRehandling'],
  'joint-opinion-given': ['result'],
  'commitment-rated': ['result'],
};
const OVER: readonly CaseState[] = ['closed', 'tracking', 'archived'];

/** Handled to its end: whatever was rated may be known. */
export const isOver = (state: CaseState): boolean => OVER.includes(state);

/** Whether somebody who acts in a case like this may know how it was rated. */
export const knowsRatings = (roles: ReadonlySet<CaseRole>, state: CaseState): boolean =>
  isOver(state) || !(roles.has('registry') || roles.has('unit-leader'));

/** Units that a timeline names. */
export const unitOf = (body: object): UnitId | null => ('unitId' in body ? (body.unitId as UnitId) : null);

/** What a reader sees of an entry: one line for everything that happened by it. */
export function linesOf(
  { n, at, by, why, happened }: CaseEntry,
  reader: { readonly ratings: boolean; readonly unitName: (id: UnitId) => string | null },
): TimelineEntry[] {
  const { personId, name, label } = by;
  return happened.map(({ kind, body }) => {
    const unitId = unitOf(body);
    const shown: readonly string[] = FACTS[kind] ?? [];
    const secret = reader.ratings ? [] : (RATINGS[kind] ?? []);
    return {
      ...{ n, at: at.toISOString(), kind, why },
      by: personId === 'system' ? null : { personId, name, label },
      unitName: unitId === null ? null : reader.unitName(unitId),
      facts: Object.fromEntries(
        Object.entries(body).filter(([fact]) => shown.includes(fact) && !secret.includes(fact)),
      ),
    };
  });
}
