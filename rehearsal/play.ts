import { randomUUID } from 'node:crypto';
import type * as z from 'zod/mini';
import type { Parts } from '../server/app.ts';
import type { WorkCalendar } from '../server/org/index.ts';
import { dueDay } from '../server/org/index.ts';
import type { Request, WireFault } from '../shared/contract.ts';
import type { CivilDate, PersonId } from '../shared/ids.ts';
import type { PolicyProfile, Span } from '../shared/policies.ts';
import { showSuggestion, type suggestion } from '../shared/suggestions.ts';
import type { Agenda } from './agenda.ts';
import type { Ask } from './asking.ts';
import type { Cast } from './cast.ts';
import type { Habits } from './habits.ts';
import { note, type Plot } from './plot.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** Everything that those who act go by. */
export interface Play {
  readonly parts: Parts;
  readonly ask: Ask;
  readonly clock: VirtualClock;
  readonly days: WorkCalendar;
  readonly cast: Cast;
  readonly habits: Habits;
  readonly policy: PolicyProfile;
  readonly agenda: Agenda;
  /** Topics of key supervision, and who of its committee presses for each. */
  readonly topics: readonly { readonly topicId: string; readonly by: PersonId }[];
  /** Acts done, by the name of their contract. */
  readonly acts: Map<string, number>;
  /** Acts refused though those who asked thought they might. */
  readonly refused: Map<string, { count: number; first: unknown }>;
}

/** What every act’s input has, which is filled in here. */
type Filled = 'suggestionId' | 'revision' | 'actKey';
type ActRequest = Request<string, z.ZodMiniType, typeof suggestion>;
type Given<R extends Request> = Omit<z.input<R['input']>, Filled>;

export interface Deed<R extends ActRequest> {
  readonly by: PersonId;
  readonly request: R;
  readonly input: Given<R>;
}

/** Every so many acts are asked for a second time, as by somebody whose answer was lost. */
const ASKED_TWICE = 0.01;

/** Somebody acts in a case. True when it was done; who saw an older state of it looks again and repeats. */
export async function perform<R extends ActRequest>(
  play: Play,
  plot: Plot,
  { by, request, input }: Deed<R>,
): Promise<boolean> {
  const caller = play.cast.callerOf(by);
  const actKey = randomUUID();
  const asked: ActRequest = request;
  const ask = () =>
    play.ask(asked, { ...input, suggestionId: plot.id, revision: plot.revision, actKey }, caller);
  let answer = await ask();
  if (!answer.ok && answer.fault.code === 'STALE_REVISION') {
    plot.revision = Number(answer.fault.facts['revision']);
    answer = await ask();
  }
  if (!answer.ok) {
    refuse(play, request.name, { fault: answer.fault, by });
    return false;
  }
  note(plot, answer.data);
  plot.acts += 1;
  count(play, request.name);
  if (plot.random.real() < ASKED_TWICE) await ask();
  return true;
}

/** The office looks how a case stands: contacts and the product itself move it, too. */
export async function look({ ask, cast }: Play, plot: Plot): Promise<void> {
  const shown = await ask(showSuggestion, { suggestionId: plot.id }, cast.callerOf(cast.office));
  if (shown.ok) note(plot, shown.data);
}

/** Notes that something was done. */
export const count = ({ acts }: Play, name: string): void => void acts.set(name, (acts.get(name) ?? 0) + 1);

/** Notes that somebody was refused, of the first of each kind who and when. */
export function refuse(
  { refused, clock }: Play,
  name: string,
  { fault: { code, facts }, by }: { fault: WireFault; by: PersonId },
): void {
  const key = `${name} ${code}`;
  const known = refused.get(key);
  if (known) known.count += 1;
  else refused.set(key, { count: 1, first: { ...facts, by, on: clock.today() } });
}

/** A later working day: so many of them from today, today itself if it is one and none is asked for. */
export const workdaysOn = ({ clock, days }: Play, n: number): CivilDate =>
  n === 0 ? days.nextWorkday(clock.today()) : days.addWorkdays(clock.today(), n);

/** Puts something on the agenda so many working days from now. */
export const inWorkdays = (play: Play, plot: Plot, plan: { n: number; run: () => Promise<void> }): void =>
  play.agenda.add(workdaysOn(play, plan.n), { plot, run: plan.run, anyhow: false });

/** Puts something on the agenda of a day, or of the next working day when that is past or a day of rest. */
export function onDay(play: Play, plot: Plot, plan: { date: CivilDate; run: () => Promise<void> }): void {
  const today = play.clock.today();
  const date = play.days.nextWorkday(plan.date > today ? plan.date : today);
  play.agenda.add(date, { plot, run: plan.run, anyhow: false });
}

/** The last day of a term that began then. */
export const dueOn = ({ days }: Play, since: CivilDate, term: Span): CivilDate => dueDay(since, term, days);

const DAY_MS = 86_400_000;

/** So many days later; earlier when negative. */
export const daysFrom = (date: CivilDate, n: number): CivilDate =>
  new Date(Date.parse(`${date}T00:00:00Z`) + n * DAY_MS).toISOString().slice(0, 10);

/** How many days lie between two. */
export const daysApart = (from: CivilDate, to: CivilDate): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

/** The earlier of two days. */
export const earlier = (a: CivilDate, b: CivilDate): CivilDate => (a < b ? a : b);
