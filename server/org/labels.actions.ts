import type { CongressId, DelegationId, UnitId } from '../../shared/ids.ts';
import type { PersonRole } from '../../shared/people.ts';
import type { CongressStore } from './congresses.store.ts';
import type { DelegationStore } from './delegations.store.ts';
import { labelOf } from './labels.rules.ts';
import type { PeopleStore } from './people.store.ts';
import type { UnitStore } from './units.store.ts';

interface Stores {
  readonly congresses: CongressStore;
  readonly units: UnitStore;
  readonly delegations: DelegationStore;
  readonly people: PeopleStore;
}

interface Placed {
  readonly roles: readonly PersonRole[];
  readonly unitId: UnitId | null;
  readonly delegationId: DelegationId | null;
}

export type LabelSource = ReturnType<typeof makeLabels>;

/** Keeps the labels of people true to the names of their units and delegations. */
export function makeLabels(stores: Stores) {
  /** A function from a person to their label, over names read once. */
  const reader = async (congressId: CongressId): Promise<(person: Placed) => string> => {
    const [congress, units, delegations] = await Promise.all([
      stores.congresses.byId(congressId),
      stores.units.all(congressId),
      stores.delegations.all(congressId),
    ]);
    const unitNames = new Map(units.map((unit) => [unit._id, unit.shortName]));
    const delegationNames = new Map(delegations.map((d) => [d._id, d.shortName]));
    return ({ roles, unitId, delegationId }) =>
      labelOf({
        roles,
        congressName: congress?.name ?? '',
        unitName: unitId === null ? null : (unitNames.get(unitId) ?? null),
        delegationName: delegationId === null ? null : (delegationNames.get(delegationId) ?? null),
      });
  };

  const relabel = async (congressId: CongressId, filter: Parameters<PeopleStore['find']>[0]) => {
    const [label, people] = await Promise.all([reader(congressId), stores.people.find(filter)]);
    const changed = people.filter((person) => person.label !== label(person));
    await stores.people.update(changed.map((p) => ({ id: p._id, set: { label: label(p) } })));
  };

  return {
    reader,
    unitsRenamed: async (congressId: CongressId, units: readonly { _id: UnitId }[]): Promise<void> => {
      if (units.length > 0) await relabel(congressId, { unitId: { $in: units.map((u) => u._id) } });
    },
    delegationsRenamed: async (
      congressId: CongressId,
      delegations: readonly { _id: DelegationId }[],
    ): Promise<void> => {
      if (delegations.length > 0)
        await relabel(congressId, { delegationId: { $in: delegations.map((d) => d._id) } });
    },
  };
}
