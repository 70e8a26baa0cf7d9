import type { CongressId, PersonId, RoomId, SuggestionId } from '../../shared/ids.ts';
import type { AnnouncementNotice, DutyNotice, Notice } from '../../shared/notices.ts';
import type { ChannelName, Recipient } from './channels/channel.ts';
import type { DutyDoc } from './duties.rules.ts';
import type { RuleName } from './reminder-table.rules.ts';
import type { SecretMarkNoticeDoc } from './secret-marks.rules.ts';
import type { OwedStep } from './steps.rules.ts';

/** One reminder to one recipient by one channel: made once, said at most once, kept as evidence of who was told when. */
export interface DeliveryDoc {
  /** suggestion | rule and key of the duty | rule | offset | recipient | channel. */
  readonly _id: string;
  readonly dutyId: string;
  readonly congressId: CongressId;
  readonly suggestionId: SuggestionId;
  readonly roomId: RoomId;
  readonly rule: RuleName;
  readonly offset: string;
  readonly recipient: Recipient;
  readonly channel: ChannelName;
  /** recipient | rule | channel: what may be said together; null: it is said alone. */
  readonly group: string | null;
  /** What it is said together with; null: not decided yet. */
  readonly parcel: string | null;
  readonly state: 'pending' | 'sent' | 'refused' | 'moot' | 'superseded';
  /** Why it was refused. */
  readonly why: string | null;
  readonly madeAt: Date;
  readonly sentAt: Date | null;
  /** While pending: when the sweeper hands it to the queue again, in case the queue lost it. */
  readonly againAt: Date | null;
  readonly attempts: number;
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

/** A reminder of a duty by its name. */
export type Named = Pick<OwedStep, 'rule' | 'offset'>;

/** To whom, and how. */
export interface Way {
  readonly recipient: Recipient;
  readonly channel: ChannelName;
}

/** A reminder that waits to be delivered. What is said in a room is said alone. */
export function pendingDelivery(
  duty: Pick<DutyDoc, '_id' | 'congressId' | 'suggestionId' | 'roomId'>,
  { rule, offset, recipient, channel }: Named & Way,
  now: Date,
): DeliveryDoc {
  const _id = [duty._id, rule, offset, recipient, channel].join('|');
  const isAlone = channel === 'room';
  const { congressId, suggestionId, roomId } = duty;
  return {
    ...{ _id, dutyId: duty._id, congressId, suggestionId, roomId, rule, offset, recipient, channel },
    group: isAlone ? null : [recipient, rule, channel].join('|'),
    parcel: isAlone ? _id : null,
    ...{ state: 'pending', why: null, madeAt: now, sentAt: null },
    ...{ againAt: againAfter(now, 0), attempts: 0 },
  };
}

/** The record that a reminder was passed over because a later one was due as well. */
export const supersededDelivery = (duty: DutyDoc, named: Named, now: Date): DeliveryDoc => ({
  ...pendingDelivery(duty, { ...named, recipient: 'room', channel: 'room' }, now),
  state: 'superseded',
  againAt: null,
});

interface Kept {
  _id: string;
  at: Date;
  readAt: Date | null;
}

/** A reminder of duties; `_id` is the parcel’s. */
export type DutyNoticeDoc = Omit<DutyNotice, 'noticeId' | 'at' | 'readAt'> & Kept;
/** A reminder of an announcement, which keeps its words itself: they may be edited or taken back. */
export type AnnouncementNoticeDoc = Omit<AnnouncementNotice, 'noticeId' | 'at' | 'readAt' | 'excerpt'> & Kept;
/** A private notice as it is kept. */
export type NoticeDoc = DutyNoticeDoc | AnnouncementNoticeDoc | SecretMarkNoticeDoc;

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
