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

interface Parts {
  store: Pick<DaysTurnStore, 'awaitingFeedback' | 'promisedBefore'>;
  dueForFiling: (today: CivilDate) => Promise<SuggestionId[]>;
  /** Rooms follow who is away today and who stands in; how many had to move. */
  followAbsences: (today: CivilDate) => Promise<number>;
  bySystem: Acts['bySystem'];
  clock: Clock;
  /** Notes an error nobody foresaw and answers its incident id. */
  onSurprise: (error: unknown, where: string) => string;
}

const LANES = 4;
/** The term is not over, or somebody was there first. */
const NOTHING_TO_DO: readonly FaultCode[] = ['NOT_YET', 'ALREADY_DONE', 'WRONG_STATE'];

/**
 * What happens because a day has begun: rounds end in silence, promises are carried into a new year, what is closed and
 * has nothing open is filed. Looked at once a day by each process; done by whichever is first, for every act is kept once.
 */
export function makeDaysTurn(parts: Parts) {
  const { store, dueForFiling, followAbsences, bySystem, clock, onSurprise } = parts;
  let lookedOn: CivilDate | null = null;

  async function each(ids: readonly SuggestionId[], act: CaseAct<unknown>, actKey: string): Promise<number> {
    let done = 0;
    await inLanes(ids, LANES, async (id) => {
      try {
        if (await bySystem(act, id, { input: {}, actKey })) done += 1;
      } catch (error) {
        if (!(error instanceof Fault && NOTHING_TO_DO.includes(error.code)))
          onSurprise(error, `suggestions: ${act.name}`);
      }
    });
    return done;
  }

  /** How many acts that came to; on a day that was looked at already, none. */
  return async (): Promise<number> => {
    const today = civilDateOf(clock.now());
    if (lookedOn === today) return 0;
    const lapsed = await each(await store.awaitingFeedback(today), feedbackActs.lapse, `lapse:${today}`);
    const year = today.slice(0, 4);
    const open = await store.promisedBefore(`${year}-01-01`);
    const carried = await each(open, commitmentActs.rollOver, `roll-over:${year}`);
    const filed = await each(await dueForFiling(today), commitmentActs.archive, `archive:${today}`);
    const moved = await followAbsences(today);
    lookedOn = today;
    return lapsed + carried + filed + moved;
  };
}
