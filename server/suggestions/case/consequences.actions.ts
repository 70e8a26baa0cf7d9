import type { EventKind } from '../../../shared/case-events.ts';
import { Fault, type FaultCode } from '../../../shared/faults.ts';
import { reviewActs } from '../proposing/review.rules.ts';
import type { FollowPublication } from '../publication/publications.actions.ts';
import type { SpreadTopics } from '../supervision/spread.actions.ts';
import type { Acts } from './act.actions.ts';
import type { CaseEntry } from './case.rules.ts';

/** Does what the product itself does because of something that happened. Again: changes nothing. */
export type DoConsequences = (entry: CaseEntry) => Promise<void>;

interface Parts {
  bySystem: Acts['bySystem'];
  topics: Pick<SpreadTopics, 'joined'>;
  followPublication: FollowPublication;
}

/** Somebody else has done it, or it has lost its sense meanwhile. */
const NOTHING_TO_DO: readonly FaultCode[] = ['WRONG_STATE', 'ALREADY_DONE'];

/** What may change what the public reads of a case. */
const PUBLIC: readonly EventKind[] = ['published', 'corrected', 'feedback-given'];

const CONSEQUENTIAL: readonly EventKind[] = ['submitted', 'merged', 'designated', ...PUBLIC];

/** Whether the product itself does something because of what happened. */
export const hasConsequences = ({ happened }: CaseEntry): boolean =>
  happened.some(({ kind }) => CONSEQUENTIAL.includes(kind));

/**
 * What is submitted is under review at once; what is handled together with another says so in its own history too; what
 * is put under a topic gets its plan; the public reads what was published.
 */
export const makeDoConsequences = ({ bySystem, topics, followPublication }: Parts): DoConsequences => {
  const unlessDone = (done: Promise<boolean>) =>
    done.catch((error: unknown) => {
      if (error instanceof Fault && NOTHING_TO_DO.includes(error.code)) return false;
      throw error;
    });

  return async ({ suggestionId, n, by, happened }) => {
    for (const { kind, body } of happened) {
      if (kind === 'submitted')
        await unlessDone(bySystem(reviewActs.begin, suggestionId, { input: {}, actKey: `review:${n}` }));
      if (kind === 'merged' && by.personId !== 'system')
        for (const other of body.withIds) {
          const withIds = [suggestionId, ...body.withIds.filter((id) => id !== other)];
          const actKey = `merge:${suggestionId}:${n}`;
          await unlessDone(bySystem(reviewActs.merge, other, { input: { withIds }, actKey }));
        }
      if (kind === 'designated') await topics.joined(body.topicId, suggestionId, n);
      if (PUBLIC.includes(kind)) await followPublication(suggestionId);
    }
  };
};
