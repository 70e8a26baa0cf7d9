import type * as z from 'zod/mini';
import { coordinateAssignment, decideAssignment, objectToAssignment } from '../../../shared/assigning.ts';
import type { Happened } from '../../../shared/case-events.ts';
import { Fault } from '../../../shared/faults.ts';
import type { CaseAct } from '../case/act.rules.ts';
import { refuseUnfitChange, given } from './tracks.rules.ts';

const object: CaseAct<z.output<typeof objectToAssignment.input>> = {
  name: objectToAssignment.name,
  transition: 'T10b',
  may: ['lead-deputy', 'delegation-head', 'registry', 'unit-leader'],
  when: ['assigned', 'received'],
  makes: ['assignment-objected'],
  decide(_found, _input, { actor: { roles, unitId } }) {
    const forUnit = roles.has('registry') || roles.has('unit-leader');
    return [{ kind: 'assignment-objected', body: { unitId: forUnit ? unitId : null } }];
  },
};

const open: CaseAct<z.output<typeof coordinateAssignment.input>> = {
  name: coordinateAssignment.name,
  transition: 'T10b',
  may: ['office', 'coordinator'],
  when: ['assigned', 'received', 'return-requested'],
  makes: ['coordination-opened'],
  decide: () => [{ kind: 'coordination-opened', body: { cause: 'assignment' } }],
};

const decideOn: CaseAct<z.output<typeof decideAssignment.input>> = {
  name: decideAssignment.name,
  transition: 'T10b',
  may: ['office', 'coordinator'],
  when: ['coordination'],
  makes: ['coordination-decided', 'reassigned'],
  names: ({ change }) => ({ units: change?.to.map((t) => t.unitId) ?? [] }),
  decide(found, { result, change }) {
    const { suggestionId, state, coordination, tracks } = found;
    if (coordination?.cause !== 'assignment') throw new Fault('WRONG_STATE', { suggestionId, state });
    const decided: Happened = { kind: 'coordination-decided', body: { outcome: 'go-on', result } };
    if (change === null) return [decided];
    const { fromUnitId, to } = change;
    if (!tracks.some((t) => t.unitId === fromUnitId))
      throw new Fault('UNKNOWN_UNIT', { unitIds: [fromUnitId] });
    refuseUnfitChange(found, fromUnitId, to);
    return [decided, { kind: 'reassigned', body: { fromUnitId, to: to.map(given) } }];
  },
};

/** Whose it is, where units or deputies do not agree. */
export const objectingActs = { object, open, decideOn };
