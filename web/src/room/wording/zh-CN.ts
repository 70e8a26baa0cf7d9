/** What is said about whom a message calls, and who has read it. */
export const zhCN = {
  call: '@ 提醒谁',
  picker: '选择提醒谁',
  find: '角色、姓名或拼音',
  options: '可以提醒的人',
  nobody: '群里没有找到',
  willCall: (n: number) => `将提醒 ${n} 人`,
  askMany: (n: number) => `将提醒 ${n} 人，发送吗？`,
  manyTitle: '提醒的人较多',
  sendAll: '发送',
  called: (n: number) => `已提醒 ${n} 人`,
  readBy: (read: number, unread: number) =>
    unread === 0 ? `${read}人都已读` : `已读 ${read}人，未读 ${unread}人`,
  readTitle: '谁看过这条消息',
  readNote: '代表是否看过，只有发送人和代表工作机构可见。',
  group: (done: number, total: number) => `${done}/${total} 人已读`,
  read: '已读',
  unread: '未读',
  moreReaders: '再看 100 人',
  nobodyElse: '群里还没有别的成员。',
};

export type RoomWords = typeof zhCN;
