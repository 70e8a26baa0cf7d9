import type { RoomId } from '../../shared/ids.ts';
import type { Card } from '../../shared/messages.ts';
import { noticeDelivered } from '../../shared/notices.ts';
import type { Calendar } from '../org/index.ts';
import { cardKey } from '../rooms/index.ts';
import type { Clock, Tell } from '../wire/ports.ts';
import { nextMinute, noticeOf, noticeView, type DeliveryDoc } from './deliveries.rules.ts';
import type { DeliveryStore } from './deliveries.store.ts';
import { cardOf, isSuperseded, whenToSend, type DutyDoc } from './duties.rules.ts';
import type { DutyStore } from './duties.store.ts';
import type { NoticeStore } from './notices.store.ts';
import { whyNotOwed, type RecipientsOf, type TracksOf } from './recipients.actions.ts';
import { REMINDING } from './reminder-policy.rules.ts';

/** What became of a delivery; `already`: somebody else had ended it; `later`: it waits for day, or for its turn. */
export type Delivered = 'sent' | 'moot' | 'superseded' | 'later' | 'already';

/** What is needed of rooms: a card posted with the same key twice is one message. */
export interface RoomCards {
  postCard(roomId: RoomId, card: Card, sendKey: string): Promise<unknown>;
}

interface Parts {
  duties: DutyStore;
  deliveries: DeliveryStore;
  notices: NoticeStore;
  calendar: Pick<Calendar, 'forCongress'>;
  recipientsOf: RecipientsOf;
  tracksOf: TracksOf;
  rooms: RoomCards;
  tell: Pick<Tell, 'people'>;
  clock: Clock;
}

/**
 * Makes the carrier of one reminder to one recipient. Everything is read anew: the duty, the record, the recipient.
 * Sending carries the delivery's id as its key, so that repeating after a crash, or in parallel, sends nothing twice.
 */
export function makeDeliver(parts: Parts) {
  const { deliveries, clock } = parts;

  return async function deliver(deliveryId: string): Promise<Delivered> {
    const delivery = await deliveries.byId(deliveryId);
    if (delivery?.state !== 'pending') return 'already';
    const duty = await parts.duties.byId(delivery.dutyId);
    const now = clock.now();
    if (!duty || !(await stillStands(duty, delivery))) return settle(delivery, 'moot', null);
    if (isSuperseded(duty, delivery.step, now)) return settle(delivery, 'superseded', null);
    const until = await waitUntil(duty, delivery, now);
    if (until) {
      await deliveries.putOff(delivery._id, until);
      return 'later';
    }
    await send(duty, delivery, now);
    return settle(delivery, 'sent', now);
  };

  async function settle(delivery: DeliveryDoc, state: 'sent' | 'moot' | 'superseded', sentAt: Date | null) {
    return (await deliveries.settle(delivery._id, state, sentAt)) ? state : 'already';
  }

  /** The stop condition, and whether the recipient is still the one to be told. */
  async function stillStands(duty: DutyDoc, { step, recipient }: DeliveryDoc): Promise<boolean> {
    if (duty.state !== 'open') return false;
    const tracks = (await parts.tracksOf([duty.suggestionId])).get(duty.suggestionId);
    const track = tracks?.find((t) => t.unitId === duty.unitId);
    if (!track || whyNotOwed(duty, track) !== null) return false;
    if (recipient === 'room') return true;
    const told = await parts.recipientsOf(duty.congressId, [{ duty, step, track }]);
    return told.get(duty._id)?.includes(recipient) ?? false;
  }

  /** The instant to wait for: morning of a working day, or the room's next free minute; null: now. */
  async function waitUntil(duty: DutyDoc, delivery: DeliveryDoc, now: Date): Promise<Date | null> {
    const opens = whenToSend(now, await parts.calendar.forCongress(duty.congressId));
    if (opens > now) return opens;
    if (delivery.recipient !== 'room') return null;
    const free = await deliveries.takePlace(delivery.roomId, now, REMINDING.cardsPerRoomAndMinute);
    return free ? null : nextMinute(now);
  }

  async function send(
    duty: DutyDoc,
    { _id, step, recipient, roomId }: DeliveryDoc,
    now: Date,
  ): Promise<void> {
    if (recipient === 'room') {
      await parts.rooms.postCard(roomId, cardOf(duty, step), cardKey(_id));
      return;
    }
    const notice = noticeOf(duty, { _id, step, personId: recipient }, now);
    const isNew = await parts.notices.insert(notice);
    if (isNew)
      parts.tell.people(
        [recipient],
        noticeDelivered,
        noticeView(notice, () => ''),
      );
  }
}
