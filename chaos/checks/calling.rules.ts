import { type Confirmations, EVERYONE, type Send } from '../history.ts';
import { possibleAtEnd } from './register.rules.ts';
import { bySeq, type Check, membersAtEnd, type RoomHistory } from './room-history.rules.ts';

/** The inbox names at least so many unread calls. */
const MOST_CALLS = 20;

/** Who was called by name and has not read it finds the message in the inbox; nobody finds one that did not call them. */
export const mentionsAreKept: Check = (room) => {
  const calls = callsIn(room);
  return room.standings.flatMap(({ person, readSeq, mentions }) => {
    const mine = calls.filter(({ send }) => isCalled(person, send));
    const may = mine.map(({ seq }) => seq);
    const lost = mine.filter(
      ({ seq, isSure, send }) =>
        isSure &&
        seq > readSeq &&
        !mentions.includes(seq) &&
        may.filter((other) => other >= seq).length <= MOST_CALLS &&
        satSince(room, person, send),
    );
    return [
      ...mentions
        .filter((seq) => !may.includes(seq) || seq <= readSeq)
        .map((seq) => `${person} is told of a call in number ${seq}, which is read or does not call them`),
      ...lost.map(({ seq }) => `lost: number ${seq} calls ${person}, whose inbox does not say so`),
    ];
  });
};

const isCalled = (person: string, { calls, person: author }: Send) =>
  calls.includes(person) || (calls.includes(EVERYONE) && author !== person);

/** They sat there when it was said, and ever since. */
const satSince = (room: RoomHistory, person: string, { askedAt }: Send) =>
  membersAtEnd(room).has(person) &&
  room.seats.every((seat) => seat.person !== person || seat.doneAt < askedAt);

interface Call {
  readonly seq: number;
  readonly send: Send;
  /** It was acknowledged, and nobody took it back. */
  readonly isSure: boolean;
}

/** What was said that calls somebody, by number. */
function callsIn(room: RoomHistory): Call[] {
  const sends = room.sends.filter(({ calls }) => calls.length > 0);
  const record = [...bySeq(room)];
  const recalled = new Set(room.deeds.flatMap(({ act, seq }) => (act.is === 'recall' ? [seq] : [])));
  const byId = new Map(record.map(([seq, { messageId }]) => [messageId, seq]));
  const byText = new Map(record.map(([seq, { text }]) => [text, seq]));
  return sends.flatMap((send) => {
    const { outcome, text } = send;
    const isKept = outcome.is === 'acknowledged';
    const seq = isKept ? byId.get(outcome.got.messageId) : byText.get(text);
    return seq === undefined ? [] : [{ seq, send, isSure: isKept && !recalled.has(seq) }];
  });
}

/** Who has confirmed an announcement, by the list, is whoever last said so of those who sit there, and its author. */
export const confirmationsAreRight: Check = (room) =>
  room.confirmations.flatMap((list) => {
    const members = membersAtEnd(room);
    const author = bySeq(room).get(list.seq)?.author;
    const named = [...list.done, ...list.open];
    return [
      ...named
        .filter((person) => !members.has(person))
        .map((person) => `who has confirmed number ${list.seq}: names ${person}, who has no seat`),
      ...[...members]
        .filter((person) => person !== author && isWrongOf(room, list, person))
        .map((person) => `who has confirmed number ${list.seq}: wrong of ${person}`),
    ];
  });

function isWrongOf({ deeds }: RoomHistory, { seq, done, open }: Confirmations, person: string): boolean {
  const writes = deeds.flatMap(({ act, ...deed }) =>
    act.is === 'react' && act.reaction === 'received' && deed.seq === seq && deed.person === person
      ? [{ ...deed, value: act.on }]
      : [],
  );
  const isDone = done.includes(person);
  return isDone === open.includes(person) || !possibleAtEnd(writes, false).includes(isDone);
}

/** Every acknowledged report waits for the office, once; and nothing that nobody reported. */
export const reportsWait: Check = (room) => {
  const recalled = new Set(room.deeds.flatMap(({ act, seq }) => (act.is === 'recall' ? [seq] : [])));
  const keyOf = ({ seq, person }: { seq: number; person: string }) => `number ${seq} by ${person}`;
  const waiting = room.waiting.map(keyOf);
  const made = new Set(room.reportings.map(keyOf));
  const owed = room.reportings
    .filter(({ outcome, seq }) => outcome.is === 'acknowledged' && !recalled.has(seq))
    .map(keyOf);
  return [
    ...[...new Set(owed)].filter((key) => !waiting.includes(key)).map((key) => `lost: the report of ${key}`),
    ...waiting.filter((key, i) => waiting.indexOf(key) < i).map((key) => `doubled: the report of ${key}`),
    ...waiting.filter((key) => !made.has(key)).map((key) => `invented: the report of ${key}`),
  ];
};
