import { startHandOver } from '../shared/hand-over.ts';
import type { CivilDate } from '../shared/ids.ts';
import { makeRandom } from '../demo/index.ts';
import { playYear, type Watching } from './days.ts';
import { newPlot } from './new-plot.ts';
import { handedOver } from './scenes/handed-over.ts';
import { propose } from './scenes/proposing.ts';
import { type Engines, type Order, setStage, type Stage } from './stage.ts';

/** From the hand-over until the eve of the next session. */
const FIRST_DAY: CivilDate = '2022-04-01';
const LAST_DAY: CivilDate = '2023-03-03';
/** Suggestions proposed between the sessions: published for the year. */
const BETWEEN_SESSIONS = { small: 4, year: 146 };
const PROPOSED_FROM: CivilDate = '2022-05-05';
const PROPOSED_DAYS = 120;

/** A year that was played, while its database still stands. */
export interface Played {
  readonly order: Order;
  readonly stage: Stage;
  readonly first: CivilDate;
  readonly last: CivilDate;
  /** When the bell of the product was rung. */
  readonly bells: readonly Date[];
  readonly seconds: number;
  /** Most memory this process had at the end of a day, in MiB. */
  readonly memory: number;
}

/** Plays a whole year and gives it to `look` before everything is thrown away. */
export async function rehearse<T>(
  order: Order,
  engines: Engines,
  { onDay, look }: { onDay: (watching: Watching) => void; look: (played: Played) => Promise<T> },
): Promise<T> {
  const started = performance.now();
  const stage = await setStage(order, engines);
  try {
    const bells: Date[] = [];
    let memory = 0;
    stage.play.clock.to(FIRST_DAY, '08:30');
    await handOverAll(stage, order);
    await playYear({
      ...{ play: stage.play, runner: stage.runner, order, first: FIRST_DAY, last: LAST_DAY },
      onBell: (at) => void bells.push(at),
      onDay: (watching) => {
        memory = Math.max(memory, process.memoryUsage().rss / 2 ** 20);
        onDay(watching);
      },
      newcomers: proposals(stage, order),
    });
    const seconds = (performance.now() - started) / 1_000;
    return await look({ order, stage, first: FIRST_DAY, last: LAST_DAY, bells, seconds, memory });
  } finally {
    await stage.close();
  }
}

/** 交办: the office starts it, the job carries it out, and everybody begins. */
async function handOverAll({ play, runner, demo }: Stage, order: Order): Promise<void> {
  const all = { selection: { kind: 'all' as const }, assignedOn: null };
  const answer = await play.ask(startHandOver, all, play.cast.callerOf(play.cast.office));
  if (!answer.ok) throw new Error(`the hand-over was refused: ${answer.fault.code}`);
  await runner.work();
  const random = makeRandom(`cases ${order.scale} ${order.seed}`);
  for (const suggestion of demo.suggestions) {
    const { id: suggestionId, leadId, secondingIds, tracks, delegationId, ...said } = suggestion;
    const view = {
      ...{ ...said, suggestionId, state: 'assigned' as const, round: 1, revision: 2 },
      lead: leadId && { personId: leadId },
      seconding: secondingIds.map((personId) => ({ personId })),
      tracks: tracks.map(({ unitId, role }) => {
        return { unitId, role, state: 'waiting' as const, contacted: [], since: play.clock.today() };
      }),
    };
    const plot = newPlot({ view, random: random.about(suggestion.number), delegationId });
    for (const { unitId, contactIds } of tracks) plot.named.set(unitId, contactIds);
    handedOver(play, plot);
  }
}

/** Now and then somebody proposes something between the sessions. */
function proposals({ play, runner }: Stage, { scale, seed }: Order): (day: CivilDate) => Promise<void> {
  const random = makeRandom(`between the sessions ${scale} ${seed}`);
  const days = new Map<CivilDate, number[]>();
  for (let n = 1; n <= BETWEEN_SESSIONS[scale]; n++) {
    const day = play.days.addWorkdays(PROPOSED_FROM, 1 + random.int(PROPOSED_DAYS));
    days.set(day, [...(days.get(day) ?? []), n]);
  }
  return async (day) => {
    for (const n of days.get(day) ?? [])
      await propose(play, { n, random: random.about(String(n)), work: () => runner.work() });
  };
}
