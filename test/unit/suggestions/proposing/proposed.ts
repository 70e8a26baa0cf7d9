import type { Case } from '../../../../server/suggestions/case/case.rules.ts';
import { draft } from '../../../../server/suggestions/proposing/drafting.rules.ts';
import { reviewActs } from '../../../../server/suggestions/proposing/review.rules.ts';
import { secondingActs } from '../../../../server/suggestions/proposing/seconding.rules.ts';
import type { Publicity } from '../../../../shared/cases.ts';
import type { DelegationId, UnitId } from '../../../../shared/ids.ts';
import { as, blank, BY_SYSTEM, did, OFFICE, person, suggestion, unit } from '../acting.ts';

/** Who leads it. */
export const LEAD = as(person(1), ['lead-deputy']);

/** Who speaks for the delegation. */
export const HEAD = as(person(2), ['delegation-head']);

/** A joint deputy. */
export const second = (n: number) => as(person(n), ['seconding-deputy']);

/** What every act names. */
export const on = (found: Case) => ({
  suggestionId: found.suggestionId,
  revision: found.revision,
  actKey: 'k',
});

/** What a draft says. */
export interface Said {
  title: string;
  text: string;
  category: string;
  wantsWrittenReply: boolean;
  wishedUnitIds: UnitId[];
  publicity: Publicity;
  keepSecret: boolean;
}

/** What they say here. */
export const said: Said = {
  ...{ title: '关于乡村教育的建议', text: '事由：师资不足。建议：增加编制。', category: '教育' },
  ...{ wantsWrittenReply: true, wishedUnitIds: [unit(1)], publicity: 'full', keepSecret: false },
};

/** A draft of the lead deputy, as it is asked for. */
export const draftIn = (change: Partial<Said> = {}) => ({
  ...{ ...said, ...change, actKey: 'k', by: 'deputy' as const },
  ...{ session: 5, delegationId: suggestion(8) as string as DelegationId },
});

/** One that was begun. */
export const drafted = (change: Partial<Said> = {}) => did(draft, blank(), draftIn(change), { actor: LEAD });

/** One that a delegation began. */
export const delegations = () => did(draft, blank(), { ...draftIn(), by: 'delegation' }, { actor: HEAD });

/** One that these deputies were asked to join. */
export const asked = (...numbers: number[]) => {
  const found = drafted();
  return did(secondingActs.ask, found, { ...on(found), personIds: numbers.map(person) }, { actor: LEAD });
};

/** It is handed in. */
export const submitted = (found: Case, dropUnconfirmed = false) =>
  did(secondingActs.submit, found, { ...on(found), dropUnconfirmed }, { actor: LEAD });

/** One that is before the office. */
export const reviewed = (found: Case = drafted()) =>
  did(reviewActs.begin, submitted(found), {}, { actor: BY_SYSTEM });

/** It was sent back. */
export const returned = (found: Case) =>
  did(
    reviewActs.sendBack,
    found,
    { ...on(found), reason: 'no-concrete-content', note: '请补充具体建议' },
    { actor: OFFICE },
  );

/** A joint deputy says yes. */
export const confirm = (found: Case, n: number) =>
  did(secondingActs.confirm, found, on(found), { actor: second(n) });
