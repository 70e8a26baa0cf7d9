import type { CongressId } from '../../../shared/ids.ts';
import type { Org } from '../../org/index.ts';
import { civilDateOf } from '../../org/index.ts';
import type { Clock } from '../../wire/ports.ts';
import { rosterOf, type Roster, type RosterPerson, type Seated } from './members.rules.ts';

export type LoadRoster = (congressId: CongressId, suggestions: readonly Seated[]) => Promise<Roster>;

type AddressBook = Pick<Org['people'], 'cards' | 'ofUnits' | 'withRole' | 'ofDelegation'>;

/** Everybody who may have a seat in the rooms of these suggestions, in a handful of statements however many there are. */
export const makeLoadRoster =
  (people: AddressBook, clock: Clock): LoadRoster =>
  async (congressId, suggestions) => {
    const deputies = new Set(
      suggestions.flatMap((s) => [...s.secondingIds, ...(s.leadId ? [s.leadId] : [])]),
    );
    const named = suggestions.flatMap((s) => [
      ...s.tracks.flatMap((t) => t.contactIds),
      ...(s.supervisionLeaderId ? [s.supervisionLeaderId] : []),
    ]);
    const units = new Set(
      suggestions.flatMap((s) => [
        ...s.tracks.map((t) => t.unitId),
        ...(s.committeeUnitId ? [s.committeeUnitId] : []),
      ]),
    );
    const delegations = new Set(
      suggestions.flatMap((s) => (s.source === 'delegation' && s.delegationId ? [s.delegationId] : [])),
    );
    const [cards, unitPeople, office, ...delegates] = await Promise.all([
      people.cards([...new Set([...deputies, ...named])]),
      people.ofUnits(congressId, [...units]),
      people.withRole(congressId, 'office'),
      ...[...delegations].map((id) => people.ofDelegation(congressId, id)),
    ]);
    const byCard: RosterPerson[] = [...cards.values()].map(({ personId, ...card }) => ({
      ...card,
      _id: personId,
      onDuty: false, // who is on duty anywhere stands in one of the lists, which count more
    }));
    return rosterOf([...byCard, ...unitPeople, ...office, ...delegates.flat()], civilDateOf(clock.now()));
  };
