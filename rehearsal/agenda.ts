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
  /**
   * Does what is due on a day, the cases of the morning before those of the afternoon, each case for itself in order;
   * tasks that this brings up for today are done as well. `each` hears which share of the cases is over.
   */
  play(date: CivilDate, each: (share: number) => void): Promise<number>;
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
    async play(date, each) {
      const today = tasksOf(date);
      const inHalf = (half: HalfDay) =>
        [...today].filter(([plot, tasks]) => plot.half === half && tasks.length > 0);
      const left = () => [...inHalf('morning'), ...inHalf('afternoon')];
      let over = 0;
      let done = 0;
      for (let those = left(); those.length > 0; those = left())
        await inLanes(those, LANES, async ([plot, tasks]) => {
          const own = await playCase(plot, tasks);
          done += own;
          each(Math.min(1, (over += 1) / today.size));
        });
      days.delete(date);
      return done;
    },
    left: () => [...days.values()].reduce((all, tasks) => all + tasks.size, 0),
  };
}
