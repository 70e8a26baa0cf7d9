import type { PersonId, RoomId } from '../../shared/ids.ts';
import type { AnnouncementNotice, DutyNotice, Notice } from '../../shared/notices.ts';
import type { DutyDoc } from './duties.rules.ts';

/** The room of the suggestion, or one person privately. */
export type Recipient = 'room' | PersonId;

/** One reminder to one recipient: made once, sent at most once, kept as evidence of who was told when. */
export interface DeliveryDoc {
  /** suggestion | rule | unit | step | recipient | round. */
  _id: string;
  dutyId: string;
  roomId: RoomId;
  step: number;
  recipient: Recipient;
  state: 'pending' | 'sent' | 'moot' | 'superseded';
  madeAt: Date;
  sentAt: Date | null;
  /** While pending: when the sweeper hands it to the queue again, in case the queue lost it. */
  againAt: Date | null;
  attempts: number;
}

const MINUTE_MS = 60_000;
const LONGEST_WAIT_MINUTES = 60;

/** When a pending delivery is queued again: after 1, 2, 4 … minutes, at most an hour. */
export const againAfter = (now: Date, attempts: number): Date =>
  new Date(now.getTime() + Math.min(2 ** attempts, LONGEST_WAIT_MINUTES) * MINUTE_MS);

/** The start of the clock minute an instant lies in. */
export const minuteOf = (at: Date): Date => new Date(at.getTime() - (at.getTime() % MINUTE_MS));

/** The start of the next clock minute. */
export const nextMinute = (at: Date): Date => new Date(minuteOf(at).getTime() + MINUTE_MS);

const deliveryId = (duty: DutyDoc, step: number, recipient: Recipient) =>
  [duty.suggestionId, duty.rule, duty.unitId, step, recipient, duty.round].join('|');

/** A reminder that waits to be delivered. */
export const pendingDelivery = (
  duty: DutyDoc,
  { step, recipient }: { step: number; recipient: Recipient },
  now: Date,
): DeliveryDoc => ({
  _id: deliveryId(duty, step, recipient),
  dutyId: duty._id,
  roomId: duty.roomId,
  step,
  recipient,
  state: 'pending',
  madeAt: now,
  sentAt: null,
  againAt: againAfter(now, 0),
  attempts: 0,
});

/** The record that a step was passed over because a later one was due as well. */
export const supersededDelivery = (duty: DutyDoc, step: number, now: Date): DeliveryDoc => ({
  ...pendingDelivery(duty, { step, recipient: 'room' }, now),
  state: 'superseded',
  againAt: null,
});

interface Kept {
  _id: string;
  at: Date;
  readAt: Date | null;
}

/** A reminder of a duty; `_id` is the delivery's. */
export type DutyNoticeDoc = Omit<DutyNotice, 'noticeId' | 'at' | 'readAt'> & Kept;
/** A reminder of an announcement, which keeps its words itself: they may be edited or taken back. */
export type AnnouncementNoticeDoc = Omit<AnnouncementNotice, 'noticeId' | 'at' | 'readAt' | 'excerpt'> & Kept;
/** A private notice as it is kept. */
export type NoticeDoc = DutyNoticeDoc | AnnouncementNoticeDoc;

/** The notice that a delivery puts before its recipient. */
export const noticeOf = (
  duty: DutyDoc,
  delivery: { _id: string; step: number; personId: PersonId },
  now: Date,
): DutyNoticeDoc => ({
  _id: delivery._id,
  personId: delivery.personId,
  rule: duty.rule,
  suggestionId: duty.suggestionId,
  roomId: duty.roomId,
  number: duty.number,
  title: duty.title,
  unitName: duty.unitName,
  phase: duty.phase,
  step: delivery.step,
  due: duty.due,
  at: now,
  readAt: null,
});

/** The notice that asks one person to confirm an announcement, once a round. */
export const announcementNotice = (
  { roomId, seq, roomName, round }: { roomId: RoomId; seq: number; roomName: string; round: number },
  { personId, by }: { personId: PersonId; by: string },
  now: Date,
): AnnouncementNoticeDoc => ({
  _id: `${roomId}:${seq}:${personId}:${round}`,
  rule: 'announcement',
  ...{ personId, roomId, roomName, seq, by },
  at: now,
  readAt: null,
});

/** How an announcement begins, as its notice may show it. */
export type ExcerptOf = (notice: AnnouncementNoticeDoc) => string;

/** A notice as its recipient sees it. */
export function noticeView(notice: NoticeDoc, excerptOf: ExcerptOf): Notice {
  const { _id: noticeId } = notice;
  const times = { at: notice.at.toISOString(), readAt: notice.readAt?.toISOString() ?? null };
  if (notice.rule === 'announcement') return { ...notice, ...times, noticeId, excerpt: excerptOf(notice) };
  return { ...notice, ...times, noticeId };
}
