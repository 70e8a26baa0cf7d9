import * as contracts from '../../../shared/assigning.ts';
import type { Binding } from '../../wire/bind.ts';
import type { Acts } from '../case/act.actions.ts';
import { objectingActs } from './objecting.rules.ts';
import { takingInActs } from './taking-in.rules.ts';

/** Ties the contracts of taking in, returning and passing on to their acts. */
export const assigningBindings = ({ bindAct }: Pick<Acts, 'bindAct'>): Binding[] => [
  bindAct(contracts.signFor, takingInActs.sign),
  bindAct(contracts.requestReturn, takingInActs.askReturn),
  bindAct(contracts.decideReturn, takingInActs.settleReturn),
  bindAct(contracts.assignOn, takingInActs.passOn),
  bindAct(contracts.objectToAssignment, objectingActs.object),
  bindAct(contracts.coordinateAssignment, objectingActs.open),
  bindAct(contracts.decideAssignment, objectingActs.decideOn),
];
