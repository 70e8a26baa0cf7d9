import { Fault } from '../shared/faults.ts';
import type { Message } from '../shared/messages.ts';
import type { Entry, Outcome, Seen } from './history.ts';
import { tick } from './tick.ts';

/** How something that was asked ended. Refusals that may pass were given up on: nobody knows what came of them. */
export async function outcomeOf<T, U>(answer: Promise<T>, take: (got: T) => U): Promise<Outcome<U>> {
  try {
    const got = await answer;
    return { is: 'acknowledged', at: tick(), got: take(got) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const isOpen = ['UNAVAILABLE', 'TOO_FAST', 'INTERNAL', 'NOT_SIGNED_IN', 'SESSION_ENDED'].includes(
      error.code,
    );
    return isOpen ? { is: 'unknown', code: error.code } : { is: 'refused', at: tick(), code: error.code };
  }
}

/** A message as the checker sees it. */
export const seenOf = ({ seq, messageId, author, body, changeSeq, reactions }: Message): Seen => ({
  seq,
  messageId,
  author: author.kind === 'person' ? author.personId : 'bot',
  body: body.kind,
  text: body.kind === 'text' ? body.text : '',
  changeSeq,
  reactions: Object.fromEntries(
    (reactions ?? []).filter(({ count }) => count > 0).map((r) => [r.reaction, r.count]),
  ),
});

/** What a process of clients writes down and counts. */
export interface Diary {
  write(entry: Entry): void;
  /** Since the last call. */
  counts(): Counts;
  count(what: keyof Counts): void;
  newListening(): string;
}

export interface Counts {
  acknowledged: number;
  heard: number;
  reconnects: number;
  acts: number;
  refused: number;
  unknown: number;
}

const none = (): Counts => ({ acknowledged: 0, heard: 0, reconnects: 0, acts: 0, refused: 0, unknown: 0 });

export function makeDiary(name: string, write: (entry: Entry) => void): Diary {
  let counts = none();
  let listenings = 0;
  return {
    write(entry) {
      if (entry.kind === 'heard') counts.heard += 1;
      if (entry.kind === 'send' || entry.kind === 'deed' || entry.kind === 'mark') {
        if (entry.kind !== 'send') counts.acts += 1;
        else if (entry.outcome.is === 'acknowledged') counts.acknowledged += 1;
        if (entry.outcome.is === 'refused') counts.refused += 1;
        if (entry.outcome.is === 'unknown') counts.unknown += 1;
      }
      write(entry);
    },
    counts() {
      const now = counts;
      counts = none();
      return now;
    },
    count(what) {
      counts[what] += 1;
    },
    newListening: () => `${name}-${(listenings += 1)}`,
  };
}
