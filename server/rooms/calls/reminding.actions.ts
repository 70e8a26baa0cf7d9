import { Fault } from '../../../shared/faults.ts';
import type { PersonId, RoomId } from '../../../shared/ids.ts';
import type { Caller, Clock } from '../../wire/ports.ts';
import type { Access, AccessRoom } from '../access.actions.ts';
import type { ChangeLog } from '../changes/change-log.store.ts';
import type { ChangeStore } from '../changes/changes.store.ts';
import type { MemberStore } from '../members.store.ts';
import { seatKey } from '../members.store.ts';
import { excerptOf } from '../messages/messages.rules.ts';
import type { MessageDoc, MessageStore } from '../messages/messages.store.ts';
import { hasPower } from '../powers.rules.ts';
import { type Confirmations, isAnnouncement, messageAt } from './rolls.actions.ts';

export interface AnnouncementAt {
  roomId: RoomId;
  seq: number;
}

/** One reminding of an announcement. */
interface Round extends AnnouncementAt {
  /** Counts how often it was reminded of: 1, 2, 3 … Until `record` it stays the same, whoever asks. */
  round: number;
}

/** Whom to remind of an announcement. */
export interface Unconfirmed extends Round {
  roomName: string;
  excerpt: string;
  people: PersonId[];
}

export interface RemindingParts {
  access: AccessRoom;
  messages: MessageStore;
  members: MemberStore;
  changes: ChangeStore;
  changeLog: ChangeLog;
  confirmations: Confirmations;
  clock: Clock;
}

const HOUR_MS = 3_600_000;

/** Reminders of announcements: whose word it is, whom it goes to, how often. What is delivered is not decided here. */
export function makeReminding(parts: RemindingParts) {
  const { access, messages, members, changes, changeLog, confirmations, clock } = parts;
  return {
    /** Who has not confirmed; refused to who may not remind, and within an hour of the last reminder. */
    async unconfirmed({ roomId, seq }: AnnouncementAt, { personId }: Caller): Promise<Unconfirmed> {
      const standing = await access(personId, roomId);
      const announcement = await messageAt(messages, roomId, seq);
      const refused = whyMayNotRemind(standing, announcement);
      if (refused) throw refused;
      const [before, list] = await Promise.all([
        changes.remindersOf(roomId, seq),
        confirmations(announcement),
      ]);
      const waited = clock.now().getTime() - Math.max(0, ...before.map((b) => b.at.getTime()));
      if (waited < HOUR_MS)
        throw new Fault('TOO_FAST', { retryAfterMs: Math.min(HOUR_MS, HOUR_MS - waited) });
      return {
        ...{ roomId, seq, roomName: standing.room.name, excerpt: excerptOf(announcement.body) },
        round: before.length + 1,
        people: list.filter(({ done }) => !done).map(({ seat }) => seat.personId),
      };
    },
    /** Keeps that they were reminded, and by whom; the next hour begins. */
    async record({ roomId, seq, round }: Round, { personId }: Caller): Promise<void> {
      await changeLog.append({
        roomId,
        by: personId,
        why: '',
        at: clock.now(),
        deed: { kind: 'reminded', seq, round },
      });
    },
    /** How these announcements begin, as they stand now and as far as this person may still see them. */
    async excerpts(
      personId: PersonId,
      places: readonly AnnouncementAt[],
    ): Promise<(at: AnnouncementAt) => string> {
      if (places.length === 0) return () => '';
      const [seats, found] = await Promise.all([
        members.byKeys([...new Set(places.map(({ roomId }) => seatKey(roomId, personId)))]),
        messages.ranges(places.map(({ roomId, seq }) => ({ roomId, from: seq, to: seq }))),
      ]);
      return ({ roomId, seq }) => {
        const message = found.find((m) => m.roomId === roomId && m.seq === seq);
        return message && seats.has(seatKey(roomId, personId)) ? excerptOf(message.body) : '';
      };
    },
  };
}

/** Only what asks to be confirmed is reminded of: by its author, and by whose seat allows it. */
function whyMayNotRemind({ room, member }: Access, announcement: MessageDoc): Fault | null {
  const { body, seq, authorKey } = announcement;
  if (body.kind === 'recalled') return new Fault('MESSAGE_RECALLED', { seq });
  if (!isAnnouncement(announcement) || !asksToConfirm(announcement))
    return new Fault('UNKNOWN_MESSAGE', { seq });
  if (authorKey !== member.personId && !hasPower(member.roles, 'remind'))
    return new Fault('NOT_ALLOWED', { power: 'remind' });
  return room.state === 'open' ? null : new Fault('ROOM_CLOSED', { state: room.state }); // nobody could confirm
}

const asksToConfirm = ({ body }: MessageDoc): boolean =>
  body.kind === 'card' && body.card.type === 'announcement' && body.card.ackRequired;
