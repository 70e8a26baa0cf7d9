import { batchesOf } from '../../../shared/grouped.ts';
import type { SuggestionId } from '../../../shared/ids.ts';
import type { Duties, Standing } from '../../notices/index.ts';
import { type Calendar, civilDateOf, dueDay, type Org } from '../../org/index.ts';
import type { Rooms } from '../../rooms/index.ts';
import type { Clock } from '../../wire/ports.ts';
import { caseOf } from '../case/case.store.ts';
import { entryAfter } from '../case/entries.rules.ts';
import { after } from '../case/fold.rules.ts';
import type { Continuation, History } from '../case/history.actions.ts';
import { standingFrom } from '../duties/standing.rules.ts';
import { inLanes } from '../../ops/lanes.ts';
import type { Policies } from '../policy/index.ts';
import type { Follow } from '../record/follow.actions.ts';
import type { LagStore } from '../record/lag.store.ts';
import { seatsKeyOf } from '../record/record.rules.ts';
import type { Seated } from '../record/members.rules.ts';
import type { LoadRoster } from '../record/roster.actions.ts';
import type { LeanSuggestion } from '../record/suggestion.store.ts';
import {
  assignmentOf,
  roomSpecOf,
  whyMayNotHandOver,
  type Claimed,
  type Surroundings,
} from './hand-over.rules.ts';
import type { HandOverDoc, HandOverStore, Registered } from './hand-over.store.ts';

/** What became of a batch: how many stand, and which do not, and why. */
export interface BatchOutcome {
  done: number;
  failures: HandOverDoc['failures'];
}

export interface BatchParts {
  store: HandOverStore;
  lags: LagStore;
  follow: Pick<Follow, 'lagOf'>;
  history: Pick<History, 'appendMany' | 'loadMany'>;
  policies: Pick<Policies, 'forCongress' | 'byRef'>;
  rooms: Pick<Rooms, 'ensure'>;
  duties: Pick<Duties, 'begin'>;
  org: { units: Pick<Org['units'], 'all'>; people: Pick<Org['people'], 'cards'> };
  calendar: Pick<Calendar, 'forCongress'>;
  loadRoster: LoadRoster;
  clock: Clock;
  onSurprise: (error: unknown, where: string) => string;
  /** True for errors that pass: an engine is away. */
  isUnreachable: (error: unknown) => boolean;
  /** True once the product is stopping. */
  stopping: () => boolean;
}

export type HandOverBatches = (
  handOver: HandOverDoc,
  pending: readonly Registered[],
  onDone: (outcome: BatchOutcome) => Promise<void>,
) => Promise<void>;

const BATCH = 200;
const LANES = 2; // one batch computes while the other waits for the engine

/** Hands over batch by batch. People and units of the congress are read once for all. */
export const makeHandOverBatches =
  (parts: BatchParts): HandOverBatches =>
  async (handOver, pending, onDone) => {
    const surroundings = await lookAround(parts, handOver, pending);
    const ids = pending.map((s) => s._id);
    await inLanes(batchesOf(ids, BATCH), LANES, async (some) => {
      if (parts.stopping()) throw new Error('the product is stopping; the hand-over goes on later');
      await onDone(await handOverBatch(parts, { handOver, surroundings }, some));
    });
  };

/** What is known of a congress when rooms of these suggestions are made. */
export async function lookAround(
  { org, calendar, policies, loadRoster }: Pick<BatchParts, 'org' | 'calendar' | 'policies' | 'loadRoster'>,
  { congressId, by }: Pick<HandOverDoc, 'congressId' | 'by'>,
  pending: readonly Seated[],
): Promise<Surroundings> {
  const [units, roster, days, policy, cards] = await Promise.all([
    org.units.all(congressId),
    loadRoster(congressId, pending),
    calendar.forCongress(congressId),
    policies.forCongress(congressId),
    org.people.cards(by === 'system' ? [] : [by]),
  ]);
  const card = by === 'system' ? undefined : cards.get(by);
  const dues = new Map<string, string>();
  return {
    roster,
    by: { personId: by, name: card?.name ?? '', label: card?.label ?? '' },
    ...{ policy, days },
    unitNames: new Map(units.map((u) => [u._id, u.shortName])),
    contactDue(assignedOn) {
      const due = dues.get(assignedOn) ?? dueDay(assignedOn, policy.profile.terms.firstContact, days);
      dues.set(assignedOn, due);
      return due;
    },
  };
}

