import type { DelegationId, PersonId, UnitId } from '../../../shared/ids.ts';
import type { Origin, SourceType, TrackRole } from '../../../shared/suggestions.ts';
import { nameKey, type PersonDoc } from '../../org/index.ts';
import { namesIn } from '../cells.rules.ts';
import { idsOf, type Bodies, type PeopleLookup } from '../lookups.rules.ts';
import type { Planned, RefusalCode } from '../refusals.rules.ts';
import type { RowCells } from '../row-cells.rules.ts';
import { isBetweenSessions, originsIn } from './origins.rules.ts';

/** A unit of a track: known, or to be made with nothing but its name. */
export type TrackUnit = { readonly id: UnitId } | { readonly name: string };

export interface PlannedTrack {
  readonly unit: TrackUnit;
  readonly role: TrackRole;
  readonly contactIds: PersonId[];
}

/** A suggestion as a file gives it; only its new units have no id yet. */
export interface PlannedSuggestion {
  readonly session: number;
  readonly number: string;
  readonly title: string;
  readonly text: string;
  readonly category: string;
  readonly source: SourceType;
  readonly leadId: PersonId | null;
  readonly secondingIds: PersonId[];
  readonly delegationId: DelegationId | null;
  readonly wantsWrittenReply: boolean;
  readonly tracks: readonly PlannedTrack[];
  readonly replyClass: string;
  readonly repliedOn: string;
  readonly betweenSessions?: boolean | undefined;
  readonly origins?: readonly Origin[] | undefined;
}

/** What a suggestion's row is read against. */
export interface SuggestionSurroundings {
  readonly bodies: Bodies;
  readonly people: PeopleLookup;
  /** Units that nobody knows are made, not refused. */
  readonly createUnits: boolean;
}

const TRACKS: readonly (readonly [field: string, role: TrackRole])[] = [
  ['leadUnits', 'lead'],
  ['separateUnits', 'separate'],
  ['coUnits', 'co'],
  ['referenceUnits', 'reference'],
];

/** Reads a suggestion of a session. */
export function suggestionRow(
  cells: RowCells,
  session: number,
  known: SuggestionSurroundings,
): Planned<PlannedSuggestion> {
  const title = cells.get('title').replace(/\s*\n\s*/g, '');
  if (title === '') cells.refuse('NO_TITLE', 'title');
  const delegationId = delegationOf(cells, known.bodies);
  const { lead, seconding } = deputiesOf(cells, delegationId, known.people);
  const tracks = withContacts(cells, tracksOf(cells, known), known.people);
  return cells.done({
    session,
    number: numberOfSuggestion(cells.get('number')),
    title,
    text: cells.get('text'),
    category: cells.get('category'),
    source: sourceOf({ lead, seconding, delegationId }),
    leadId: lead?._id ?? null,
    secondingIds: idsOf(seconding).filter((id) => id !== lead?._id),
    delegationId: delegationId ?? lead?.delegationId ?? null,
    wantsWrittenReply: cells.yesNo('wantsWrittenReply', true),
    tracks,
    replyClass: cells.get('replyClass'),
    repliedOn: cells.day('repliedOn'),
    ...circumstancesOf(cells),
  });
}

/** When it was proposed and what it grew out of, as far as the row says. */
function circumstancesOf(cells: RowCells): Pick<PlannedSuggestion, 'betweenSessions' | 'origins'> {
  const between = isBetweenSessions([cells.get('sitting'), cells.get('session'), cells.get('number')]);
  const origins = originsIn(cells.get('origins'));
  return {
    ...(between !== null && { betweenSessions: between }),
    ...(origins.length > 0 && { origins }),
  };
}

/** 第7238号 and 7238 are one number; 0019, 闭08 and 023（闭会） stay as they are. */
const numberOfSuggestion = (text: string): string => text.replace(/^第\s*(.+?)\s*号(?:建议)?$/, '$1');

function sourceOf(who: {
  lead: PersonDoc | null;
  seconding: readonly PersonDoc[];
  delegationId: DelegationId | null;
}): SourceType {
  if (who.lead !== null) return who.seconding.length > 0 ? 'joint' : 'individual';
  if (who.seconding.length > 0) return 'joint';
  return who.delegationId === null ? 'unknown' : 'delegation';
}

