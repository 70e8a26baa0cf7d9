import type { Deed, Entry, Ruling, Seen, Send } from '../../../chaos/history.ts';

/**
 * Three people who were heard, and one outside. Wang is removed after number 6 and comes back after number 8. Li rules the
 * room: it is closed from 608 to 612, Zhao is muted from 615 to 618, and Wang in the end.
 */
export const [LI, WANG, ZHAO, STRANGER] = ['li', 'wang', 'zhao', 'stranger'] as const;
const ROOM = 'room-1';

const said = ([seq, author, text]: [number, string, string], more: Partial<Seen> = {}): Seen => ({
  seq,
  messageId: `m${seq}`,
  author,
  body: text === '' ? 'card' : 'text',
  text,
  changeSeq: 0,
  reactions: {},
  ...more,
});

/** What was said, as it stands in the end. */
const RECORD: readonly Seen[] = [
  said([1, 'bot', '']),
  said([2, LI, 'li#1 您好'], { body: 'announcement', reactions: { received: 1 }, changeSeq: 5 }),
  said([3, WANG, 'wang#1 收到'], { reactions: { received: 2 }, changeSeq: 2 }),
  said([4, ZHAO, 'zhao#1 改过了'], { changeSeq: 3 }),
  said([5, '', ''], { body: 'tombstone', messageId: '' }),
  said([6, LI, ''], { body: 'recalled', changeSeq: 4 }),
  said([7, LI, 'li#3 王走了']),
  said([8, ZHAO, 'zhao#2 是的']),
  said([9, WANG, 'wang#2 我回来了']),
];

/** Whom what was said calls. */
const CALLS: Record<number, string[]> = { 7: [ZHAO] };
export const MUTED_UNTIL = 10_000_000;

const WRITTEN: Record<number, string> = { 4: 'zhao#1 原来的', 6: 'li#2 收回' };

const send = (seen: Seen): Send => ({
  kind: 'send',
  person: seen.author,
  roomId: ROOM,
  text: WRITTEN[seen.seq] ?? seen.text,
  calls: CALLS[seen.seq] ?? [],
  askedAt: seen.seq * 100,
  outcome: { is: 'acknowledged', at: seen.seq * 100 + 5, got: { seq: seen.seq, messageId: seen.messageId } },
});

const refusedSend = (text: string, at: number, code: string): Send => ({
  kind: 'send',
  person: ZHAO,
  roomId: ROOM,
  text,
  calls: [],
  askedAt: at,
  outcome: { is: 'refused', at: at + 1, code },
});

const ruling = (act: Ruling['act'], at: number): Ruling => ({
  kind: 'ruling',
  person: LI,
  roomId: ROOM,
  act,
  askedAt: at,
  outcome: { is: 'acknowledged', at: at + 1, got: null },
});

const deed = ([person, seq, changeSeq]: [string, number, number], act: Deed['act']): Deed => ({
  kind: 'deed',
  person,
  roomId: ROOM,
  seq,
  act,
  askedAt: 620 + changeSeq,
  outcome: { is: 'acknowledged', at: 620 + changeSeq, got: { changeSeq } },
});

const hearing = (person: string, listening: string, seqs: readonly number[]): Entry[] => [
  { kind: 'listening', listening, person, roomId: ROOM, by: 'sdk' },
  ...seqs.map((seq): Entry => ({ kind: 'heard', listening, at: seq * 100 + 20, seq, messageId: `m${seq}` })),
];

const members = [LI, WANG, ZHAO];
const HEADER = { state: 'open', pins: [2], memberCount: members.length };
const SEATS = { [LI]: null, [WANG]: MUTED_UNTIL, [ZHAO]: null };
const READ: Record<string, number> = { [LI]: 9, [WANG]: 8, [ZHAO]: 4 };

