import type { CaseRole } from '../../../shared/cases.ts';
import type { NextStep } from '../../../shared/figures.ts';
import type { CivilDate, PersonId } from '../../../shared/ids.ts';
import type { PolicyProfile } from '../../../shared/policies.ts';
import { dueDay, type WorkCalendar } from '../../org/index.ts';
import { type Case, replies } from '../case/case.rules.ts';

/** Who looks at the case, and by what days are counted in it. */
export interface Looking {
  readonly personId: PersonId;
  readonly roles: ReadonlySet<CaseRole>;
  readonly terms: PolicyProfile['terms'];
  readonly days: WorkCalendar;
}

/** What of a case says what comes next. */
export type Course = Pick<
  Case,
  | 'state'
  | 'seconders'
  | 'withdrawal'
  | 'tracks'
  | 'draftSharedBy'
  | 'feedbackAskedOn'
  | 'feedback'
  | 'jointOpinions'
  | 'round'
  | 'rehandlingAskedOn'
  | 'rehandlingDue'
  | 'commitments'
>;

const step = (name: NextStep['step'], turn: NextStep['turn'], by: CivilDate | null = null): NextStep => ({
  step: name,
  turn,
  by,
});

const NONE = step('none', null);

/**
 * The one thing to do next in a case, as one of its deputies sees it: what they can do themselves before anything that
 * others have to do. Pure.
 */
export function nextStepOf(found: Course, looking: Looking): NextStep {
  return withdrawing(found, looking) ?? BY_STATE[found.state](found, looking);
}

type Step = (found: Course, looking: Looking) => NextStep;

/** Who speaks for the suggestion. */
const leads = ({ roles }: Looking): boolean => roles.has('lead-deputy') || roles.has('delegation-head');

/** A withdrawal that waits for this deputy’s word. */
function withdrawing(
  { withdrawal, state, seconders }: Course,
  { personId, roles }: Looking,
): NextStep | null {
  if (withdrawal === null || state === 'withdrawn') return null;
  const joined = roles.has('seconding-deputy') && isSeconder(seconders, personId, 'confirmed');
  return joined && !withdrawal.agreed.includes(personId) ? step('agree-withdrawal', 'you') : null;
}

const isSeconder = (
  seconders: Course['seconders'],
  personId: PersonId,
  state: Course['seconders'][number]['state'],
): boolean => seconders.some((s) => s.personId === personId && s.state === state);

const proposed: Step = ({ seconders }, looking) => {
  if (isSeconder(seconders, looking.personId, 'asked')) return step('confirm-seconding', 'you');
  if (!leads(looking)) return step('await-lead', 'deputies');
  const waiting = seconders.some((s) => s.state === 'asked');
  return waiting ? step('await-seconders', 'deputies') : step('submit', 'you');
};

const assigned: Step = ({ tracks }, _looking) =>
  tracks.some((t) => replies(t) && t.state === 'waiting')
    ? step('await-receipt', 'units')
    : step('await-contact', 'units');

const handled: Step = ({ draftSharedBy, tracks }, looking) => {
  const shown = tracks.some((t) => draftSharedBy.includes(t.unitId) && t.state !== 'replied');
  return shown && leads(looking) ? step('comment-draft', 'you') : step('await-reply', 'units');
};

const asked: Step = (found, looking) => {
  const { feedback, round, rehandlingAskedOn, feedbackAskedOn } = found;
  const { terms, days, personId } = looking;
  if (rehandlingAskedOn !== null) return step('await-decision', 'office');
  if (feedback.some((f) => f.round === round)) return step('await-decision', 'office');
  const by = feedbackAskedOn === null ? null : dueDay(feedbackAskedOn, terms.feedback, days);
  if (leads(looking)) return step('give-feedback', 'you', by);
  const spoken = found.jointOpinions.some((o) => o.round === round && o.personId === personId);
  const joined = isSeconder(found.seconders, personId, 'confirmed');
  return joined && !spoken ? step('give-opinion', 'you', by) : step('await-lead', 'deputies', by);
};

const promised: Step = ({ commitments }, looking) => {
  if (leads(looking) && commitments.some((c) => c.state === 'fulfilled'))
    return step('rate-commitment', 'you');
  const open = commitments.filter((c) => c.state === 'open').map((c) => c.due);
  const first = open.sort()[0];
  return first === undefined ? NONE : step('await-commitment', 'units', first);
};

const BY_STATE: Readonly<Record<Case['state'], Step>> = {
  draft: proposed,
  seconding: proposed,
  submitted: () => step('await-review', 'office'),
  review: () => step('await-review', 'office'),
  returned: (_found, looking) => (leads(looking) ? step('revise', 'you') : step('await-lead', 'deputies')),
  rejected: () => NONE,
  registered: () => step('await-hand-over', 'office'),
  assigned,
  received: () => step('await-contact', 'units'),
  'return-requested': () => step('await-reassignment', 'office'),
  handling: handled,
  replied: () => step('await-reply', 'units'),
  feedback: asked,
  rehandling: (found, looking) => {
    const next = handled(found, looking);
    return next.turn === 'you' ? next : step('await-new-reply', 'units', found.rehandlingDue);
  },
  coordination: () => step('await-coordination', 'office'),
  closed: () => NONE,
  tracking: promised,
  archived: () => NONE,
  withdrawn: () => NONE,
};
