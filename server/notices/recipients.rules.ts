import type { CongressId, DelegationId, PersonId, UnitId } from '../../shared/ids.ts';
import type { MayBeAway } from '../org/index.ts';
import type { Ower } from '../../shared/notices.ts';
import type { PersonRole } from '../../shared/people.ts';
import type { Parties } from './owed.rules.ts';
import type { Audience, TableStep } from './reminder-table.rules.ts';

/** A person as far as reminders are concerned. */
export interface Reachable extends MayBeAway {
  readonly _id: PersonId;
  readonly roles: readonly PersonRole[];
  readonly unitId: UnitId | null;
  readonly delegationId: DelegationId | null;
  readonly onDuty: boolean;
  readonly active: boolean;
}

/** One reminder that is about to be given, or to be given still. */
export interface Reminding {
  /** The duty’s. */
  readonly id: string;
  readonly ower: Ower;
  readonly step: TableStep;
  readonly parties: Parties;
}

/** Everybody who may be reached in one congress, looked up once for many reminders. */
export interface Reach {
  ofUnit(id: UnitId): readonly Reachable[];
  ofDelegation(id: DelegationId): readonly Reachable[];
  withRole(role: PersonRole): readonly Reachable[];
  isActive(id: PersonId): boolean;
  /** Which colleague stands in for somebody who is away today; null: nobody. */
  standInFor(id: PersonId): PersonId | null;
}

/** What has to be looked up for these reminders. */
export function askedFor(remindings: readonly Reminding[]) {
  const units = new Set<UnitId>();
  const people = new Set<PersonId>();
  const delegations = new Set<DelegationId>();
  const roles = new Set<PersonRole>(['office']); // to whom it comes when there is nobody else
  for (const { ower, step, parties } of remindings) {
    const { leadId, seconderIds, delegationId, committeeUnitId, tracks } = parties;
    if ('unitId' in ower) units.add(ower.unitId);
    if (step.notify.includes('committee') && committeeUnitId !== null) units.add(committeeUnitId);
    if (step.notify.some((name) => REPLYING.includes(name)))
      for (const track of tracks) if (isReplying(track)) units.add(track.unitId);
    if (ower.kind === 'person') people.add(ower.personId);
    if (ower.kind === 'delegation') delegations.add(ower.delegationId);
    if (step.notify.includes('deputies')) {
      for (const id of [leadId, ...seconderIds]) if (id) people.add(id);
      if (leadId === null && delegationId !== null) delegations.add(delegationId);
    }
    if (step.notify.includes('coordinator')) roles.add('coordinator');
  }
  return { units: [...units], people: [...people], delegations: [...delegations], roles: [...roles] };
}

/** Audiences among those who reply, whoever owes it. */
const REPLYING: readonly Audience[] = ['lead-units', 'unit-leaders'];

const isReplying = ({ role }: Parties['tracks'][number]): boolean => role === 'lead' || role === 'separate';

const firstNonEmpty = (...lists: readonly (readonly Reachable[])[]): readonly Reachable[] =>
  lists.find((list) => list.length > 0) ?? [];

const having = (people: readonly Reachable[], role: PersonRole) =>
  people.filter((p) => p.roles.includes(role));

const standIns = (unit: readonly Reachable[]) =>
  firstNonEmpty(
    [...having(unit, 'unit-contact'), ...having(unit, 'unit-leader')].filter((p) => p.onDuty),
    having(unit, 'unit-contact'),
    having(unit, 'unit-leader'),
  );

/** Those the unit named for the suggestion, as long as they are there; else those who stand in for it. */
function contactsOf(unitId: UnitId, { tracks }: Parties, reach: Reach): readonly Reachable[] {
  const unit = reach.ofUnit(unitId);
  const named = tracks.find((t) => t.unitId === unitId)?.contactIds ?? [];
  return firstNonEmpty(
    unit.filter((p) => named.includes(p._id)),
    standIns(unit),
  );
}

