import { Fault } from '../../shared/faults.ts';
import { listDelegations, listUnitPeople, listUnits } from '../../shared/org.ts';
import { bind, type Binding } from '../wire/bind.ts';
import type { Caller } from '../wire/ports.ts';
import type { makeAddressBook } from './address-book.actions.ts';
import type { makeDelegations } from './delegations.actions.ts';
import type { makeUnits } from './units.actions.ts';

interface Parts {
  readonly delegations: Pick<ReturnType<typeof makeDelegations>, 'all'>;
  readonly units: ReturnType<typeof makeUnits>;
  readonly people: ReturnType<typeof makeAddressBook>;
  /** The role table. */
  readonly may: (roles: Caller['roles'], act: 'unit:people' | 'unit:people-any') => boolean;
}

/** Answers `delegation:list`, `unit:list` and `unit:people` for the caller's congress. */
export const unitBindings = ({ delegations, units, people, may }: Parts): Binding[] => [
  bind(listDelegations, async (_input, caller) => ({
    delegations: (await delegations.all(caller.congressId)).map(({ _id, no, name, shortName, kind }) => ({
      delegationId: _id,
      ...{ no, name, shortName, kind },
    })),
  })),
  bind(listUnits, async (_input, caller) => ({
    units: (await units.all(caller.congressId)).map((unit) => ({
      unitId: unit._id,
      name: unit.name,
      shortName: unit.shortName,
      kind: unit.kind,
    })),
  })),
  bind(listUnitPeople, async ({ unitId }, caller) => {
    const isOwn = caller.unitId === unitId && may(caller.roles, 'unit:people');
    if (!isOwn && !may(caller.roles, 'unit:people-any')) throw new Fault('NOT_ALLOWED', { unitId });
    const staff = await people.ofUnits(caller.congressId, [unitId]);
    return {
      people: staff.map(({ _id, name, label, title, roles }) => ({
        personId: _id,
        name,
        label,
        title,
        roles,
      })),
    };
  }),
];
