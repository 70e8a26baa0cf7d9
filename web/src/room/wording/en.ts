import type { RoomWords } from './zh-CN.ts';

const people = (n: number) => (n === 1 ? '1 person' : `${n} people`);

/** The same in English. */
export const en: RoomWords = {
  call: '@ Notify',
  picker: 'Choose whom to notify',
  find: 'Role, name or pinyin',
  options: 'Who can be notified',
  nobody: 'Nobody like that in this room',
  willCall: (n) => `Will notify ${people(n)}`,
  askMany: (n) => `This will notify ${people(n)}. Send it?`,
  manyTitle: 'Many people will be notified',
  sendAll: 'Send',
  called: (n) => `Notified ${people(n)}`,
  readBy: (read, unread) => (unread === 0 ? `Read by all ${read}` : `Read by ${read}, not yet by ${unread}`),
  readTitle: 'Who has read this message',
  readNote: 'Whether deputies have read it is shown to the sender and to the office alone.',
  group: (done, total) => `${done} of ${total} have read it`,
  read: 'read',
  unread: 'not yet',
  moreReaders: '100 more',
  nobodyElse: 'Nobody else is in this room yet.',
};
