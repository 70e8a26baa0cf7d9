import type { Huying } from '../../../client-sdk/index.ts';
import { makeStore } from '../../../client-sdk/observable.ts';
import type { Notice } from '../../../shared/notices.ts';

interface NoticeState {
  notices: readonly Notice[];
  unread: number;
  /** Null: all are there. */
  cursor: string | null;
  loaded: boolean;
}

const NOTHING: NoticeState = { notices: [], unread: 0, cursor: null, loaded: false };

const withNotice = (state: NoticeState, notice: Notice): NoticeState => {
  const known = state.notices.find((one) => one.noticeId === notice.noticeId);
  const fresh = (one: Notice | undefined) => (one?.readAt === null ? 1 : 0);
  return {
    ...state,
    unread: Math.max(0, state.unread + fresh(notice) - fresh(known)),
    notices: known ? state.notices.map((one) => (one === known ? notice : one)) : [notice, ...state.notices],
  };
};

/** The person's private notices with the number unread; live, and read anew after each return of the line. */
export const makeNotices = (huying: Huying) => {
  const store = makeStore(NOTHING);
  const load = async () => {
    const page = await huying.ask('notice:list', { cursor: null });
    store.set({ ...page, loaded: true });
  };
  const more = async () => {
    const { cursor } = store.read();
    if (cursor === null) return;
    const page = await huying.ask('notice:list', { cursor });
    const { notices } = store.read();
    const known = new Set(notices.map((one) => one.noticeId));
    store.patch({
      notices: [...notices, ...page.notices.filter((one) => !known.has(one.noticeId))],
      unread: page.unread,
      cursor: page.cursor,
    });
  };
  const see = async (noticeId: string) => {
    const notice = await huying.ask('notice:read', { noticeId });
    store.set(withNotice(store.read(), notice));
  };
  /** Starts hearing; the result stops it and forgets everything. */
  const start = (failed: (error: unknown) => void) => {
    const reload = () => load().catch(failed);
    const stops = [
      huying.on('notice', (notice) => store.set(withNotice(store.read(), notice))),
      huying.on('state', (state) => {
        if (state === 'online') void reload();
      }),
    ];
    void reload();
    return () => {
      for (const stop of stops) stop();
      store.set(NOTHING);
    };
  };
  return {
    read: () => store.read(),
    subscribe: (changed: () => void) => store.subscribe(changed),
    ...{ start, more, see },
  };
};

/** See makeNotices. */
export type Notices = ReturnType<typeof makeNotices>;
