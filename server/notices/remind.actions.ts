import type { RoomId } from '../../shared/ids.ts';
import type { remindAnnouncement } from '../../shared/message-acts.ts';
import { noticeDelivered } from '../../shared/notices.ts';
import type { Unconfirmed } from '../rooms/index.ts';
import type { Handler } from '../wire/bind.ts';
import type { Caller, Clock, Tell } from '../wire/ports.ts';
import { announcementNotice, noticeView } from './deliveries.rules.ts';
import type { NoticeStore } from './notices.store.ts';

/** What is needed of rooms: who has not confirmed an announcement, and that it is kept that they were reminded. */
export interface Announcements {
  unconfirmed(at: { roomId: RoomId; seq: number }, caller: Caller): Promise<Unconfirmed>;
  record(round: Pick<Unconfirmed, 'roomId' | 'seq' | 'round'>, caller: Caller): Promise<void>;
}

interface Parts {
  announcements: Announcements;
  notices: NoticeStore;
  tell: Pick<Tell, 'people'>;
  clock: Clock;
}

/**
 * announcement:remind. Notices are kept first, under ids that follow from announcement, person and round; the round is
 * closed last. A crash in between is finished by asking again, and nobody is told twice.
 */
export const makeRemindAnnouncement =
  ({ announcements, notices, tell, clock }: Parts): Handler<typeof remindAnnouncement> =>
  async (at, caller) => {
    const unconfirmed = await announcements.unconfirmed(at, caller);
    const { people, excerpt } = unconfirmed;
    if (people.length === 0) return { reminded: 0 };
    const now = clock.now();
    const made = await notices.insertMissing(
      people.map((personId) => announcementNotice(unconfirmed, { personId, by: caller.name }, now)),
    );
    for (const notice of made)
      tell.people(
        [notice.personId],
        noticeDelivered,
        noticeView(notice, () => excerpt),
      );
    await announcements.record(unconfirmed, caller);
    return { reminded: people.length };
  };
