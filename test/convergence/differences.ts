import { isDeepStrictEqual } from 'node:util';
import type { Message } from '../../client-sdk/index.ts';

/** What one device shows of a room, in a form that can be compared with another's. */
export interface Shown {
  messages: Message[];
  header: unknown;
  readSeq: number;
}

/** What a device shows, and what its events said. */
export interface Witness {
  readonly shown: Shown;
  /** Numbers of the messages told, in the order of telling; null: nobody listened. */
  readonly heard: readonly number[] | null;
  /** What events alone make of the room. */
  readonly told: readonly Message[];
}

/** All in which a device differs from the whole room, in words. */
export function differences({ shown, heard, told }: Witness, whole: Shown): string[] {
  const found = [
    ...inOrder('shown', numbers(shown.messages)),
    ...sameNumbers('shown', numbers(shown.messages), numbers(whole.messages)),
    ...sameMessages('shown', shown.messages, whole.messages),
  ];
  if (!isDeepStrictEqual(shown.header, whole.header))
    found.push(`the header is shown as ${words(shown.header)}, it is ${words(whole.header)}`);
  if (shown.readSeq !== whole.readSeq)
    found.push(`read up to ${shown.readSeq} is shown, it is ${whole.readSeq}`);
  if (!heard) return found;
  const since = (messages: readonly Message[], first = Infinity) =>
    messages.filter(({ seq }) => seq >= first);
  return [
    ...found,
    ...inOrder('told', heard),
    ...sameNumbers('told', heard, numbers(since(whole.messages, heard[0] ?? 1))),
    ...sameNumbers('made of events', numbers(told), numbers(since(whole.messages, told[0]?.seq))),
    ...sameMessages('made of events', told, whole.messages),
  ];
}

const words = (what: unknown): string => JSON.stringify(what);

const numbers = (messages: readonly Message[]): number[] => messages.map(({ seq }) => seq);

function inOrder(how: string, seqs: readonly number[]): string[] {
  return seqs.flatMap((seq, at) => {
    const before = seqs[at - 1] ?? 0;
    if (seq === before) return [`message ${seq} was ${how} twice`];
    return seq < before ? [`message ${seq} was ${how} after message ${before}`] : [];
  });
}

function sameNumbers(how: string, here: readonly number[], there: readonly number[]): string[] {
  const [is, should] = [new Set(here), new Set(there)];
  return [
    ...[...should].filter((seq) => !is.has(seq)).map((seq) => `message ${seq} was not ${how}`),
    ...[...is].filter((seq) => !should.has(seq)).map((seq) => `message ${seq} was ${how}, but is not there`),
  ];
}

function sameMessages(how: string, here: readonly Message[], there: readonly Message[]): string[] {
  const should = new Map(there.map((message) => [message.seq, message]));
  return here.flatMap((message) => {
    const other = should.get(message.seq);
    return other && !isDeepStrictEqual(message, other)
      ? [`message ${message.seq} was ${how} as ${words(message)}, it is ${words(other)}`]
      : [];
  });
}
