import type { InboxWords } from './zh-CN.ts';

/** The same in English. */
export const en: InboxWords = {
  tabs: { all: 'All', unread: 'Unread', mentions: '@Me' },
  tabsLabel: 'Which groups',
  find: 'Find a number, title or name',
  found: (n) => `${n} groups found`,
  nothing: 'Nothing found. Please try another spelling.',
  empty: { all: '', unread: 'No unread groups.', mentions: 'Nobody calls you.' },
  fresh: (n) => `New messages in ${n} groups. Refresh`,
  called: '@Me',
};
