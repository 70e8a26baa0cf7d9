import { batchesOf, groupedBy } from '../../shared/grouped.ts';
import type { CongressId, PersonId } from '../../shared/ids.ts';
import { deliverReminder } from '../../shared/notices.ts';
import { inLanes } from '../ops/lanes.ts';
import type { Calendar, WorkCalendar } from '../org/index.ts';
import type { Clock, Enqueue, NewId } from '../wire/ports.ts';
import type { ChannelName } from './channels/channel.ts';
import {
  againAfter,
  type DeliveryDoc,
  pendingDelivery,
  supersededDelivery,
  type Way,
} from './deliveries.rules.ts';
import type { DeliveryStore } from './deliveries.store.ts';
import { changeOf, type DutyDoc, nextAtOf, remindingDay, saidOf, whenToSend } from './duties.rules.ts';
import type { DutyChange, DutyStore } from './duties.store.ts';
import type { Standing, StandingOf } from './owed.rules.ts';
import type { RecipientsOf } from './recipients.actions.ts';
import type { Reminding } from './recipients.rules.ts';
import { type OwedStep, stepsOn } from './steps.rules.ts';

const BATCH = 200; // duties decided upon at a time
const ABREAST = 4; // batches side by side: while one is decided upon, the database works for the others
const LOOKED_UP = 4_000; // duties looked up at a time: between two looks everything waits for the last batch
const AT_ONCE = 200; // parcels made, and jobs handed to the queue, side by side

interface Parts {
  duties: Pick<DutyStore, 'dueAt' | 'change'>;
  deliveries: DeliveryStore;
  calendar: Pick<Calendar, 'forCongress'>;
  recipientsOf: RecipientsOf;
  standingOf: StandingOf;
  /** Ways that are there besides the room and the to-do: without a mail server there is no mail. */
  channels: { has(name: ChannelName): boolean };
  /** Those of these people who have devices that ring; left out: nobody has. */
  pushReaches?: ((personIds: readonly PersonId[]) => Promise<ReadonlySet<PersonId>>) | undefined;
  enqueue: Enqueue;
  newId: NewId;
  clock: Clock;
}

/** What was decided of a duty: what goes out, and what it is then. */
interface Decision {
  readonly duty: DutyDoc;
  readonly change: DutyChange;
  readonly latest: OwedStep;
  readonly superseded: readonly OwedStep[];
  readonly reminding: Reminding;
}

interface Around {
  readonly days: WorkCalendar;
  readonly now: Date;
}

/**
 * Makes the sweeper: decides for every duty whose reminder is due what goes out, and hands it to the queue in parcels:
 * what one person hears by one rule and one channel is one. Deliveries are kept first, then the duty moves on, then they
 * are gathered and queued: a crash at any point is made good by the next sweep, and two sweepers make the same
 * deliveries once. Its work grows with what is due.
 */
