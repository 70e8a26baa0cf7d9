import type * as z from 'zod/mini';
import { Fault } from '../../../shared/faults.ts';
import type { designateCase, endSupervision, recordSupervision } from '../../../shared/supervision.ts';
import type { CaseAct } from '../case/act.rules.ts';
import type { Case } from '../case/case.rules.ts';

/** As long as there is something left to press for. */
const ALIVE = [
  'registered',
  'assigned',
  'received',
  'return-requested',
  'handling',
  'replied',
  'feedback',
  'rehandling',
  'coordination',
  'closed',
  'tracking',
] as const;

function refuseUnsupervised({ topicId }: Case): string {
  if (topicId === null) throw new Fault('NOT_YET', { missing: ['designation'] });
  return topicId;
}

/** T25. One topic at a time: who moves a case to another ends the first. */
const designate: CaseAct<z.infer<typeof designateCase.input>> = {
  ...{
    name: 'supervision:designate',
    transition: 'T25',
    may: ['office'],
    when: ALIVE,
    makes: ['designated'],
  },
  names: ({ committeeUnitId: unitId, leaderId }) => ({
    units: [unitId],
    ofUnit: { unitId, personIds: leaderId === null ? [] : [leaderId] },
  }),
  decide: (found, { topicId, committeeUnitId, leaderId }) => {
    if (found.topicId !== null) throw new Fault('ALREADY_DONE', { topicId: found.topicId });
    return [{ kind: 'designated', body: { topicId, committeeUnitId, leaderId } }];
  },
};

const record: CaseAct<z.infer<typeof recordSupervision.input>> = {
  ...{ name: 'supervision:record', transition: 'T25', when: ALIVE, makes: ['supervised'] },
  may: ['committee', 'office'],
  decide: (found, { form, on, summary }, { today }) => {
    refuseUnsupervised(found);
    if (on > today) throw new Fault('IN_THE_FUTURE', { today });
    return [{ kind: 'supervised', body: { form, on, summary } }];
  },
};

const end: CaseAct<z.infer<typeof endSupervision.input>> = {
  ...{
    name: 'supervision:end',
    transition: 'T25',
    may: ['office'],
    when: ALIVE,
    makes: ['designation-ended'],
  },
  decide: (found) => [{ kind: 'designation-ended', body: { topicId: refuseUnsupervised(found) } }],
};

/** Key supervision of a case by a committee. */
export const supervisionActs = { designate, record, end };
