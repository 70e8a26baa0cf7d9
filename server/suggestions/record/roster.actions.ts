import type { CongressId } from '../../../shared/ids.ts';
import type { Org } from '../../org/index.ts';
import { civilDateOf } from '../../org/index.ts';
import type { Clock } from '../../wire/ports.ts';
import { isSentByName, rosterOf, type Roster, type RosterPerson, type Seated } from './members.rules.ts';
import type { SuggestionDoc } from './suggestion.store.ts';

export type LoadRoster = (congressId: CongressId, suggestions: readonly Seated[]) => Promise<Roster>;

/** Those whom one suggestion is about, and no more. */
export type LoadNamed = (suggestion: SuggestionDoc) => Promise<Pick<Roster, 'person' | 'ofUnit' | 'standIn'>>;

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

/** Its deputies and whom its units send: of a unit the whole, unless those it named say it. */
export const makeLoadNamed =
  (people: Pick<Org['people'], 'ofIds' | 'ofUnits'>, clock: Clock): LoadNamed =>
  async ({ congressId, leadId, secondingIds, seconders, tracks }) => {
    const named = await people.ofIds([
      ...new Set([
        ...(leadId ? [leadId] : []),
        ...secondingIds,
        ...seconders.map((s) => s.personId),
        ...tracks.flatMap((t) => t.contactIds),
      ]),
    ]);
    const today = civilDateOf(clock.now());
    const byId = new Map(named.map((person) => [person._id, person]));
    const units = tracks.filter((track) => !isSentByName(track, byId, today)).map((t) => t.unitId);
    return rosterOf([...named, ...(await people.ofUnits(congressId, units))], today);
  };
