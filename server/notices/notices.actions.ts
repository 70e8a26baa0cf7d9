import { Fault } from '../../shared/faults.ts';
import type { Caller, Clock } from '../wire/ports.ts';
import { cursorOf, placeOf } from './cursors.rules.ts';
import type { PersonId, RoomId } from '../../shared/ids.ts';
import {
  type AnnouncementNoticeDoc,
  type ExcerptOf,
  type NoticeDoc,
  noticeView,
} from './deliveries.rules.ts';
import type { NoticeStore } from './notices.store.ts';

const PAGE = 30;

/** What is needed of rooms: how announcements begin, as this person may see them now. */
export interface Excerpts {
  excerpts(
    personId: PersonId,
    places: readonly { roomId: RoomId; seq: number }[],
  ): Promise<(at: { roomId: RoomId; seq: number }) => string>;
}

interface Parts {
  store: NoticeStore;
  announcements: Excerpts;
}

/** One look at the rooms for all announcements among the notices; none, if there are none. */
const excerptsOf = (
  announcements: Excerpts,
  personId: PersonId,
  notices: readonly NoticeDoc[],
): Promise<ExcerptOf> =>
  announcements.excerpts(
    personId,
    notices.filter((n): n is AnnouncementNoticeDoc => n.rule === 'announcement'),
  );

/** notice:list: the caller's own, newest first. */
export const makeListNotices =
  ({ store, announcements }: Parts) =>
  async (input: { cursor: string | null }, caller: Caller) => {
    const before = placeOf(input.cursor);
    const [found, unread] = await Promise.all([
      store.page(caller.personId, before, PAGE + 1),
      store.unread(caller.personId),
    ]);
    const page = found.slice(0, PAGE);
    const last = page.at(-1);
    const excerptOf = await excerptsOf(announcements, caller.personId, page);
    return {
      notices: page.map((notice) => noticeView(notice, excerptOf)),
      unread,
      cursor: found.length > PAGE && last ? cursorOf({ by: last.at.toISOString(), id: last._id }) : null,
    };
  };

/** notice:read: the first reading is kept. Somebody else's notice is not found. */
export const makeReadNotice =
  ({ store, announcements, clock }: Parts & { clock: Clock }) =>
  async (input: { noticeId: string }, caller: Caller) => {
    const notice = await store.markRead(caller.personId, input.noticeId, clock.now());
    if (!notice) throw new Fault('NOT_FOUND');
    return noticeView(notice, await excerptsOf(announcements, caller.personId, [notice]));
  };
