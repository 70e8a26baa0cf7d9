import type * as z from 'zod/mini';
import { Fault } from '../../../shared/faults.ts';
import type { acceptOpinion, fileOpinion, sendBackOpinion, waiveOpinion } from '../../../shared/handling.ts';
import type { UnitId } from '../../../shared/ids.ts';
import type { CaseAct } from '../case/act.rules.ts';
import type { Case } from '../case/case.rules.ts';
import { coTrackOf, ownReplyingTrack, ownTrack, refuseUnreceived } from './tracks.rules.ts';

const UNIT = ['registry', 'contact', 'unit-leader'] as const;
/** A unit’s own work goes on while another waits for the decision upon its return. */
const AT_WORK = ['assigned', 'received', 'return-requested', 'handling', 'rehandling'] as const;

/** T12: a co-handling unit says what it thinks, to the lead unit and never to the deputies alone. */
const file: CaseAct<z.infer<typeof fileOpinion.input>> = {
  ...{ name: 'opinion:file', transition: 'T12', may: UNIT, when: AT_WORK, makes: ['opinion-filed'] },
  decide: (found, { text, signedBy }, { actor }) => {
    const own = ownTrack(found, actor);
    if (own.role !== 'co') throw new Fault('NOT_YOUR_TRACK', { role: own.role });
    refuseUnreceived(own);
    if (own.state === 'opinion-filed' || own.state === 'opinion-accepted')
      throw new Fault('ALREADY_DONE', { unitId: own.unitId });
    return [{ kind: 'opinion-filed', body: { unitId: own.unitId, text, signedBy } }];
  },
};

/** Refuses to decide upon an opinion that does not lie there. */
function refuseUnfiled(found: Case, unitId: UnitId): void {
  const { state } = coTrackOf(found, unitId);
  if (state === 'opinion-accepted') throw new Fault('ALREADY_DONE', { unitId });
  if (state !== 'opinion-filed') throw new Fault('NOT_YET', { missing: ['opinions'], unitIds: [unitId] });
}

const accept: CaseAct<z.infer<typeof acceptOpinion.input>> = {
  ...{ name: 'opinion:accept', transition: 'T12', may: UNIT, when: AT_WORK, makes: ['opinion-accepted'] },
  decide: (found, { unitId }, { actor }) => {
    ownReplyingTrack(found, actor);
    refuseUnfiled(found, unitId);
    return [{ kind: 'opinion-accepted', body: { unitId } }];
  },
};

const sendBack: CaseAct<z.infer<typeof sendBackOpinion.input>> = {
  ...{ name: 'opinion:send-back', transition: 'T12', may: UNIT, when: AT_WORK, makes: ['opinion-sent-back'] },
  decide: (found, { unitId }, { actor }) => {
    ownReplyingTrack(found, actor);
    refuseUnfiled(found, unitId);
    return [{ kind: 'opinion-sent-back', body: { unitId } }];
  },
};

const waive: CaseAct<z.infer<typeof waiveOpinion.input>> = {
  ...{ name: 'opinion:waive', transition: 'T12', may: ['office'], when: AT_WORK, makes: ['opinion-waived'] },
  decide: (found, { unitId }) => {
    if (coTrackOf(found, unitId).state === 'opinion-accepted') throw new Fault('ALREADY_DONE', { unitId });
    return [{ kind: 'opinion-waived', body: { unitId } }];
  },
};

/** Opinions of co-handling units: filed, taken, sent back, waived. */
export const opinionActs = { file, accept, sendBack, waive };
