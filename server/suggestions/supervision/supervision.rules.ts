import type * as z from 'zod/mini';
import { Fault } from '../../../shared/faults.ts';
import type { EventBody } from '../../../shared/case-events.ts';
import type { designateCase, endSupervision, recordSupervision } from '../../../shared/supervision.ts';
import type { CaseAct } from '../case/act.rules.ts';
import type { Case } from '../case/case.rules.ts';
import { ALIVE } from '../case/stages.rules.ts';

function refuseUnsupervised({ topicId }: Case): string {
  if (topicId === null) throw new Fault('NOT_YET', { missing: ['designation'] });
  return topicId;
}

/** What its topic adds to a designation. */
export type Designation = z.output<typeof designateCase.input> &
  Pick<EventBody<'designated'>, 'committeeUnitId' | 'leaderId'> & { readonly isOpen: boolean };

/** T25. One topic at a time: who moves a case to another ends the first. */
const designate: CaseAct<Designation> = {
  ...{
    name: 'supervision:designate',
    transition: 'T25',
    may: ['office'],
    when: ALIVE,
    makes: ['designated'],
  },
  decide: (found, { topicId, isOpen, committeeUnitId, leaderId }) => {
    if (found.topicId !== null) throw new Fault('ALREADY_DONE', { topicId: found.topicId });
    if (!isOpen) throw new Fault('WRONG_STATE', { topicId, state: 'closed' });
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

/** What was done for a topic stands in the history of each of its cases. */
interface OfTopic {
  readonly topicId: string;
}

function refuseOtherTopic(found: Case, { topicId }: OfTopic): void {
  if (found.topicId !== topicId) throw new Fault('ALREADY_DONE', { topicId });
}

const planned: CaseAct<EventBody<'supervision-planned'>> = {
  ...{ name: 'topic:planned', transition: 'T25', may: ['system'], when: ALIVE },
  makes: ['supervision-planned'],
  decide: (found, body) => {
    refuseOtherTopic(found, body);
    return [{ kind: 'supervision-planned', body }];
  },
};

const noted: CaseAct<OfTopic & EventBody<'supervised'>> = {
  ...{ name: 'topic:noted', transition: 'T25', may: ['system'], when: ALIVE, makes: ['supervised'] },
  decide: (found, { topicId, ...body }) => {
    refuseOtherTopic(found, { topicId });
    return [{ kind: 'supervised', body }];
  },
};

const closed: CaseAct<OfTopic & { readonly why: string }> = {
  ...{ name: 'topic:closed', transition: 'T25', may: ['system'], when: ALIVE },
  makes: ['designation-ended'],
  decide: (found, { topicId }) => {
    refuseOtherTopic(found, { topicId });
    return [{ kind: 'designation-ended', body: { topicId } }];
  },
};

/** Key supervision of a case by a committee. */
export const supervisionActs = { designate, record, end, planned, noted, closed };
