import { Fault } from '../../../shared/faults.ts';
import type { showOverdue, showProgress } from '../../../shared/figures.ts';
import type { Handler } from '../../wire/bind.ts';
import type { FigureParts } from './figures.actions.ts';
import { progressOf } from './progress.rules.ts';

/** figures:progress: counted anew each time, from the days that cases bear. */
export const makeShowProgress =
  ({ may, store }: FigureParts): Handler<typeof showProgress> =>
  async ({ session }, { congressId, roles }) => {
    if (!may(roles, 'figures:read')) throw new Fault('NOT_ALLOWED');
    const [courses, sessions] = await Promise.all([
      store.courses({ congressId, session }),
      store.sessions(congressId),
    ]);
    return { ...progressOf(courses), sessions };
  };

/** figures:overdue: of the open duties of units. */
export const makeShowOverdue =
  ({ may, duties, org }: FigureParts): Handler<typeof showOverdue> =>
  async (_input, { congressId, roles }) => {
    if (!may(roles, 'figures:read')) throw new Fault('NOT_ALLOWED');
    const rows = await duties.overdueOfUnits(congressId);
    const known = await org.units.byIds(rows.map(({ unitId }) => unitId));
    const named = rows.map((row) => ({ ...row, unitName: known.get(row.unitId)?.shortName ?? '' }));
    return { units: named.sort((a, b) => a.unitName.localeCompare(b.unitName, 'zh-CN')) };
  };
