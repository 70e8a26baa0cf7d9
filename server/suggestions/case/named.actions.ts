import { Fault } from '../../../shared/faults.ts';
import type { CongressId, PersonId, SuggestionId, UnitId } from '../../../shared/ids.ts';
import type { KnownPerson, Org } from '../../org/index.ts';
import type { Named } from './act.rules.ts';
import type { CaseStore } from './case.store.ts';

interface Parts {
  org: { people: Pick<Org['people'], 'cards'>; units: Pick<Org['units'], 'byIds'> };
  store: Pick<CaseStore, 'byIds'>;
}

export type RefuseUnknown = (congressId: CongressId, named: Named) => Promise<void>;

/** Refuses units, people and suggestions that the congress does not have. */
export const makeRefuseUnknown =
  ({ org, store }: Parts): RefuseUnknown =>
  async (congressId, { units = [], deputies = [], ofUnit, suggestions = [] }) => {
    await refuseUnits(org.units, congressId, units);
    await refusePeople(org.people, deputies, (card) => {
      return card.congressId === congressId && card.roles.includes('deputy');
    });
    await refusePeople(org.people, ofUnit?.personIds ?? [], (card) => card.unitId === ofUnit?.unitId);
    await refuseSuggestions(store, congressId, suggestions);
  };

async function refuseUnits(
  units: Pick<Org['units'], 'byIds'>,
  congressId: CongressId,
  ids: readonly UnitId[],
) {
  if (ids.length === 0) return;
  const known = await units.byIds(ids);
  const unitIds = ids.filter((id) => known.get(id)?.congressId !== congressId);
  if (unitIds.length > 0) throw new Fault('UNKNOWN_UNIT', { unitIds });
}

async function refusePeople(
  people: Pick<Org['people'], 'cards'>,
  ids: readonly PersonId[],
  fits: (card: KnownPerson) => boolean,
) {
  if (ids.length === 0) return;
  const cards = await people.cards(ids);
  const personIds = ids.filter((id) => {
    const card = cards.get(id);
    return !(card?.active && fits(card));
  });
  if (personIds.length > 0) throw new Fault('UNKNOWN_PERSON', { personIds });
}

async function refuseSuggestions(
  store: Parts['store'],
  congressId: CongressId,
  ids: readonly SuggestionId[],
) {
  if (ids.length === 0) return;
  const known = new Map((await store.byIds(ids)).map((doc) => [doc._id, doc.congressId]));
  const missing = ids.find((id) => known.get(id) !== congressId);
  if (missing !== undefined) throw new Fault('NOT_FOUND', { suggestionId: missing });
}
