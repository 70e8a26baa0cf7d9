import type { EventKind, Happened } from '../../../shared/case-events.ts';
import type { CaseRole, CaseState } from '../../../shared/cases.ts';
import { Fault } from '../../../shared/faults.ts';
import type { CivilDate, PersonId, SuggestionId, UnitId } from '../../../shared/ids.ts';
import type { PolicyProfile } from '../../../shared/policies.ts';
import type { WorkCalendar } from '../../org/index.ts';
import type { Case, Doer } from './case.rules.ts';

/** Who acts, and as whom in this case. */
export interface Actor extends Doer {
  readonly roles: ReadonlySet<CaseRole>;
  readonly unitId: UnitId | null;
}

/** What a decision may look at besides the case: no clock, no store. */
export interface Circumstances {
  readonly actor: Actor;
  readonly now: Date;
  /** The day of `now` in Asia/Shanghai. */
  readonly today: CivilDate;
  readonly policy: PolicyProfile;
  readonly days: WorkCalendar;
  readonly newId: () => string;
}

/** Ids that an input names. The executor refuses those it does not find with UNKNOWN_UNIT, UNKNOWN_PERSON or NOT_FOUND. */
export interface Named {
  readonly units?: readonly UnitId[];
  /** Deputies in office. */
  readonly deputies?: readonly PersonId[];
  /** People of one unit. */
  readonly ofUnit?: { readonly unitId: UnitId; readonly personIds: readonly PersonId[] };
  /** Other suggestions of the congress. */
  readonly suggestions?: readonly SuggestionId[];
}

/** One thing that somebody may do to a case: who, when, and what comes of it. The whole life of a case is a table of these. */
export interface CaseAct<I = never> {
  /** The contract’s name; acts of the product itself have a name of their own. */
  readonly name: string;
  /** Transition of the state machine, for the table in the documents: `T9`. */
  readonly transition: string;
  readonly may: readonly CaseRole[];
  readonly when: readonly CaseState[];
  /** What may come of it; the executor refuses to store anything else. */
  readonly makes: readonly EventKind[];
  /** Whom it names besides the case, so that `decide` may take them as known. */
  readonly names?: (input: I) => Named;
  /** Throws the Fault that refuses it; otherwise what has happened, at least one event. Pure. */
  readonly decide: (found: Case, input: I, at: Circumstances) => readonly Happened[];
}

/** Refuses what the table does not allow: first who, then when. Everything not named is refused. */
export function whyMayNotAct(
  act: Pick<CaseAct, 'may' | 'when'>,
  { state, suggestionId }: { state: CaseState; suggestionId: SuggestionId },
  roles: ReadonlySet<CaseRole>,
): Fault | null {
  if (!act.may.some((role) => roles.has(role))) return new Fault('NOT_ALLOWED');
  return act.when.includes(state) ? null : new Fault('WRONG_STATE', { suggestionId, state });
}
