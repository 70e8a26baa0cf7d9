import { Fault } from '../shared/faults.ts';
import type { Message } from '../shared/messages.ts';
import type { RoomHeader } from '../shared/rooms.ts';
import type { Entry, Header, Outcome, Seen } from './history.ts';
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
    return isOpen
      ? { is: 'unknown', at: tick(), code: error.code }
      : { is: 'refused', at: tick(), code: error.code };
  }
}

/** A message as the checker sees it. */
export const seenOf = ({ seq, messageId, author, body, changeSeq, reactions }: Message): Seen => ({
  seq,
  messageId,
  author: author.kind === 'person' ? author.personId : 'bot',
  body: announcementIn(body) === null ? body.kind : 'announcement',
  text: body.kind === 'text' ? body.text : (announcementIn(body) ?? ''),
  changeSeq,
  reactions: Object.fromEntries(
    (reactions ?? []).filter(({ count }) => count > 0).map((r) => [r.reaction, r.count]),
  ),
});

/** The words of an announcement; null: it is something else. */
export const announcementIn = (body: Message['body']): string | null =>
  body.kind === 'card' && body.card.type === 'announcement' ? body.card.text : null;

/** A room's header as the checker sees it. */
export const headerOf = ({ state, pins, memberCount }: RoomHeader): Header => ({ state, pins, memberCount });

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

const COUNTED = ['send', 'deed', 'ruling', 'reporting', 'mark'] as const;
const isCounted = (entry: Entry): entry is Extract<Entry, { kind: (typeof COUNTED)[number] }> =>
  (COUNTED as readonly string[]).includes(entry.kind);

export function makeDiary(name: string, write: (entry: Entry) => void): Diary {
  let counts = none();
  let listenings = 0;
  return {
    write(entry) {
      if (entry.kind === 'heard') counts.heard += 1;
      if (isCounted(entry)) {
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
