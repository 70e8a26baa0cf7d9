import { groupedBy } from '../../../shared/grouped.ts';
import type { CivilDate, DelegationId, PersonId, UnitId } from '../../../shared/ids.ts';
import type { PersonRole } from '../../../shared/people.ts';
import type { SeatRole } from '../../../shared/seats.ts';
import { SEAT_ROLES } from '../../../shared/values/seats.ts';
import type { SourceType, TrackRole } from '../../../shared/suggestions.ts';
import { type MayBeAway, standInOf } from '../../org/index.ts';

/** What of a suggestion decides who sits in its room. */
export interface Seated {
  readonly source: SourceType;
  readonly leadId: PersonId | null;
  readonly secondingIds: readonly PersonId[];
  readonly delegationId: DelegationId | null;
  /** Who presses for it, while it is key-supervised. */
  readonly committeeUnitId: UnitId | null;
  readonly supervisionLeaderId: PersonId | null;
  readonly tracks: readonly {
    readonly unitId: UnitId;
    readonly role: TrackRole;
    readonly contactIds: readonly PersonId[];
  }[];
}

/** A person as far as seats are concerned. */
export interface RosterPerson extends MayBeAway {
  readonly _id: PersonId;
  readonly name: string;
  readonly label: string;
  readonly roles: readonly PersonRole[];
  readonly unitId: UnitId | null;
  readonly delegationId: DelegationId | null;
  readonly onDuty: boolean;
  readonly active: boolean;
}

/** The people of a congress by where they stand; the lists hold active ones only. */
export interface Roster {
  person(id: PersonId): RosterPerson | undefined;
  ofUnit(id: UnitId): readonly RosterPerson[];
  ofDelegation(id: DelegationId): readonly RosterPerson[];
  readonly office: readonly RosterPerson[];
  /** Which colleague stands in for somebody who is away today. */
  standIn(person: RosterPerson): RosterPerson | undefined;
}

export interface SeatSpec {
  personId: PersonId;
  roles: SeatRole[];
}

const SEAT_OF_TRACK: Record<TrackRole, SeatRole> = {
  lead: 'lead-unit',
  co: 'co-unit',
  separate: 'separate-unit',
  reference: 'reference-unit',
};

/** Indexes people as they stand on a day; without one, everybody is there. Of one who is given twice the later counts. */
export function rosterOf(people: Iterable<RosterPerson>, today: CivilDate | null = null): Roster {
  const all = new Map<PersonId, RosterPerson>();
  for (const person of people) all.set(person._id, person);
  const active = [...all.values()].filter((p) => p.active);
  const byUnit = groupedBy(active, (p) => p.unitId);
  const byDelegation = groupedBy(active, (p) => p.delegationId);
  const office = active.filter((p) => p.roles.includes('office'));
  return {
    person: (id) => all.get(id),
    ofUnit: (id) => byUnit.get(id) ?? [],
    ofDelegation: (id) => byDelegation.get(id) ?? [],
    office,
    standIn(person) {
      const id = today === null ? null : standInOf(person, today);
      const other = id === null ? undefined : all.get(id);
      return other?.active && other.unitId === person.unitId ? other : undefined;
    },
  };
}

/**
 * Who sits in a suggestion's room: lead and seconding deputies, each track's people, the office's people on duty; for
 * a delegation's suggestion also its contact group; while it is key-supervised, its committee. Inactive persons have no seat; roles are in the order of
 * SEAT_ROLES, persons in the order of their first role.
 */
export function membersOf(suggestion: Seated, roster: Roster): SeatSpec[] {
  const seats = makeSeats();
  const seatDeputy = (id: PersonId, role: SeatRole) => {
    if (roster.person(id)?.active) seats.add(id, role);
  };
  if (suggestion.leadId) seatDeputy(suggestion.leadId, 'lead-deputy');
  for (const id of suggestion.secondingIds) seatDeputy(id, 'seconding-deputy');
  for (const track of suggestion.tracks)
    for (const { _id } of peopleOfTrack(track, roster)) seats.add(_id, SEAT_OF_TRACK[track.role]);
  if (suggestion.source === 'delegation' && suggestion.delegationId)
    seats.addDelegation(contactGroup(roster.ofDelegation(suggestion.delegationId)));
  for (const { _id } of supervisorsOf(suggestion, roster)) seats.add(_id, 'supervisor');
  seats.addOffice(roster);
  return seats.inOrder();
}

