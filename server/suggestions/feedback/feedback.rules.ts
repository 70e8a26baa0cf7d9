import type * as z from 'zod/mini';
import type { Happened } from '../../../shared/case-events.ts';
import { Fault } from '../../../shared/faults.ts';
import type { giveFeedback, giveJointOpinion } from '../../../shared/feedback.ts';
import { dueDay } from '../../org/index.ts';
import type { CaseAct } from '../case/act.rules.ts';
import type { Case } from '../case/case.rules.ts';
import { personOf, refuseOthers } from '../proposing/proposer.rules.ts';
import { refuseUnexplained } from './ratings.rules.ts';

const ASKED = ['feedback'] as const;
const CLOSED: Happened = { kind: 'closed', body: {} };

function refuseTwice({ feedback, round }: Case): void {
  if (feedback.some((f) => f.round === round)) throw new Fault('ALREADY_DONE', { round });
}

/** T17: what joint deputies think goes to the lead deputy, who speaks for all; the last word of each counts. */
const joint: CaseAct<z.infer<typeof giveJointOpinion.input>> = {
  ...{ name: 'joint-opinion:give', transition: 'T17', may: ['seconding-deputy'], when: ASKED },
  makes: ['joint-opinion-given'],
  decide: (found, { result, text }, { actor }) => {
    refuseTwice(found);
    const body = { round: found.round, personId: personOf(actor), result, text };
    return [{ kind: 'joint-opinion-given', body }];
  },
};

/** T17, T18, T20: who is not dissatisfied with the result, or asks for nothing more, closes the case. */
const give: CaseAct<z.infer<typeof giveFeedback.input>> = {
  ...{ name: 'feedback:give', transition: 'T17', may: ['lead-deputy', 'delegation-head'], when: ASKED },
  makes: ['feedback-given', 'closed', 'coordination-opened'],
  decide: (found, { attitude, result, opinion, wantsRehandling: asks }, { actor }) => {
    refuseOthers(found, actor);
    refuseTwice(found);
    refuseUnexplained([attitude, result], opinion);
    const { round } = found;
    const wantsRehandling = asks && result === 'dissatisfied';
    const body = { round, personId: personOf(actor), attitude, result, opinion, wantsRehandling };
    const given: Happened = { kind: 'feedback-given', body };
    if (!wantsRehandling) return [given, CLOSED];
    return round === 1 ? [given] : [given, { kind: 'coordination-opened', body: { cause: 'dissatisfied' } }];
  },
};

/** T17: nobody answers for the deputy; after the term the round ends in silence, which counts as no opinion at all. */
const lapse: CaseAct<unknown> = {
  ...{ name: 'feedback:lapse', transition: 'T17', may: ['system'], when: ASKED },
  makes: ['feedback-lapsed', 'closed'],
  decide: (found, _input, { today, policy, days }) => {
    refuseTwice(found);
    const due = dueDay(found.feedbackAskedOn ?? today, policy.terms.feedback, days);
    if (today <= due) throw new Fault('NOT_YET', { missing: ['term'], due });
    return [{ kind: 'feedback-lapsed', body: { round: found.round } }, CLOSED];
  },
};

/** What deputies think of the replies. */
export const feedbackActs = { joint, give, lapse };
