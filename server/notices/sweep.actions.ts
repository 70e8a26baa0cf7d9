import type { CongressId, SuggestionId } from '../../shared/ids.ts';
import { deliverReminder } from '../../shared/notices.ts';
import type { Calendar, WorkCalendar } from '../org/index.ts';
import type { Clock, Enqueue } from '../wire/ports.ts';
import { pendingDelivery, supersededDelivery, type DeliveryDoc, type Recipient } from './deliveries.rules.ts';
import type { DeliveryStore } from './deliveries.store.ts';
import { nextAfter, stepsDue, whenToSend, type DutyDoc } from './duties.rules.ts';
import type { DutyStore } from './duties.store.ts';
import {
  whyNotOwed,
  type RecipientsOf,
  type Reminding,
  type TrackFacts,
  type TracksOf,
} from './recipients.actions.ts';
import { reminderRule } from './reminder-policy.rules.ts';

const BATCH = 200; // duties decided upon at a time
const AT_ONCE = 50; // jobs handed to the queue side by side

interface Parts {
  duties: DutyStore;
  deliveries: DeliveryStore;
  calendar: Pick<Calendar, 'forCongress'>;
  recipientsOf: RecipientsOf;
  tracksOf: TracksOf;
  enqueue: Enqueue;
  clock: Clock;
}

interface Decision extends Reminding {
  readonly superseded: readonly number[];
}

/**
 * Makes the sweeper: decides for every duty whose reminder is due what goes out, and hands it to the queue.
 * Deliveries are kept first, queued second, and only then does the duty move on: a crash at any point is made good
 * by the next sweep, and two sweepers make the same deliveries once. Its work grows with what is due.
 */
export function makeSweep(parts: Parts) {
  const { duties, deliveries, clock } = parts;

  return async function sweep(): Promise<{ deliveries: number }> {
    const now = clock.now();
    const calendars = new Map<CongressId, WorkCalendar>();
    let made = 0;
    for (;;) {
      const batch = await duties.dueAt(now, BATCH);
      if (batch.length === 0) break;
      const tracks = await parts.tracksOf([...new Set(batch.map((d) => d.suggestionId))]);
      for (const [congressId, group] of byCongress(batch)) {
        const days = calendars.get(congressId) ?? (await parts.calendar.forCongress(congressId));
        calendars.set(congressId, days);
        made += await remind(congressId, group, { days, tracks, now });
      }
    }
    await queueAgain(now);
    return { deliveries: made };
  };

  async function remind(
    congressId: CongressId,
    batch: readonly DutyDoc[],
    { days, tracks, now }: { days: WorkCalendar; tracks: Awaited<ReturnType<TracksOf>>; now: Date },
  ): Promise<number> {
    const opens = whenToSend(now, days);
    if (opens > now) {
      await duties.move(batch.map((d) => ({ id: d._id, was: d.reminded, set: { nextAt: opens } })));
      return 0;
    }
    const decisions: Decision[] = [];
    for (const duty of batch) {
      const decision = await decide(duty, trackOf(tracks, duty), now);
      if (decision) decisions.push(decision);
    }
    const told = await parts.recipientsOf(congressId, decisions);
    const made = await deliveries.insertMissing(
      decisions.flatMap((d) => deliveriesFor(d, told.get(d.duty._id) ?? [], now)),
    );
    const pending = made.filter((d) => d.state === 'pending');
    await queue(pending);
    await duties.move(
      decisions.map(({ duty, step }) => ({
        id: duty._id,
        was: duty.reminded,
        set: { reminded: step, nextAt: nextAfter(duty.steps, step) },
      })),
    );
    return pending.length;
  }

  /** What goes out for a duty now; closes or corrects those for which nothing does. */
  async function decide(duty: DutyDoc, track: TrackFacts | undefined, now: Date): Promise<Decision | null> {
    const ended = whyNotOwed(duty, track);
    if (ended || !track) {
      const why = ended === 'done' ? 'contact on record' : 'no longer owed by the record';
      await duties.close({ _id: duty._id }, { state: ended ?? 'moot', at: now, why });
      return null;
    }
    const { latest, superseded } = stepsDue(duty, now);
    if (latest !== null) return { duty, track, step: latest, superseded };
    const next = { nextAt: nextAfter(duty.steps, duty.reminded) };
    await duties.move([{ id: duty._id, was: duty.reminded, set: next }]);
    return null;
  }

  /** Pending deliveries that nobody carried out in time: the queue, or this process, lost them. */
  async function queueAgain(now: Date): Promise<void> {
    for (;;) {
      const late = await deliveries.overdue(now, BATCH);
      if (late.length === 0) return;
      await deliveries.countAttempts(late, now);
      await queue(late.map((d) => ({ ...d, attempts: d.attempts + 1 })));
    }
  }

  async function queue(docs: readonly DeliveryDoc[]): Promise<void> {
    for (let from = 0; from < docs.length; from += AT_ONCE) {
      await Promise.all(
        docs
          .slice(from, from + AT_ONCE)
          .map((d) => parts.enqueue(deliverReminder, { deliveryId: d._id }, `${d._id}|${d.attempts}`)),
      );
    }
  }
}

function byCongress(batch: readonly DutyDoc[]): Map<CongressId, DutyDoc[]> {
  const groups = new Map<CongressId, DutyDoc[]>();
  for (const duty of batch) {
    const group = groups.get(duty.congressId);
    if (group) group.push(duty);
    else groups.set(duty.congressId, [duty]);
  }
  return groups;
}

const trackOf = (tracks: ReadonlyMap<SuggestionId, readonly TrackFacts[]>, duty: DutyDoc) =>
  tracks.get(duty.suggestionId)?.find((t) => t.unitId === duty.unitId);

function deliveriesFor(
  { duty, step, superseded }: Decision,
  people: readonly Recipient[],
  now: Date,
): DeliveryDoc[] {
  const card = reminderRule(duty.rule).steps.find((s) => s.step === step)?.roomCard;
  const recipients: Recipient[] = card ? ['room', ...people] : [...people];
  return [
    ...superseded.map((older) => supersededDelivery(duty, older, now)),
    ...recipients.map((recipient) => pendingDelivery(duty, { step, recipient }, now)),
  ];
}
