import { Fault, type FaultCode } from '../../../shared/faults.ts';
import type { CivilDate, SuggestionId } from '../../../shared/ids.ts';
import { civilDateOf } from '../../org/index.ts';
import type { Clock } from '../../wire/ports.ts';
import { commitmentActs } from '../commitments/commitments.rules.ts';
import { feedbackActs } from '../feedback/feedback.rules.ts';
import { inLanes } from '../../ops/lanes.ts';
import type { Acts } from './act.actions.ts';
import type { CaseAct } from './act.rules.ts';
import type { DaysTurnStore } from './days-turn.store.ts';
import type { TermsOver } from './terms-over.actions.ts';

interface Parts {
  store: DaysTurnStore;
  termsOver: TermsOver;
  /** Rooms follow who is away today and who stands in; how many had to move. */
  followAbsences: (today: CivilDate) => Promise<number>;
  bySystem: Acts['bySystem'];
  clock: Clock;
  /** Notes an error nobody foresaw and answers its incident id. */
  onSurprise: (error: unknown, where: string) => string;
}

const LANES = 100; // what goes side by side shares its statements
/** Until this day of a year something promised in the last moments of the year before may not have been seen yet. */
const SETTLED_BY = '01-08';
/** The term is not over, or somebody was there first. */
const NOTHING_TO_DO: readonly FaultCode[] = ['NOT_YET', 'ALREADY_DONE', 'WRONG_STATE'];

/**
 * What happens because a day has begun: rounds end in silence, promises are carried into a new year, what is closed and
 * has nothing open is filed. Looked at once a day by each process; done by whichever is first, for every act is kept once.
 */
export function makeDaysTurn(parts: Parts) {
  const { store, termsOver, followAbsences, bySystem, clock, onSurprise } = parts;
  let lookedOn: CivilDate | null = null;
  /** The year into which all that was open of earlier years has been carried. */
  let carriedInto = '';

  async function each(
    ids: readonly SuggestionId[],
    act: CaseAct<unknown>,
    actKey: string,
  ): Promise<{ done: number; failed: number }> {
    let done = 0;
    let failed = 0;
    await inLanes(ids, LANES, async (id) => {
      try {
        if (await bySystem(act, id, { input: {}, actKey })) done += 1;
      } catch (error) {
        if (error instanceof Fault && NOTHING_TO_DO.includes(error.code)) return;
        failed += 1;
        onSurprise(error, `suggestions: ${act.name}`);
      }
    });
    return { done, failed };
  }

  /** Once a year, but for its first days: what is promised in a year is not carried in it. */
  async function carry(today: CivilDate): Promise<number> {
    const year = today.slice(0, 4);
    if (carriedInto === year) return 0;
    const open = await store.promisedBefore(`${year}-01-01`);
    const { done, failed } = await each(open, commitmentActs.rollOver, `roll-over:${year}`);
    if (failed === 0 && today.slice(5) >= SETTLED_BY) carriedInto = year;
    return done;
  }

  /** How many acts that came to; on a day that was looked at already, none. */
  return async (): Promise<number> => {
    const today = civilDateOf(clock.now());
    if (lookedOn === today) return 0;
    const silent = await termsOver('feedback', store.awaitingFeedback, today);
    const lapsed = await each(silent, feedbackActs.lapse, `lapse:${today}`);
    const carried = await carry(today);
    const closed = await termsOver('archive', store.closedBefore, today);
    const filed = await each(closed, commitmentActs.archive, `archive:${today}`);
    const moved = await followAbsences(today);
    lookedOn = today;
    return lapsed.done + carried + filed.done + moved;
  };
}
