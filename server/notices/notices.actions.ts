import { Fault } from '../../shared/faults.ts';
import type { Caller, Clock } from '../wire/ports.ts';
import { cursorOf, placeOf } from './cursors.rules.ts';
import { noticeView } from './deliveries.rules.ts';
import type { NoticeStore } from './notices.store.ts';

const PAGE = 30;

/** notice:list: the caller's own, newest first. */
export const makeListNotices =
  ({ store }: { store: NoticeStore }) =>
  async (input: { cursor: string | null }, caller: Caller) => {
    const before = placeOf(input.cursor);
    const [found, unread] = await Promise.all([
      store.page(caller.personId, before, PAGE + 1),
      store.unread(caller.personId),
    ]);
    const page = found.slice(0, PAGE);
    const last = page.at(-1);
    return {
      notices: page.map(noticeView),
      unread,
      cursor: found.length > PAGE && last ? cursorOf({ by: last.at.toISOString(), id: last._id }) : null,
    };
  };

/** notice:read: the first reading is kept. Somebody else's notice is not found. */
export const makeReadNotice =
  ({ store, clock }: { store: NoticeStore; clock: Clock }) =>
  async (input: { noticeId: string }, caller: Caller) => {
    const notice = await store.markRead(caller.personId, input.noticeId, clock.now());
    if (!notice) throw new Fault('NOT_FOUND');
    return noticeView(notice);
  };
