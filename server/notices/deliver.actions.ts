import type { CongressId, PersonId } from '../../shared/ids.ts';
import type { QuietHours } from '../../shared/preferences.ts';
import { type Calendar, instantAt, type WorkCalendar } from '../org/index.ts';
import type { Clock } from '../wire/ports.ts';
import type { Channel, ChannelName, Outcome, WordsAsked, WordsInAll } from './channels/channel.ts';
import { type DeliveryDoc, nextMinute } from './deliveries.rules.ts';
import type { DeliveryStore, Ending } from './deliveries.store.ts';
import type { UnitBook } from './duties.actions.ts';
import { remindingDay, whenToSend } from './duties.rules.ts';
import type { DutyStore } from './duties.store.ts';
import { type Due, isMeant, judge } from './judging.rules.ts';
import type { StandingOf } from './owed.rules.ts';
import type { DaysWord, PaceStore } from './pace.store.ts';
import type { RecipientsOf } from './recipients.actions.ts';
import { reminderRow } from './reminder-table.rules.ts';
import { quietUntil } from './quiet-hours.rules.ts';
import { REMINDING } from './reminding.rules.ts';
import { mostUrgentFirst, saidTogether, unitsNamed, wordsAsked } from './saying.rules.ts';

/** What became of a parcel; `already`: somebody else had ended it; `later`: it waits for day, or for its turn. */
export type Delivered = DeliveryDoc['state'] | 'later' | 'already';

/** The words of a congress’s reminders. */
export interface Wording {
  of(congressId: CongressId, asked: WordsAsked): Promise<WordsInAll>;
}

/** When a person wants nothing to ring; null: whenever. */
export type QuietHoursOf = (personId: PersonId) => Promise<QuietHours | null>;

export interface DeliverParts {
  duties: Pick<DutyStore, 'byIds'>;
  deliveries: DeliveryStore;
  pace: PaceStore;
  calendar: Pick<Calendar, 'forCongress'>;
  recipientsOf: RecipientsOf;
  standingOf: StandingOf;
  units: UnitBook;
  wording: Wording;
  quietHoursOf: QuietHoursOf;
  channels: ReadonlyMap<ChannelName, Channel>;
  clock: Clock;
}

/** A parcel at the moment of sending. */
interface Moment {
  readonly now: Date;
  readonly days: WorkCalendar;
}

const TOGETHER = 200; // cases read at a time

/**
 * Makes the carrier of a parcel: one reminder to one recipient, or several that are said together. Everything is read
 * anew: duties, record, recipient. Channels are given the parcel’s name as the key, so that repeating after a crash, or
 * in parallel, says nothing twice.
 */
export function makeDeliver(parts: DeliverParts) {
  const { deliveries, clock } = parts;

  return async function deliver(parcel: string): Promise<Delivered> {
    const waiting = await deliveries.pendingOf(parcel);
    const [first] = waiting;
    if (!first) return 'already';
    const now = clock.now();
    const days = await parts.calendar.forCongress(first.congressId);
    const opens = (await restOf(first, now)) ?? whenToSend(now, days);
    if (opens > now) return wait(waiting, opens);
    const { ended, dues } = await judgeAll(parts, waiting, { now, days });
    const mayBe = mostUrgentFirst(await capped(parts, dues, { now, days }));
    const [head, ...more] = mayBe;
    if (!head) return dues.length > 0 ? 'later' : ended;
    if (first.channel === 'room' && !(await hasPlace(first, now))) return wait(waiting, nextMinute(now));
    const outcome = await say(parcel, [head, ...more], now);
    return end(mayBe, endingOf(outcome, now));
  };

  async function wait(waiting: readonly DeliveryDoc[], until: Date): Promise<Delivered> {
    const apart = waiting.some((d) => d.group !== null);
    await deliveries.putOff(
      waiting.map((d) => d._id),
      until,
      { apart },
    );
    return 'later';
  }

  /** What rings waits for it: letters, and devices; rooms and lists do not. */
  async function restOf({ channel, recipient }: DeliveryDoc, now: Date): Promise<Date | null> {
    const rings = channel === 'mail' || channel === 'push';
    if (!rings || recipient === 'operators' || recipient === 'room') return null;
    const quiet = await parts.quietHoursOf(recipient);
    return quiet && quietUntil(now, quiet);
  }

  function hasPlace({ roomId }: DeliveryDoc, now: Date): Promise<boolean> {
    return parts.pace.takePlace(roomId, now, REMINDING.cardsPerRoomAndMinute);
  }

  async function say(parcel: string, dues: readonly [Due, ...Due[]], now: Date): Promise<Outcome> {
    const [{ delivery }] = dues;
    const channel = parts.channels.get(delivery.channel);
    if (!channel) return { state: 'refused', why: 'CHANNEL_OFF' };
    const names = await parts.units.byIds(unitsNamed(dues.slice(0, 1)));
    const asked = wordsAsked(dues[0], dues.length, { names, today: remindingDay(now) });
    const words = await parts.wording.of(delivery.congressId, asked);
    return channel.deliver(saidTogether(parcel, dues, { names, words }));
  }

  async function end(dues: readonly Due[], ending: Ending): Promise<Delivered> {
    const ended = await deliveries.end(
      dues.map((d) => d.delivery._id),
      ending,
    );
    return ended > 0 ? ending.state : 'already';
  }
}