/** A history in which everything is as promised; `change` plants something in a copy. */
export function history(change: (entries: Entry[]) => Entry[] = (entries) => entries): Entry[] {
  const spoken = RECORD.filter(({ author }) => (members as string[]).includes(author));
  const entries: Entry[] = [
    { kind: 'room', roomId: ROOM, name: '第1号群', seated: members },
    ...spoken.map(send),
    deed([LI, 3, 1], { is: 'react', reaction: 'received', on: true }),
    deed([ZHAO, 3, 2], { is: 'react', reaction: 'received', on: true }),
    deed([ZHAO, 4, 3], { is: 'edit', text: 'zhao#1 改过了' }),
    deed([LI, 6, 4], { is: 'recall' }),
    deed([WANG, 2, 5], { is: 'react', reaction: 'received', on: true }),
    deed([LI, 2, 6], { is: 'pin', on: true }),
    ruling({ is: 'state', state: 'read-only' }, 607),
    refusedSend('zhao#7 关了吗', 610, 'ROOM_CLOSED'),
    ruling({ is: 'state', state: 'open' }, 612),
    ruling({ is: 'mute', whom: ZHAO, until: MUTED_UNTIL }, 614),
    refusedSend('zhao#8 我说', 616, 'MUTED'),
    ruling({ is: 'mute', whom: ZHAO, until: null }, 618),
    ruling({ is: 'mute', whom: WANG, until: MUTED_UNTIL }, 940),
    {
      kind: 'reporting',
      person: ZHAO,
      roomId: ROOM,
      seq: 7,
      askedAt: 720,
      outcome: { is: 'acknowledged', at: 721, got: null },
    },
    { kind: 'waiting', roomId: ROOM, seq: 7, person: ZHAO },
    { kind: 'confirmations', roomId: ROOM, seq: 2, done: [LI, WANG], open: [ZHAO] },
    { kind: 'listening', listening: 'wang-wire', person: WANG, roomId: ROOM, by: 'wire' },
    { kind: 'heard-change', listening: 'wang-wire', at: 624, changeSeq: 4 },
    { kind: 'seat', roomId: ROOM, person: WANG, to: 'out', askedAt: 640, doneAt: 650 },
    { kind: 'seat', roomId: ROOM, person: WANG, to: 'in', askedAt: 850, doneAt: 860 },
    ...hearing(LI, 'li-1', [1, 2, 3, 4, 6, 7, 8, 9]),
    ...hearing(ZHAO, 'zhao-1', [2, 3, 4]),
    { kind: 'unlistened', listening: 'zhao-1' },
    ...hearing(WANG, 'wang-1', [1, 2, 3, 4, 6]),
    { kind: 'unlistened', listening: 'wang-1' },
    // What was said while Wang was away is told after the return.
    { kind: 'listening', listening: 'wang-2', person: WANG, roomId: ROOM, by: 'sdk' },
    ...[7, 8, 9].map((seq): Entry => ({
      kind: 'heard',
      listening: 'wang-2',
      at: 920,
      seq,
      messageId: `m${seq}`,
    })),
    {
      kind: 'pry',
      person: STRANGER,
      roomId: ROOM,
      askedAt: 300,
      outcome: { is: 'refused', at: 301, code: 'NOT_A_MEMBER' },
    },
    ...members.flatMap((person): Entry[] => [
      {
        kind: 'mark',
        person,
        roomId: ROOM,
        seq: READ[person] ?? 0,
        askedAt: 930,
        outcome: { is: 'acknowledged', at: 931, got: { readSeq: READ[person] ?? 0 } },
      },
      { kind: 'fresh', at: 1_000, person, roomId: ROOM, head: RECORD.length, seen: RECORD, members: SEATS },
      {
        kind: 'shown',
        person,
        roomId: ROOM,
        header: HEADER,
        seen: RECORD.slice(2).filter(({ body }) => body !== 'tombstone'),
      },
      {
        kind: 'standing',
        person,
        roomId: ROOM,
        head: RECORD.length,
        readSeq: READ[person] ?? 0,
        unread: RECORD.length - (READ[person] ?? 0),
        mentions: person === ZHAO ? [7] : [],
        header: HEADER,
      },
    ]),
    { kind: 'read-list', roomId: ROOM, seq: 7, done: [LI, WANG], open: [ZHAO], commonSeq: 4 },
    { kind: 'reaction-list', roomId: ROOM, seq: 3, people: { [LI]: ['received'], [ZHAO]: ['received'] } },
  ];
  return change(structuredClone(entries));
}

/** Changes the lines of one kind. */
export const only =
  <K extends Entry['kind']>(kind: K, change: (entry: Extract<Entry, { kind: K }>) => Entry | null) =>
  (entries: Entry[]): Entry[] =>
    entries.flatMap((entry) => {
      const changed = entry.kind === kind ? change(entry as Extract<Entry, { kind: K }>) : entry;
      return changed === null ? [] : [changed];
    });
