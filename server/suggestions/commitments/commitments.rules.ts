import type * as z from 'zod/mini';
import type {
  explainCommitment,
  fulfilCommitment,
  rateCommitment,
  reportCommitment,
} from '../../../shared/commitments.ts';
import { Fault } from '../../../shared/faults.ts';
import type { CivilDate } from '../../../shared/ids.ts';
import { dueDay } from '../../org/index.ts';
import type { Actor, CaseAct, Circumstances } from '../case/act.rules.ts';
import type { Case } from '../case/case.rules.ts';
import { refuseUnexplained } from '../feedback/ratings.rules.ts';
import { personOf, refuseOthers } from '../proposing/proposer.rules.ts';

type Promised = Case['commitments'][number];

/** From the first reply on a case may have promises, whatever else is done with it. */
const PROMISED = ['handling', 'replied', 'feedback', 'rehandling', 'coordination', 'tracking'] as const;

function commitmentOf({ commitments }: Case, commitmentId: string): Promised {
  const known = commitments.find((c) => c.commitmentId === commitmentId);
  if (!known) throw new Fault('NOT_FOUND', { commitmentId });
  return known;
}

/** A promise of the actor’s own unit that is still to be kept. */
function ownOpen(found: Case, commitmentId: string, { unitId }: Actor): Promised {
  const known = commitmentOf(found, commitmentId);
  if (known.unitId !== unitId) throw new Fault('NOT_YOUR_TRACK');
  if (known.state !== 'open') throw new Fault('ALREADY_DONE', { commitmentId, state: known.state });
  return known;
}

/** T21 */
const report: CaseAct<z.infer<typeof reportCommitment.input>> = {
  ...{ name: 'commitment:report', transition: 'T21', when: PROMISED, makes: ['commitment-reported'] },
  may: ['registry', 'contact', 'unit-leader'],
  decide: (found, { commitmentId, progress }, { actor }) => {
    ownOpen(found, commitmentId, actor);
    return [{ kind: 'commitment-reported', body: { commitmentId, progress } }];
  },
};

/** T22: a reply anew, signed. */
const fulfil: CaseAct<z.infer<typeof fulfilCommitment.input>> = {
  ...{ name: 'commitment:fulfil', transition: 'T22', may: ['unit-leader'], when: PROMISED },
  makes: ['commitment-fulfilled'],
  decide: (found, { commitmentId, text }, { actor }) => {
    ownOpen(found, commitmentId, actor);
    return [{ kind: 'commitment-fulfilled', body: { commitmentId, text, signedBy: actor.name } }];
  },
};

/** T22: later than promised, or not at all; also what is owed at the end of a term (沪22). */
const explain: CaseAct<z.infer<typeof explainCommitment.input>> = {
  ...{ name: 'commitment:explain', transition: 'T22', may: ['unit-leader'], when: PROMISED },
  makes: ['commitment-explained'],
  decide: (found, { commitmentId, text, due }, { actor, today }) => {
    const known = ownOpen(found, commitmentId, actor);
    const after = known.due > today ? known.due : today;
    if (due !== null && due <= after) throw new Fault('AGAINST_POLICY', { value: 'due', after });
    return [{ kind: 'commitment-explained', body: { commitmentId, text, signedBy: actor.name, due } }];
  },
};

/** T22: how it was kept is for the deputy to say (渝28). */
const rate: CaseAct<z.infer<typeof rateCommitment.input>> = {
  ...{ name: 'commitment:rate', transition: 'T22', may: ['lead-deputy', 'delegation-head'], when: PROMISED },
  makes: ['commitment-rated'],
  decide: (found, { commitmentId, result, text }, { actor }) => {
    refuseOthers(found, actor);
    const { state } = commitmentOf(found, commitmentId);
    if (state === 'open') throw new Fault('NOT_YET', { missing: ['fulfilment'] });
    if (state !== 'fulfilled') throw new Fault('ALREADY_DONE', { commitmentId, state });
    refuseUnexplained([result], text);
    return [{ kind: 'commitment-rated', body: { commitmentId, personId: personOf(actor), result, text } }];
  },
};

/** T22: what was promised in an earlier year and is still open is carried into this one, once. */
const rollOver: CaseAct<unknown> = {
  ...{ name: 'commitment:roll-over', transition: 'T22', may: ['system'], when: PROMISED },
  makes: ['commitment-rolled-over'],
  decide: (found, _input, { today }) => {
    const year = Number(today.slice(0, 4));
    const carried = found.commitments.filter(
      (c) => c.state === 'open' && (c.carriedInto ?? Number(c.promisedOn.slice(0, 4))) < year,
    );
    if (carried.length === 0) throw new Fault('ALREADY_DONE', { year });
    return carried.map(({ commitmentId }) => ({
      kind: 'commitment-rolled-over',
      body: { commitmentId, year },
    }));
  },
};

/** Promises that are still owed, or kept so lately that the deputy may still say how. */
function owedStill({ commitments }: Case, { today, policy, days }: Circumstances): string[] {
  const rated = (since: CivilDate) => today > dueDay(since, policy.terms.commitmentRating, days);
  return commitments
    .filter((c) => c.state === 'open' || (c.state === 'fulfilled' && !rated(c.fulfilledOn ?? today)))
    .map((c) => c.commitmentId);
}

/** The product waits for the term that the rules give; the office need not. */
function refuseTooSoon({ closedOn }: Case, { today, policy, days }: Circumstances): void {
  const due = dueDay(closedOn ?? today, policy.terms.archive, days);
  if (today <= due) throw new Fault('NOT_YET', { missing: ['term'], due });
}

/** T22: filed when nothing is open with it; a promise that nobody rated in the term for that holds nothing up. */
const archive: CaseAct<unknown> = {
  ...{ name: 'case:archive', transition: 'T22', may: ['office', 'system'], when: ['closed', 'tracking'] },
  makes: ['archived'],
  decide: (found, _input, at) => {
    if (at.actor.personId === 'system') refuseTooSoon(found, at);
    const commitmentIds = owedStill(found, at);
    if (commitmentIds.length > 0) throw new Fault('NOT_YET', { missing: ['commitments'], commitmentIds });
    if (found.topicId !== null) throw new Fault('NOT_YET', { missing: ['supervision'] });
    const { publication } = found;
    if (
      publication?.state === 'proposed' ||
      (publication?.state === 'approved' && publication.publicity !== 'none')
    )
      throw new Fault('NOT_YET', { missing: ['publication'] });
    return [{ kind: 'archived', body: {} }];
  },
};

/** The ledger of promises, and the end of a case. */
export const commitmentActs = { report, fulfil, explain, rate, rollOver, archive };
