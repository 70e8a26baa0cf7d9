import { createHash, randomUUID } from 'node:crypto';
import { type DemoCongress, loadDemo, makeRandom } from '../demo/index.ts';
import { buildParts, type Parts } from '../server/app.ts';
import { readConfig } from '../server/config.ts';
import { startWorker } from '../server/start-worker.ts';
import type { CongressId } from '../shared/ids.ts';
import { createTopic } from '../shared/supervision.ts';
import { choosePolicy, type PolicyProfileId, showPolicy } from '../shared/policies.ts';
import { makeAgenda } from './agenda.ts';
import { makeAsk, type Surprise } from './asking.ts';
import { castOf, readCast, type Scale } from './cast.ts';
import { HABITS, LIVELY } from './habits.ts';
import { type HandRunner, makeHandRunner } from './hand-runner.ts';
import { type Play, workdaysOn } from './play.ts';
import { makeVirtualClock } from './virtual-clock.ts';

/** What is to be rehearsed. */
export interface Order {
  readonly scale: Scale;
  readonly profile: PolicyProfileId;
  readonly seed: number;
  /** Days, both included, on which no job runs. */
  readonly outage: { readonly from: string; readonly to: string } | null;
}

/** Where; the database is made anew and thrown away. */
export interface Engines {
  readonly mongodbUrl: string;
  readonly redisUrl: string;
}

/** Everything that takes part, before the first day. */
export interface Stage {
  readonly parts: Parts;
  readonly runner: HandRunner;
  readonly demo: DemoCongress;
  readonly play: Play;
  readonly surprises: readonly Surprise[];
  readonly congressId: CongressId;
  close(): Promise<void>;
}

/** The days on which the lists are loaded; the hand-over is on the first of April, as in 2022. */
export const LOADED_ON = '2022-03-28';

/** Of a hundred jobs so many run twice at once, or are lost with their worker. */
const MISHAPS = { twice: 0.02, lost: 0.01 };

const secret = (word: string) => createHash('sha256').update(`rehearsal ${word}`).digest();

/** Builds the product around a clock and a queue that are moved by hand, and loads a congress. */
export async function setStage(order: Order, engines: Engines): Promise<Stage> {
  const clock = makeVirtualClock(LOADED_ON);
  const random = makeRandom(`rehearsal ${order.scale} ${order.seed}`);
  const runner = makeHandRunner(random.about('mishaps'), MISHAPS);
  const name = `rehearsal_${process.pid}_${order.seed}`;
  const parts = await buildParts({
    config: readConfig({
      ...{ NODE_ENV: 'test', HUYING_LOG: 'error', HUYING_ADAPTER: 'memory' },
      ...{ MONGODB_DATABASE: name, REDIS_PREFIX: name },
    }),
    ...engines,
    secrets: { token: secret('token'), data: [secret('data')] },
    ...{ clock, runner },
  });
  await startWorker(parts);
  const demo = castOf(order.scale, order.seed);
  const { congressId } = await loadDemo({ org: parts.org, record: parts.suggestions.record }, demo);
  const surprises: Surprise[] = [];
  const ask = makeAsk({ ...parts, clock }, surprises);
  const cast = await readCast(parts.org, congressId, demo);
  await choose({ ask, cast }, order.profile);
  const play: Play = {
    ...{ parts, ask, clock, cast, topics: await topicsOf({ ask, cast }) },
    days: await parts.calendar.forCongress(congressId),
    habits: order.scale === 'small' ? LIVELY : HABITS,
    policy: (await parts.suggestions.policies.forCongress(congressId)).profile,
    agenda: makeAgenda((task) => play.agenda.add(workdaysOn(play, 2), task)),
    ...{ acts: new Map(), refused: new Map() },
  };
  const close = async () => {
    await parts.database.connection.dropDatabase();
    await parts.close();
  };
  return { parts, runner, demo, play, surprises, congressId, close };
}

/** The office takes the rules of its place. */
async function choose({ ask, cast }: Pick<Play, 'ask' | 'cast'>, profile: PolicyProfileId): Promise<void> {
  const office = cast.callerOf(cast.office);
  const now = await ask(showPolicy, {}, office);
  if (!now.ok) throw new Error(`the policy cannot be read: ${now.fault.code}`);
  const { version, id } = now.data.profile;
  if (id === profile) return;
  const actKey = 'b4a1b5a0-5f5e-4f53-8c0a-0d2f4be2a001';
  const chosen = await ask(choosePolicy, { version, actKey, profile, why: '演练' }, office);
  if (!chosen.ok) throw new Error(`the policy cannot be chosen: ${chosen.fault.code}`);
}

/** The office makes a topic for each committee. */
async function topicsOf({ ask, cast }: Pick<Play, 'ask' | 'cast'>): Promise<Play['topics']> {
  const topics: Play['topics'][number][] = [];
  for (const { unitId: committeeUnitId, personId: by } of cast.committees) {
    const title = `重点督办专题之${topics.length + 1}`;
    const said = { actKey: randomUUID(), year: 2022, title, leadUnitIds: [], committeeUnitId, leaderId: by };
    const made = await ask(createTopic, said, cast.callerOf(cast.office));
    if (!made.ok) throw new Error(`a topic cannot be made: ${made.fault.code}`);
    topics.push({ topicId: made.data.topicId, by });
  }
  return topics;
}