interface Run {
  handOver: HandOverDoc;
  surroundings: Surroundings;
}

/** A whole batch in a handful of statements; if that fails, one by one, so that a bad one stops no other. */
async function handOverBatch(
  parts: BatchParts,
  run: Run,
  ids: readonly SuggestionId[],
): Promise<BatchOutcome> {
  const found = await parts.store.batch(ids);
  const outcome: BatchOutcome = { done: ids.length - found.length, failures: [] };
  const fit: LeanSuggestion[] = [];
  for (const suggestion of found) {
    const reason = whyMayNotHandOver(suggestion, run.surroundings);
    if (reason === null) fit.push(suggestion);
    else outcome.failures.push({ suggestionId: suggestion._id, number: suggestion.number, reason });
  }
  try {
    await makeStand(parts, run, fit);
    outcome.done += fit.length;
  } catch (error) {
    if (parts.isUnreachable(error)) throw error;
    for (const suggestion of fit) {
      const reason = await tryAlone(parts, run, suggestion);
      if (reason === null) outcome.done += 1;
      else outcome.failures.push({ suggestionId: suggestion._id, number: suggestion.number, reason });
    }
  }
  return outcome;
}

async function tryAlone(parts: BatchParts, run: Run, suggestion: LeanSuggestion): Promise<string | null> {
  try {
    await makeStand(parts, run, await parts.store.batch([suggestion._id]));
    return null;
  } catch (error) {
    if (parts.isUnreachable(error)) throw error;
    return `INTERNAL ${parts.onSurprise(error, 'hand-over')}`;
  }
}

/** Rooms with members and cards, then duties, then the record: only then does a suggestion count as handed over. */
async function makeStand(parts: BatchParts, run: Run, suggestions: readonly LeanSuggestion[]): Promise<void> {
  if (suggestions.length === 0) return;
  const { rooms, duties, clock } = parts;
  const claimed = await claim(parts, run.handOver, suggestions);
  const specs = claimed.map((s) => roomSpecOf(s, run.surroundings));
  await rooms.ensure(specs, run.handOver.by);
  const steps = claimed.map((s, i) => ({
    found: caseOf({ ...s, text: '' }), // the text is left as it is, and was not read
    deed: assignmentOf(s, run.surroundings, clock.now()),
    also: { seatsKey: seatsKeyOf(specs[i]?.seats ?? []) },
  }));
  await duties.begin(await Promise.all(steps.map((step) => standingAfter(parts, run, step))));
  const late = await parts.history.appendMany(steps, { settled: true });
  if (late.size > 0) await again(parts, run, [...late]);
}

/** How a case will stand once it is handed over; nothing before that makes anybody owe anything. */
async function standingAfter(
  { policies, clock }: BatchParts,
  { surroundings: { policy, days } }: Run,
  { found, deed }: Continuation,
): Promise<Standing> {
  const entry = entryAfter(found, deed);
  const then = after(found, entry);
  return standingFrom({
    ...{ found: then, entries: [entry], days, today: civilDateOf(clock.now()) },
    policy: found.policy ? await policies.byRef(found.congressId, found.policy) : policy.profile,
    heard: { unansweredSince: null, lastWordOn: null },
  });
}

/** Somebody changed these while their rooms were made, or a dead process had kept more than the record shows. */
async function again(parts: BatchParts, run: Run, ids: readonly SuggestionId[]): Promise<void> {
  await parts.history.loadMany(ids);
  await makeStand(parts, run, await parts.store.batch(ids));
}

/**
 * Binds suggestions to this hand-over and its day, unless another has bound them: then its day holds. One that was
 * bound before may have a room with the people of that time, so it is compared again once it is handed over.
 */
async function claim(
  { store, lags, follow }: BatchParts,
  handOver: HandOverDoc,
  suggestions: readonly LeanSuggestion[],
): Promise<Claimed[]> {
  const free = suggestions.filter((s) => !s.bound).map((s) => s._id);
  const begun = suggestions.filter((s) => s.bound && !s.lag).map((s) => s._id);
  await lags.mark(begun, follow.lagOf(handOver.by, '交办'));
  const won = free.length === 0 ? 0 : await store.bind(free, handOver);
  const now = won === free.length ? suggestions : await store.batch(suggestions.map((s) => s._id));
  const own = { on: handOver.assignedOn, handOverId: handOver._id };
  return now.map((s) => ({ ...s, bound: s.bound ?? own }));
}