/** A delegation is spoken to through its head, else through those on duty, else through its staff. */
const speakersOf = (delegation: readonly Reachable[]) =>
  firstNonEmpty(
    having(delegation, 'delegation-head'),
    delegation.filter((p) => p.onDuty),
    having(delegation, 'service-staff'),
  );

const onDutyFirst = (people: readonly Reachable[]) =>
  firstNonEmpty(
    people.filter((p) => p.onDuty),
    people,
  );

const idsOf = (people: readonly Reachable[]) => people.map((p) => p._id);

/** Whom an audience means for one reminder. */
function audience(name: Audience, { ower, parties }: Reminding, reach: Reach): readonly PersonId[] {
  const unit = 'unitId' in ower ? reach.ofUnit(ower.unitId) : [];
  switch (name) {
    case 'contacts':
      return 'unitId' in ower ? idsOf(contactsOf(ower.unitId, parties, reach)) : [];
    case 'registry':
      return idsOf(standIns(unit));
    case 'unit-leaders': // of who owes it; of what the office owes (R19), of those who replied
      return (
        'unitId' in ower ? [unit] : parties.tracks.filter(isReplying).map((t) => reach.ofUnit(t.unitId))
      ).flatMap((people) => idsOf(firstNonEmpty(having(people, 'unit-leader'), standIns(people))));
    case 'lead-units':
      return parties.tracks
        .filter((t) => t.role === 'lead')
        .flatMap((t) => idsOf(contactsOf(t.unitId, parties, reach)));
    case 'congress-office':
      return idsOf(onDutyFirst(reach.withRole('office')));
    case 'coordinator':
      return idsOf(onDutyFirst(reach.withRole('coordinator')));
    case 'committee': {
      const id = ower.kind === 'committee' ? ower.unitId : parties.committeeUnitId;
      return id === null ? [] : idsOf(onDutyFirst(having(reach.ofUnit(id), 'committee')));
    }
    case 'ower':
      if (ower.kind === 'person') return reach.isActive(ower.personId) ? [ower.personId] : [];
      return ower.kind === 'delegation' ? idsOf(speakersOf(reach.ofDelegation(ower.delegationId))) : [];
    case 'deputies':
      return deputiesOf(parties, reach);
    case 'operators':
      return []; // they have no seat in any congress: they are written to
  }
}

function deputiesOf({ leadId, seconderIds, delegationId }: Parties, reach: Reach): readonly PersonId[] {
  const named = [leadId, ...seconderIds].filter((id) => id !== null).filter((id) => reach.isActive(id));
  if (named.length > 0 || delegationId === null) return named;
  return idsOf(speakersOf(reach.ofDelegation(delegationId)));
}

/**
 * Who is to be told privately: everybody once, only people in office; of who is away, also who stands in. What a unit owes
 * that has nobody comes to the office.
 */
export function recipientsOf(reminding: Reminding, reach: Reach): PersonId[] {
  const { step, ower } = reminding;
  const meant = step.notify.flatMap((name) => audience(name, reminding, reach));
  const found = [...new Set([...meant, ...meant.flatMap((id) => reach.standInFor(id) ?? [])])];
  const isOurs = step.notify.length > 0 && 'unitId' in ower;
  return found.length > 0 || !isOurs ? found : idsOf(onDutyFirst(reach.withRole('office')));
}

/** What is needed of the address book; lists hold active people only. */
export interface AddressBook {
  cards(
    ids: readonly PersonId[],
  ): Promise<
    ReadonlyMap<PersonId, { readonly active: boolean; readonly name: string; readonly label: string }>
  >;
  ofUnits(congressId: CongressId, unitIds: readonly UnitId[]): Promise<readonly Reachable[]>;
  withRole(congressId: CongressId, role: PersonRole): Promise<readonly Reachable[]>;
  ofDelegation(congressId: CongressId, delegationId: DelegationId): Promise<readonly Reachable[]>;
}
