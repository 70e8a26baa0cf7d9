import type { MessageDoc } from '../messages/messages.store.ts';
import type { Settled } from '../messages/settled.actions.ts';
import { fold } from './fold.rules.ts';
import { blockOf, gramsOf, termsOf } from './grams.rules.ts';
import { passagesOf } from './passages.rules.ts';
import type { EntryDoc, IndexedDoc } from './search-index.store.ts';

/** Without entry: what has nothing to find, and never had. */
export const entriesOf = (message: MessageDoc): EntryDoc[] => {
  const entry = entryOf(message);
  return entry.terms.length > 0 || entry.changeSeq > 0 ? [entry] : [];
};

/** What is kept of a message so that its words lead to it. */
export function entryOf(message: MessageDoc): EntryDoc {
  const { _id, roomId, seq, at, changeSeq = 0 } = message;
  const grams = passagesOf(message).flatMap(({ text }) => gramsOf(fold(text)));
  return { _id, seq, at, changeSeq, terms: termsOf(roomId, blockOf(seq), grams) };
}

/** How far a room is indexed with these numbers of it. */
export function indexedOf({ roomId, to, messages }: Pick<Settled, 'roomId' | 'to' | 'messages'>): IndexedDoc {
  const tops: Record<string, number> = {};
  for (const { seq, at } of messages) {
    const block = blockOf(seq);
    tops[block] = Math.max(tops[block] ?? 0, at.getTime());
  }
  return { _id: roomId, to, tops };
}
