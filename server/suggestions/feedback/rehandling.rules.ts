import type * as z from 'zod/mini';
import type { Happened } from '../../../shared/case-events.ts';
import { Fault } from '../../../shared/faults.ts';
import type { concludeCoordination, declineRehandling, orderRehandling } from '../../../shared/feedback.ts';
import type { UnitId } from '../../../shared/ids.ts';
import { dueDay } from '../../org/index.ts';
import type { CaseAct, Circumstances } from '../case/act.rules.ts';
import { type Case, replies } from '../case/case.rules.ts';
import { trackOf } from '../handling/tracks.rules.ts';

const CLOSED: Happened = { kind: 'closed', body: {} };

/** The next round: at least one of those who reply answers anew. */
function nextRound(
  found: Case,
  unitIds: readonly UnitId[],
  { today, policy, days }: Pick<Circumstances, 'today' | 'policy' | 'days'>,
): Happened {
  const tracks = [...new Set(unitIds)].map((id) => trackOf(found, id));
  if (!tracks.some(replies)) throw new Fault('AGAINST_POLICY', { value: 'unitIds' });
  const due = dueDay(today, policy.terms.rehandling, days);
  const body = { round: found.round + 1, unitIds: tracks.map((t) => t.unitId), due };
  return { kind: 'rehandling-ordered', body };
}

function refuseUnasked({ rehandlingAskedOn }: Case): void {
  if (rehandlingAskedOn === null) throw new Fault('NOT_YET', { missing: ['dissatisfied'] });
}

/** T18 */
const order: CaseAct<z.infer<typeof orderRehandling.input>> = {
  ...{ name: 'rehandling:order', transition: 'T18', may: ['office'], when: ['feedback'] },
  makes: ['rehandling-ordered'],
  decide: (found, { unitIds }, at) => {
    refuseUnasked(found);
    return [nextRound(found, unitIds, at)];
  },
};

/** T18, where the congress’s rules know it (沪21). */
const decline: CaseAct<z.infer<typeof declineRehandling.input>> = {
  ...{ name: 'rehandling:decline', transition: 'T18', may: ['office'], when: ['feedback'] },
  makes: ['rehandling-declined', 'closed'],
  decide: (found, _input, { policy }) => {
    if (!policy.rehandlingMayBeDeclined.value)
      throw new Fault('AGAINST_POLICY', { value: 'rehandlingMayBeDeclined' });
    refuseUnasked(found);
    return [{ kind: 'rehandling-declined', body: { round: found.round } }, CLOSED];
  },
};

/** T20 */
const conclude: CaseAct<z.infer<typeof concludeCoordination.input>> = {
  ...{ name: 'coordination:conclude', transition: 'T20', may: ['office'], when: ['coordination'] },
  makes: ['coordination-decided', 'rehandling-ordered', 'closed'],
  decide: (found, { outcome, result, unitIds }, at) => {
    if (found.coordination?.cause !== 'dissatisfied')
      throw new Fault('NOT_YET', { missing: ['dissatisfied'] });
    const decided: Happened = { kind: 'coordination-decided', body: { outcome, result } };
    return [decided, outcome === 'close' ? CLOSED : nextRound(found, unitIds, at)];
  },
};

/** What follows when a deputy is dissatisfied. */
export const rehandlingActs = { order, decline, conclude };