const endingOf = (outcome: Outcome, now: Date): Ending =>
  outcome.state === 'said'
    ? { state: 'sent', sentAt: now, why: null }
    : { state: 'refused', sentAt: null, why: outcome.why };

/** Reads the record, and ends what does not stand; what stands is left. */
async function judgeAll(
  parts: DeliverParts,
  waiting: readonly DeliveryDoc[],
  moment: Moment,
): Promise<{ ended: Delivered; dues: Due[] }> {
  const { deliveries } = parts;
  const over = { moot: new Array<string>(), superseded: new Array<string>() };
  const dues: Due[] = [];
  for (let from = 0; from < waiting.length; from += TOGETHER) {
    const group = waiting.slice(from, from + TOGETHER);
    const judged = await judgeGroup(parts, group, moment);
    for (const [delivery, judgement] of judged) {
      if (judgement.verdict === 'stands') dues.push(judgement.what);
      else if (judgement.verdict === 'later')
        await deliveries.putOff([delivery._id], instantAt(judgement.day, REMINDING.at), {
          apart: delivery.group !== null,
        });
      else over[judgement.verdict].push(delivery._id);
    }
  }
  const moot = await deliveries.end(over.moot, { state: 'moot', sentAt: null, why: null });
  const passed = await deliveries.end(over.superseded, { state: 'superseded', sentAt: null, why: null });
  const isLater = over.moot.length + over.superseded.length < waiting.length;
  const ended = isLater ? 'later' : passed > 0 ? 'superseded' : moot > 0 ? 'moot' : 'already';
  return { ended, dues };
}

async function judgeGroup(
  { duties, standingOf, recipientsOf }: DeliverParts,
  group: readonly DeliveryDoc[],
  { now, days }: Moment,
) {
  const [kept, standings] = await Promise.all([
    duties.byIds([...new Set(group.map((d) => d.dutyId))]),
    standingOf([...new Set(group.map((d) => d.suggestionId))]),
  ]);
  const today = remindingDay(now);
  const judged = group.map((delivery) => {
    const found = { duty: kept.get(delivery.dutyId), standing: standings.get(delivery.suggestionId) };
    return [delivery, judge(delivery, found, { today, days })] as const;
  });
  const standing = judged.flatMap(([{ channel }, j]) =>
    j.verdict === 'stands' && channel !== 'room' ? [j.what.reminding] : [],
  );
  const congressId = group[0]?.congressId;
  const told = congressId ? await recipientsOf(congressId, standing) : new Map<string, string[]>();
  return judged.map(([delivery, judgement]) => {
    const isLost = judgement.verdict === 'stands' && !isMeant(delivery.recipient, told.get(delivery._id));
    return [delivery, isLost ? ({ verdict: 'moot' } as const) : judgement] as const;
  });
}

/** A deputy hears one private word a suggestion and day: the others wait for the next. */
async function capped(
  { pace, deliveries }: DeliverParts,
  dues: readonly Due[],
  { now, days }: Moment,
): Promise<readonly Due[]> {
  const day = remindingDay(now);
  const wanted = dues.flatMap((due): [Due, DaysWord][] => {
    const { recipient, rule, offset, dutyId, suggestionId } = due.delivery;
    if (reminderRow(rule).gentle !== true || recipient === 'room' || recipient === 'operators') return [];
    return [[due, { personId: recipient, suggestionId, day, what: `${dutyId}|${rule}|${offset}` }]];
  });
  const taken = await pace.takeDays(wanted.map(([, word]) => word));
  const late = new Set(wanted.filter(([, word]) => taken.has(word)).map(([due]) => due));
  const tomorrow = instantAt(days.addWorkdays(day, 1), REMINDING.at);
  await deliveries.putOff(
    [...late].map((due) => due.delivery._id),
    tomorrow,
    { apart: true },
  );
  return dues.filter((due) => !late.has(due));
}
