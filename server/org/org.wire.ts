import { endAbsence, listAbsences, setAbsence } from '../../shared/absences.ts';
import {
  listDelegationPeople,
  listDelegations,
  listUnitPeople,
  listUnits,
  showNumber,
} from '../../shared/org.ts';
import { bind, type Binding } from '../wire/bind.ts';
import { type AbsenceParts, makeEndAbsence, makeListAbsences, makeSetAbsence } from './absences.actions.ts';
import type { makeDelegations } from './delegations.actions.ts';
import { type ListParts, makeListDelegationPeople, makeListUnitPeople } from './lists.actions.ts';
import { makeShowNumber, type NumberParts } from './numbers.actions.ts';
import type { makeUnits } from './units.actions.ts';

interface Parts extends NumberParts {
  readonly absences: AbsenceParts;
  readonly delegations: Pick<ReturnType<typeof makeDelegations>, 'all'>;
  readonly units: ReturnType<typeof makeUnits>;
  readonly people: NumberParts['people'] & ListParts['people'];
}

/** Answers `delegation:…`, `unit:…`, `person:number` and `absence:…` for the caller's congress. */
export const orgBindings = (parts: Parts): Binding[] => [
  bind(listDelegations, async (_input, caller) => ({
    delegations: (await parts.delegations.all(caller.congressId)).map(
      ({ _id, no, name, shortName, kind }) => ({
        delegationId: _id,
        ...{ no, name, shortName, kind },
      }),
    ),
  })),
  bind(listUnits, async (_input, caller) => ({
    units: (await parts.units.all(caller.congressId)).map((unit) => ({
      unitId: unit._id,
      name: unit.name,
      shortName: unit.shortName,
      kind: unit.kind,
    })),
  })),
  bind(listUnitPeople, makeListUnitPeople(parts)),
  bind(listDelegationPeople, makeListDelegationPeople(parts)),
  bind(showNumber, makeShowNumber(parts)),
  bind(listAbsences, makeListAbsences(parts.absences)),
  bind(setAbsence, makeSetAbsence(parts.absences)),
  bind(endAbsence, makeEndAbsence(parts.absences)),
];
