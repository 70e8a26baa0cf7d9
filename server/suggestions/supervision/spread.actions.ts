import { Fault, type FaultCode } from '../../../shared/faults.ts';
import type { SuggestionId } from '../../../shared/ids.ts';
import type { Clock } from '../../wire/ports.ts';
import type { Acts } from '../case/act.actions.ts';
import { supervisionActs } from './supervision.rules.ts';
import { type Owing, owingOf } from './topics.rules.ts';
import type { TopicStore } from './topics.store.ts';

interface Parts {
  store: Pick<TopicStore, 'byId' | 'join' | 'spread' | 'unspread'>;
  bySystem: Acts['bySystem'];
  clock: Clock;
  /** Notes an error nobody foresaw and answers its incident id. */
  onSurprise: (error: unknown, where: string) => string;
}

export interface SpreadTopics {
  /** Lets what was done with a topic stand in the history of each of its cases. Again: changes nothing. */
  readonly one: (topicId: string) => Promise<void>;
  /** The same, but an error is noted and left to the next repair. */
  readonly soon: (topicId: string) => Promise<void>;
  /** A case was put under a topic by this entry: it gets the plan, or the end if that came first. */
  readonly joined: (topicId: string, suggestionId: SuggestionId, entry: number) => Promise<void>;
  /** Finishes what a dead process left; how many topics that were. */
  readonly lagging: () => Promise<number>;
}

const IN_FLIGHT_MS = 10_000; // younger ones are being spread by whoever wrote them
const BATCH = 100;
/** The case is over, or was taken out of the topic, meanwhile. */
const NOTHING_TO_DO: readonly FaultCode[] = ['WRONG_STATE', 'ALREADY_DONE'];

/** Carries what was done with topics into the histories of their cases. */
export function makeSpreadTopics({ store, bySystem, clock, onSurprise }: Parts): SpreadTopics {
  async function one(topicId: string): Promise<void> {
    const topic = await store.byId(topicId);
    if (!topic) return;
    for (const owing of owingOf(topic)) await carry(bySystem, topicId, owing);
    await store.spread(topic);
  }

  const soon = (topicId: string) =>
    one(topicId).catch((error: unknown) => void onSurprise(error, 'supervision: spread'));

  return {
    one,
    soon,
    async joined(topicId, suggestionId, entry) {
      const topic = await store.byId(topicId);
      if (!topic) return;
      await store.join(topic, { suggestionId, entry, revision: topic.revision }, clock.now());
      await one(topicId);
    },
    async lagging() {
      const before = new Date(clock.now().getTime() - IN_FLIGHT_MS);
      const ids = await store.unspread(before, BATCH);
      for (const id of ids) await soon(id);
      return ids.length;
    },
  };
}

async function carry(
  bySystem: Acts['bySystem'],
  topicId: string,
  { suggestionId, actKey, deed }: Owing,
): Promise<void> {
  const { by } = deed;
  try {
    if (deed.kind === 'planned') {
      const input = { topicId, plan: deed.plan };
      await bySystem(supervisionActs.planned, suggestionId, { input, actKey, by });
    } else if (deed.kind === 'noted') {
      const { form, on, summary } = deed;
      const input = { topicId, form, on, summary };
      await bySystem(supervisionActs.noted, suggestionId, { input, actKey, by });
    } else if (deed.kind === 'closed') {
      const input = { topicId, why: deed.why };
      await bySystem(supervisionActs.closed, suggestionId, { input, actKey, by });
    }
  } catch (error) {
    if (!(error instanceof Fault && NOTHING_TO_DO.includes(error.code))) throw error;
  }
}
