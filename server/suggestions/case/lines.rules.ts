import type { CaseLine } from '../../../shared/case-lines.ts';
import type { EventBody, EventKind } from '../../../shared/case-events.ts';
import type { PersonId, SuggestionId, UnitId } from '../../../shared/ids.ts';
import type { Case, CaseEntry } from './case.rules.ts';
import { isOver } from './timeline.rules.ts';

/** What a room hears of its case: words by the clients; ids become names when it is said. */
export interface Line {
  readonly key: CaseLine;
  readonly params?: Readonly<Record<string, string>>;
  readonly units?: Readonly<Record<string, readonly UnitId[]>>;
  readonly people?: Readonly<Record<string, readonly PersonId[]>>;
  /** Become their numbers. */
  readonly suggestions?: Readonly<Record<string, readonly SuggestionId[]>>;
}

/** An entry, and the case on both sides of it: the same history gives the same lines. */
interface Moment {
  readonly before: Case;
  readonly after: Case;
  readonly entry: Pick<CaseEntry, 'by' | 'why' | 'happened'>;
}

type Maker<K extends EventKind> = (body: EventBody<K>, at: Moment) => Line | null;

const MOST = 60; // characters of a promise

function shortened(text: string): string {
  const characters = Array.from(text);
  return characters.length <= MOST ? text : `${characters.slice(0, MOST - 1).join('')}…`;
}

const whyOf = ({ entry }: Moment) => entry.why ?? '';

/** A line about one unit. */
const ofUnit = (key: CaseLine, unitId: UnitId, params: Record<string, string> = {}): Line => ({
  ...{ key, params },
  units: { unit: [unitId] },
});

/** A line about a unit, with the reason that was given. */
const because =
  <K extends EventKind>(key: CaseLine): Maker<K> =>
  (body, at) =>
    'unitId' in body && body.unitId !== null ? ofUnit(key, body.unitId, { why: whyOf(at) }) : null;

/** A line about a unit and nothing more. */
const bare =
  <K extends EventKind>(key: CaseLine): Maker<K> =>
  (body) =>
    'unitId' in body && body.unitId !== null ? ofUnit(key, body.unitId) : null;

const byWhom =
  (key: CaseLine): ((body: unknown, at: Moment) => Line) =>
  (_body, at) => ({ key, params: { name: at.entry.by.name, why: whyOf(at) } });

const alone =
  (key: CaseLine): (() => Line) =>
  () => ({ key });

/** Units that left and that came; null: the same ones. */
function unitsChanged({ before, after, entry }: Moment): Line | null {
  const was = before.tracks.map((t) => t.unitId);
  const is = after.tracks.map((t) => t.unitId);
  const left = was.filter((id) => !is.includes(id));
  const came = is.filter((id) => !was.includes(id));
  if (left.length + came.length === 0) return null;
  return { key: 'case-units-changed', params: { why: entry.why ?? '' }, units: { left, came } };
}

/** A line about something promised. */
function ofPromise(
  key: CaseLine,
  commitmentId: string,
  { after, ...more }: Pick<Moment, 'after'> & { params?: Record<string, string> },
): Line | null {
  const known = after.commitments.find((c) => c.commitmentId === commitmentId);
  return known ? ofUnit(key, known.unitId, { promise: shortened(known.text), ...more.params }) : null;
}

