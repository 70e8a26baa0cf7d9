/** What the list of groups says besides the rows, in Chinese; the other languages must have the same keys. */
export const zhCN = {
  tabs: { all: '全部', unread: '未读', mentions: '@我' },
  tabsLabel: '看哪些群',
  find: '找编号、标题或者姓名',
  found: (n: number) => `找到 ${n} 个群`,
  nothing: '没有找到，请换一个写法。',
  empty: { all: '', unread: '没有未读的群。', mentions: '没有人@您。' },
  fresh: (n: number) => `有 ${n} 个群来了新消息，点此刷新`,
  called: '@我',
};

/** What every language must say. */
export type InboxWords = typeof zhCN;
