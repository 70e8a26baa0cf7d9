import type { CivilDate } from '../shared/ids.ts';
import { daysFrom, type Play } from './play.ts';
import type { HandRunner } from './hand-runner.ts';
import type { Order } from './stage.ts';

/** How a year goes on, for whoever watches. */
export interface Watching {
  readonly day: CivilDate;
  /** Days played, of how many. */
  readonly done: number;
  readonly of: number;
  /** Acts of people and jobs so far. */
  readonly acts: number;
  readonly jobs: number;
}

export interface Year {
  readonly play: Play;
  readonly runner: HandRunner;
  readonly order: Order;
  readonly first: CivilDate;
  readonly last: CivilDate;
  /** Hears when the product’s bell was rung. */
  readonly onBell: (at: Date) => void;
  readonly onDay: (watching: Watching) => void;
  /** Who comes besides those on the agenda. */
  readonly newcomers: (day: CivilDate) => Promise<void>;
}

/** When the bell is rung: often enough that what is due at an hour goes out in it. */
const BELLS = { morning: '09:00', evening: '17:45' } as const;
/** When people work: minutes in the morning, at noon without work, and in the afternoon. */
const HOURS = { from: '09:30', morning: 170, noon: 70, afternoon: 240 } as const;
const MINUTE_MS = 60_000;
const MOST_ROUNDS = 60;

/** Plays day after day: reminders in the morning, people at work, reminders again. */
export async function playYear(year: Year): Promise<void> {
  const { play, order, first, last } = year;
  const of = daysBetween(first, last) + 1;
  let acts = 0;
  let jobs = 0;
  for (let done = 1, day = first; day <= last; day = daysFrom(day, 1), done++) {
    const { outage } = order;
    const isDown = outage !== null && day >= outage.from && day <= outage.to;
    const bell = async (time: string) => {
      play.clock.to(day, time);
      if (!isDown) jobs += await ring(year);
    };
    await bell(BELLS.morning);
    if (play.days.isWorkday(day)) {
      await year.newcomers(day);
      acts += await work(play, day);
      await bell(BELLS.evening);
    }
    year.onDay({ day, done, of, acts, jobs });
  }
}

/**
 * The bell, and again minute after minute until nothing is left that is waiting for its turn. Heads of rooms follow what
 * was said within a second; here an hour may take less, so they are waited for.
 */
async function ring({ play, runner, onBell }: Year): Promise<number> {
  await play.parts.rooms.flush();
  let all = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    onBell(play.clock.now());
    const done = await runner.ring();
    all += done;
    if (done === 0) break;
    play.clock.pass(2 * MINUTE_MS);
  }
  return all;
}

/** What the agenda has for a day, spread over its hours. */
function work({ agenda, clock }: Play, day: CivilDate): Promise<number> {
  clock.to(day, HOURS.from);
  const start = clock.now().getTime();
  return agenda.play(day, (share) => {
    const worked = share * (HOURS.morning + HOURS.afternoon);
    const minutes = worked <= HOURS.morning ? worked : worked + HOURS.noon;
    const ahead = start + minutes * MINUTE_MS - clock.now().getTime();
    if (ahead > 0) clock.pass(ahead);
  });
}

const daysBetween = (from: CivilDate, to: CivilDate): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