export function makeSweep(parts: Parts) {
  const { duties, deliveries, clock, newId } = parts;

  return async function sweep(): Promise<{ deliveries: number }> {
    const now = clock.now();
    const made: DeliveryDoc[] = [];
    const decideUpon = async (batch: readonly DutyDoc[]) => {
      const standings = await parts.standingOf([...new Set(batch.map((d) => d.suggestionId))]);
      for (const [congressId, group] of groupedBy(batch, (duty) => duty.congressId)) {
        const days = await parts.calendar.forCongress(congressId);
        made.push(...(await remind(congressId, group, { days, standings, now })));
      }
    };
    for (;;) {
      const due = await duties.dueAt(now, LOOKED_UP);
      if (due.length === 0) break;
      await inLanes(batchesOf(byCase(due), BATCH), ABREAST, decideUpon);
    }
    await gather(made, now);
    await queueAgain(now);
    return { deliveries: made.length };
  };

  async function remind(
    congressId: CongressId,
    batch: readonly DutyDoc[],
    { standings, ...around }: Around & { standings: Awaited<ReturnType<StandingOf>> },
  ): Promise<DeliveryDoc[]> {
    const { now, days } = around;
    const opens = whenToSend(now, days);
    if (opens > now) {
      await duties.change(batch.map((duty) => ({ duty, set: { nextAt: opens } })));
      return [];
    }
    const looked = batch.map((duty) => decide(duty, standings.get(duty.suggestionId), around));
    const decisions = looked.filter((d): d is Decision => 'latest' in d);
    const told = await parts.recipientsOf(
      congressId,
      decisions.map((d) => d.reminding),
    );
    const rings = (await parts.pushReaches?.([...new Set([...told.values()].flat())])) ?? new Set();
    const made = await deliveries.insertMissing(
      decisions.flatMap((d) => deliveriesFor(d, waysOf(d, told.get(d.duty._id) ?? [], rings), now)),
    );
    await duties.change(looked.map((d) => ('latest' in d ? d.change : d)));
    return made.filter((d) => d.state === 'pending');
  }

  function waysOf({ latest }: Decision, people: readonly PersonId[], rings: ReadonlySet<PersonId>): Way[] {
    const { room, mail } = latest.step;
    const byMail = mail === true && parts.channels.has('mail');
    return [
      ...(room === true ? [{ recipient: 'room', channel: 'room' } as const] : []),
      ...people.map((recipient) => ({ recipient, channel: 'to-do' }) as const),
      ...(byMail ? people.map((recipient) => ({ recipient, channel: 'mail' }) as const) : []),
      ...people.filter((id) => rings.has(id)).map((recipient) => ({ recipient, channel: 'push' }) as const),
    ];
  }

  /** Puts together what one person hears by one rule, and hands all to the queue. */
  async function gather(made: readonly DeliveryDoc[], now: Date): Promise<void> {
    const parcels = made.flatMap((d) => (d.group === null ? [{ parcel: d._id, attempts: d.attempts }] : []));
    const groups = [...new Set(made.flatMap((d) => d.group ?? []))];
    await inLanes(groups, AT_ONCE, async (group) => {
      const parcel = newId();
      if (await deliveries.gather({ group, parcel, againAt: againAfter(now, 0) }))
        parcels.push({ parcel, attempts: 0 });
    });
    await queue(parcels);
  }

  /** Pending deliveries that nobody carried out in time: the queue, or this process, lost them, or they were put off. */
  async function queueAgain(now: Date): Promise<void> {
    for (;;) {
      const late = await deliveries.overdue(now, BATCH);
      if (late.length === 0) return;
      await deliveries.countAttempts(late, now);
      await gather(
        late.filter((d) => d.parcel === null),
        now,
      );
      const parcels = new Map(late.flatMap((d) => (d.parcel === null ? [] : [[d.parcel, d.attempts + 1]])));
      await queue([...parcels].map(([parcel, attempts]) => ({ parcel, attempts })));
    }
  }

  function queue(parcels: readonly { parcel: string; attempts: number }[]): Promise<void> {
    return inLanes(parcels, AT_ONCE, ({ parcel, attempts }) =>
      parts.enqueue(deliverReminder, { parcelId: parcel }, `${parcel}|${attempts}`),
    );
  }
}

/** What goes out for a duty now; or how it is corrected, if nothing does. */
function decide(duty: DutyDoc, standing: Standing | undefined, { days, now }: Around): Decision | DutyChange {
  if (!standing) return { duty, set: { state: 'moot', nextAt: null } };
  const said = saidOf(standing).get(duty.key);
  const { reminders, parties } = standing;
  const correction = changeOf(duty, said, { days, now, reminders });
  const fresh = { ...duty, ...correction };
  if (fresh.state !== 'open' && fresh.state !== 'telling')
    return { duty, set: { ...correction, nextAt: fresh.nextAt } };
  const by = { policy: { reminders }, days };
  const { latest, superseded } = stepsOn(fresh, remindingDay(now), { ...by, decided: new Set(duty.decided) });
  const decided = [...duty.decided, ...[...superseded, ...(latest ? [latest] : [])].map(nameOf)];
  const next = { ...fresh, decided };
  const isTold = latest !== null && fresh.state === 'telling';
  const nextAt = isTold ? null : nextAtOf(next, reminders, { days, now });
  const told = isTold ? ({ state: 'told' } as const) : {};
  const change = { duty, set: { ...correction, decided, nextAt, ...told } };
  if (latest === null) return change;
  const reminding = { id: duty._id, ower: duty.ower, step: latest.step, parties };
  return { duty, change, latest, superseded, reminding };
}

/** Those of one case together: its record is read once for all of them. */
const byCase = (due: readonly DutyDoc[]): DutyDoc[] =>
  [...groupedBy(due, (duty) => duty.suggestionId).values()].flat();

const nameOf = ({ rule, offset }: OwedStep) => `${rule}|${offset}`;

const deliveriesFor = (
  { duty, latest, superseded }: Decision,
  ways: readonly Way[],
  now: Date,
): DeliveryDoc[] => [
  ...superseded.map((older) => supersededDelivery(duty, older, now)),
  ...ways.map((way) => pendingDelivery(duty, { rule: latest.rule, offset: latest.offset, ...way }, now)),
];
