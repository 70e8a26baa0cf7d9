import { inLanes } from '../server/ops/lanes.ts';
import type { CivilDate } from '../shared/ids.ts';
import type { Plot } from './plot.ts';

/** What somebody will do in a case on a day. */
export interface Task {
  readonly plot: Plot;
  readonly run: () => Promise<void>;
  /** It goes on while the case waits for a coordination. */
  readonly anyhow: boolean;
}

export type HalfDay = 'morning' | 'afternoon';

/** What is going to be done, by days and cases. */
export interface Agenda {
  add(date: CivilDate, task: Task): void;
  /** Does what is due in half a day, each case for itself in order; tasks that this brings up for today are done as well. */
  play(date: CivilDate, half: HalfDay, each: (share: number) => void): Promise<number>;
  /** How much is left for later. */
  left(): number;
}

const LANES = 1_024;

/** Makes an empty agenda; `later` moves what has to wait. */
export function makeAgenda(later: (task: Task) => void): Agenda {
  const days = new Map<CivilDate, Map<Plot, Task[]>>();

  const tasksOf = (date: CivilDate) => {
    const known = days.get(date);
    if (known) return known;
    const made = new Map<Plot, Task[]>();
    days.set(date, made);
    return made;
  };

  async function playCase(plot: Plot, tasks: Task[]): Promise<number> {
    let done = 0;
    for (let task = tasks.shift(); task; task = tasks.shift()) {
      if (plot.over) continue;
      if (plot.held && !task.anyhow) later(task);
      else {
        await task.run();
        done += 1;
      }
    }
    return done;
  }

  return {
    add(date, task) {
      const tasks = tasksOf(date);
      const own = tasks.get(task.plot);
      if (own) own.push(task);
      else tasks.set(task.plot, [task]);
    },
    async play(date, half, each) {
      const today = days.get(date);
      if (!today) return 0;
      const those = [...today].filter(([plot]) => plot.half === half);
      let over = 0;
      let done = 0;
      await inLanes(those, LANES, async ([plot, tasks]) => {
        const own = await playCase(plot, tasks);
        done += own;
        each((over += 1) / those.length);
      });
      if (half === 'afternoon') days.delete(date);
      return done;
    },
    left: () => [...days.values()].reduce((all, tasks) => all + tasks.size, 0),
  };
}