function delegationOf(cells: RowCells, bodies: Bodies): DelegationId | null {
  const name = cells.get('delegation');
  const id = name === '' ? null : bodies.delegation(name);
  if (name !== '' && id === null)
    cells.refuse('UNKNOWN_DELEGATION', 'delegation', { name, nearest: bodies.nearestDelegations(name) });
  return id;
}

const isDeputy = (person: PersonDoc): boolean => person.roles.includes('deputy');

function deputiesOf(
  cells: RowCells,
  delegationId: DelegationId | null,
  people: PeopleLookup,
): { lead: PersonDoc | null; seconding: PersonDoc[] } {
  const near = (person: PersonDoc) => delegationId !== null && person.delegationId === delegationId;
  const deputy = (text: string, field: string, unknown: RefusalCode): PersonDoc[] => {
    const found = people.find(text, isDeputy, near);
    if (found.kind === 'one') return [found.person];
    if (found.kind === 'nobody') cells.refuse(unknown, field, { name: text });
    else cells.refuse('PERSON_AMBIGUOUS', field, { name: text, codes: found.codes });
    return [];
  };
  const leadText = cells.get('lead');
  const [lead = null] = leadText === '' ? [] : deputy(leadText, 'lead', 'LEAD_UNKNOWN');
  const seconding = namesIn(cells.get('seconding'), () => false).flatMap((text) =>
    deputy(text, 'seconding', 'SECONDER_UNKNOWN'),
  );
  return { lead, seconding };
}

interface NamedTrack extends PlannedTrack {
  readonly key: string;
}

function tracksOf(cells: RowCells, { bodies, createUnits }: SuggestionSurroundings): NamedTrack[] {
  const tracks: NamedTrack[] = [];
  for (const [field, role] of TRACKS)
    for (const name of namesIn(cells.get(field), (text) => bodies.unit(text) !== null)) {
      const id = bodies.unit(name);
      const key = id ?? nameKey(name);
      const earlier = tracks.find((track) => track.key === key);
      if (id === null && !createUnits)
        cells.refuse('UNKNOWN_UNIT', field, { name, nearest: bodies.nearestUnits(name) });
      else if (earlier === undefined)
        tracks.push({ key, unit: id === null ? { name } : { id }, role, contactIds: [] });
      else if (earlier.role !== role) cells.refuse(twice(earlier.role, role), field, { name });
    }
  const named = TRACKS.slice(0, 2).some(([field]) => cells.get(field) !== '');
  if (!named) cells.refuse('NO_UNIT', cells.has('leadUnits') ? 'leadUnits' : 'separateUnits');
  return tracks;
}

const twice = (first: TrackRole, second: TrackRole): RefusalCode =>
  first === 'lead' && second === 'co' ? 'CO_UNIT_IS_LEAD' : 'UNIT_TWICE';

/** Persons named for the units: each goes to the track of the own unit. */
function withContacts(cells: RowCells, tracks: readonly NamedTrack[], people: PeopleLookup): PlannedTrack[] {
  const unitOf = (track: NamedTrack) => ('id' in track.unit ? track.unit.id : null);
  const ofTracks = (person: PersonDoc) => tracks.some((track) => unitOf(track) === person.unitId);
  const contacts = namesIn(cells.get('contacts'), () => false).flatMap((text) => {
    const found = people.find(text, (person) => person.unitId !== null, ofTracks);
    if (found.kind === 'nobody') cells.refuse('CONTACT_UNKNOWN', 'contacts', { name: text });
    else if (found.kind === 'several')
      cells.refuse('PERSON_AMBIGUOUS', 'contacts', { name: text, codes: found.codes });
    else if (!ofTracks(found.person)) cells.refuse('CONTACT_OF_NO_TRACK', 'contacts', { name: text });
    return found.kind === 'one' ? [found.person] : [];
  });
  return tracks.map((track) => ({
    unit: track.unit,
    role: track.role,
    contactIds: idsOf(contacts.filter((person) => person.unitId === unitOf(track))),
  }));
}