/** Of which kind a room says what; null: it says nothing, or something else says it already (a card, who came and left). */
const LINES: { readonly [K in EventKind]: Maker<K> | null } = {
  ...{ imported: null, drafted: null, redrafted: null, 'seconding-asked': null, 'seconding-confirmed': null },
  ...{ 'seconding-declined': null, submitted: null, 'review-begun': null, 'returned-for-revision': null },
  ...{ rejected: null, registered: null, 'motion-converted': null, assigned: null, 'policy-moved': null },
  ...{ corrected: null, 'contact-recorded': null, 'withdrawal-agreed': null, 'publication-proposed': null },
  'publication-reviewed': null,
  // The word of a deputy to the office, and what follows from it without a word of theirs:
  ...{ 'joint-opinion-given': null, 'feedback-lapsed': null },
  'feedback-given': ({ attitude, result }, { after, entry }) =>
    isOver(after.state)
      ? { key: 'case-feedback-given', params: { name: entry.by.name, attitude, result } }
      : null,
  merged: ({ withIds }) => ({ key: 'case-merged', suggestions: { numbers: withIds } }),
  'withdrawal-asked': byWhom('case-withdrawal-asked'),
  'withdrawal-refused': byWhom('case-withdrawal-refused'),
  'withdrawal-retracted': byWhom('case-withdrawal-retracted'),
  withdrawn: alone('case-withdrawn'),
  revised: (_body, at) => unitsChanged(at),
  reassigned: (_body, at) => unitsChanged(at),
  'signed-for': ({ unitId, department }) => ofUnit('case-signed-for', unitId, { department }),
  'contacts-named': ({ unitId, contactIds, department }) => ({
    ...ofUnit('case-contacts-named', unitId, department === undefined ? {} : { department }),
    people: { names: contactIds },
  }),
  'return-requested': ({ unitId, reason }) => ofUnit('case-return-requested', unitId, { why: reason }),
  'return-refused': because('case-return-refused'),
  'assignment-objected': ({ unitId }, at) => ({
    key: 'case-objected',
    params: { why: whyOf(at) },
    units: { unit: unitId === null ? [] : [unitId] },
  }),
  'coordination-opened': alone('case-coordination-opened'),
  'coordination-decided': ({ outcome, result }) => ({
    key: 'case-coordination-decided',
    params: { outcome, result },
  }),
  'contact-confirmed': ({ contactId }, { after, entry }) => {
    const contact = after.contacts.find((c) => c.contactId === contactId);
    return contact ? ofUnit('case-contact-confirmed', contact.unitId, { name: entry.by.name }) : null;
  },
  'opinion-filed': bare('case-opinion-filed'),
  'opinion-accepted': bare('case-opinion-accepted'),
  'opinion-sent-back': because('case-opinion-sent-back'),
  'opinion-waived': because('case-opinion-waived'),
  'extension-requested': ({ unitId, reason, until }) =>
    ofUnit('case-extension-requested', unitId, { until, why: reason }),
  'extension-decided': ({ unitId, approved, until }, at) =>
    approved
      ? ofUnit('case-extension-granted', unitId, { until: until ?? '', why: whyOf(at) })
      : ofUnit('case-extension-refused', unitId, { why: whyOf(at) }),
  'draft-shared': bare('case-draft-shared'),
  'draft-commented': ({ unitId }, { entry }) =>
    ofUnit('case-draft-commented', unitId, { name: entry.by.name }),
  replied: ({ unitId, round, letter }) =>
    ofUnit('case-replied', unitId, { docNumber: letter.docNumber, round: String(round) }),
  explained: ({ unitId, on }) => ofUnit('case-explained', unitId, { on }),
  'feedback-asked': alone('case-feedback-asked'),
  'rehandling-ordered': ({ unitIds, due }, at) => ({
    key: 'case-rehandling-ordered',
    params: { due, why: whyOf(at) },
    units: { units: unitIds },
  }),
  'rehandling-declined': (_body, at) => ({ key: 'case-rehandling-declined', params: { why: whyOf(at) } }),
  closed: alone('case-closed'),
  'commitment-reported': ({ commitmentId }, at) => ofPromise('case-commitment-reported', commitmentId, at),
  'commitment-fulfilled': ({ commitmentId }, at) => ofPromise('case-commitment-fulfilled', commitmentId, at),
  'commitment-explained': ({ commitmentId, due }, { after }) =>
    ofPromise('case-commitment-explained', commitmentId, { after, params: { due: due ?? '' } }),
  'commitment-rated': ({ commitmentId, result }, { after }) =>
    ofPromise('case-commitment-rated', commitmentId, {
      after,
      params: { result: isOver(after.state) ? result : '' },
    }),
  'commitment-rolled-over': ({ commitmentId, year }, { after }) =>
    ofPromise('case-commitment-rolled-over', commitmentId, { after, params: { year: String(year) } }),
  archived: alone('case-archived'),
  published: ({ on }) => ({ key: 'case-published', params: { on } }),
  'publication-objected': byWhom('case-publication-objected'),
  designated: ({ committeeUnitId, leaderId }) => ({
    key: 'case-designated',
    units: { committee: [committeeUnitId] },
    people: { leader: leaderId === null ? [] : [leaderId] },
  }),
  'supervision-planned': (_body, { after }) => ({
    key: 'case-supervision-planned',
    units: { committee: committeeOf(after) },
  }),
  supervised: ({ form, on }, { after }) => ({
    key: 'case-supervised',
    params: { form, on },
    units: { committee: committeeOf(after) },
  }),
  'designation-ended': (_body, at) => ({ key: 'case-designation-ended', params: { why: whyOf(at) } }),
  'deputy-left': ({ personId, leadId }) => ({
    key: 'case-deputy-left',
    people: { name: [personId], lead: leadId === null ? [] : [leadId] },
  }),
};

const committeeOf = ({ committeeUnitId }: Pick<Case, 'committeeUnitId'>): UnitId[] =>
  committeeUnitId === null ? [] : [committeeUnitId];

/** Whether a room may hear something of it. */
export const isSaid = ({ happened }: Pick<CaseEntry, 'happened'>): boolean =>
  happened.some(({ kind }) => LINES[kind] !== null);

/** What the room hears of an entry, in the order in which it happened; before there is a room, nothing. */
export function linesOfEntry(at: Moment): Line[] {
  if (at.before.assignedOn === null) return [];
  return at.entry.happened.flatMap((one) => lineOf(one, at) ?? []);
}

const lineOf = <K extends EventKind>(
  { kind, body }: { readonly kind: K; readonly body: EventBody<K> },
  at: Moment,
): Line | null => LINES[kind]?.(body, at) ?? null;
