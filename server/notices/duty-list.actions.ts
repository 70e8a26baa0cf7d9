import { Fault } from '../../shared/faults.ts';
import type { listDuties } from '../../shared/notices.ts';
import type { Handler } from '../wire/bind.ts';
import type { Caller, Clock } from '../wire/ports.ts';
import { cursorOf, placeOf } from './cursors.rules.ts';
import { type MayReadDuties, type UnitBook, viewsOf } from './duties.actions.ts';
import type { DutyStore } from './duties.store.ts';
import { daysAt, dueOf, type Holder } from './duty-list.rules.ts';

const PAGE = 50;

interface Parts {
  store: DutyStore;
  units: UnitBook;
  may: MayReadDuties;
  clock: Clock;
}

/** duty:list: the office sees all of the congress, a unit’s people their unit’s, deputies their own. */
export const makeListDuties =
  ({ store, units, may, clock }: Parts): Handler<typeof listDuties> =>
  async ({ state = 'open', rule, phase, unitId, cursor }, caller) => {
    const of = whoseDuties(caller, may);
    if (!of || (unitId !== undefined && !mayAsk(of, unitId))) throw new Fault('NOT_ALLOWED');
    const filter = { rule, phase, unitId };
    const days = daysAt(clock.now());
    const [found, counts] = await Promise.all([
      store.openPage({ of, filter, due: dueOf(state, days) }, placeOf(cursor), PAGE + 1),
      store.countDue({ of, filter }, days),
    ]);
    const page = found.slice(0, PAGE);
    const last = page.at(-1);
    return {
      duties: await viewsOf(units, page),
      counts,
      cursor: found.length > PAGE && last ? cursorOf({ by: last.by, id: last._id }) : null,
    };
  };

/** The widest that the caller’s roles allow. */
function whoseDuties(caller: Caller, may: MayReadDuties): Holder | null {
  const { roles, congressId, unitId, personId, delegationId } = caller;
  if (may(roles, 'duty:read-all')) return { congressId };
  if (may(roles, 'duty:read-unit') && unitId) return { unitId };
  if (!may(roles, 'duty:read-own')) return null;
  const heads = roles.includes('delegation-head') && delegationId !== null;
  return heads ? { $and: [{ $or: [{ personId }, { delegationId }] }] } : { personId };
}

/** One unit’s: whoever sees all, and its own people. */
const mayAsk = (of: Holder, unitId: string): boolean =>
  'congressId' in of || ('unitId' in of && of.unitId === unitId);