/** Who sits in a delegation's service room: its deputies and service staff, and the office's people on duty. */
export function serviceMembersOf(delegationId: DelegationId, roster: Roster): SeatSpec[] {
  const seats = makeSeats();
  seats.addDelegation(roster.ofDelegation(delegationId));
  seats.addOffice(roster);
  return seats.inOrder();
}

/**
 * Whom a unit sends: those it named, else those on duty, else all its contacts, else its leaders. Who has left the
 * unit or the service no longer counts as named, so a track has people as long as its unit has. Who is away keeps their
 * place; who stands in for them comes beside.
 */
export function peopleOfTrack(
  track: Seated['tracks'][number],
  roster: Pick<Roster, 'ofUnit' | 'standIn'>,
): readonly RosterPerson[] {
  const unit = roster.ofUnit(track.unitId);
  const leaders = unit.filter((p) => p.roles.includes('unit-leader'));
  const contacts = unit.filter((p) => p.roles.includes('unit-contact'));
  const sent = firstNonEmpty([
    unit.filter((p) => track.contactIds.includes(p._id)),
    [...contacts, ...leaders].filter((p) => p.onDuty),
    contacts,
    leaders,
  ]);
  return [...new Set([...sent, ...sent.flatMap((person) => roster.standIn(person) ?? [])])];
}

/** Whether those whom a unit named are all it sends for a track: one of them at least is there, and nobody stands in for any. */
export function isSentByName(
  track: Seated['tracks'][number],
  people: ReadonlyMap<PersonId, RosterPerson>,
  today: CivilDate,
): boolean {
  const named = track.contactIds
    .flatMap((id) => people.get(id) ?? [])
    .filter((p) => p.active && p.unitId === track.unitId);
  return named.length > 0 && named.every((p) => standInOf(p, today) === null);
}

/** Whom a committee sends: its people on duty, else all of them; and who leads the supervision. */
function supervisorsOf(
  { committeeUnitId, supervisionLeaderId }: Pick<Seated, 'committeeUnitId' | 'supervisionLeaderId'>,
  roster: Roster,
): readonly RosterPerson[] {
  if (committeeUnitId === null) return [];
  const committee = roster.ofUnit(committeeUnitId).filter((p) => p.roles.includes('committee'));
  const leader = supervisionLeaderId === null ? undefined : roster.person(supervisionLeaderId);
  const sent = firstNonEmpty([committee.filter((p) => p.onDuty), committee]);
  return leader?.active ? [leader, ...sent] : sent;
}

/**
 * A delegation answers as one through its contact group (联系组): its deputies and staff on duty; with nobody on duty,
 * all its service staff. Never the whole delegation, which has its service room for that.
 */
function contactGroup(delegation: readonly RosterPerson[]): readonly RosterPerson[] {
  return firstNonEmpty([
    delegation.filter((p) => p.onDuty),
    delegation.filter((p) => p.roles.includes('service-staff')),
  ]);
}

const firstNonEmpty = <T>(lists: readonly (readonly T[])[]): readonly T[] =>
  lists.find((list) => list.length > 0) ?? [];

function makeSeats() {
  const seats = new Map<PersonId, Set<SeatRole>>();
  const add = (id: PersonId, role: SeatRole) => {
    const roles = seats.get(id);
    if (roles) roles.add(role);
    else seats.set(id, new Set([role]));
  };
  return {
    add,
    addDelegation(people: readonly RosterPerson[]) {
      for (const { _id, roles } of people) {
        if (roles.includes('deputy')) add(_id, 'delegation-deputy');
        if (roles.includes('service-staff')) add(_id, 'service-staff');
      }
    },
    addOffice(roster: Roster) {
      for (const { _id, onDuty } of roster.office) if (onDuty) add(_id, 'office');
    },
    inOrder(): SeatSpec[] {
      const rank = (seat: SeatSpec) => SEAT_ROLES.findIndex((role) => seat.roles.includes(role));
      return [...seats]
        .map(([personId, roles]) => ({ personId, roles: SEAT_ROLES.filter((role) => roles.has(role)) }))
        .sort((a, b) => rank(a) - rank(b));
    },
  };
}
