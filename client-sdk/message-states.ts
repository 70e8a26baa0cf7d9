import type { Message, Reaction } from '../shared/messages.ts';

/** In the order in which they were said. */
export const bySeq = (a: Message, b: Message) => a.seq - b.seq;
/** False for a number under which nothing was kept. */
export const wasSaid = (message: Message) => message.body.kind !== 'tombstone';

/** True when somebody reacted to the message and it does not say whether the caller did. */
export const hidesMine = ({ mine, reactions = [] }: Message) => mine === undefined && reactions.length > 0;

function withMine(message: Message, mine: Reaction[] | undefined): Message {
  const { mine: _, ...rest } = message;
  const isReacted = (message.reactions ?? []).length > 0;
  return isReacted && mine !== undefined ? { ...rest, mine } : rest;
}

/** The same reactions, in whatever order. */
export const isSame = (a: readonly Reaction[] = [], b: readonly Reaction[] = []) =>
  a.length === b.length && a.every((reaction) => b.includes(reaction));

/**
 * The newer of two states of a message, by their changeSeq; the held one itself when nothing is new. Broadcasts do not
 * say what the caller's own reactions are: then those known before stand. `mineAt`: those held stand since this change.
 */
export function newerOf(held: Message, coming: Message, mineAt = 0): Message {
  if (coming.changeSeq < held.changeSeq) return held;
  const saysMine = coming.mine !== undefined && coming.changeSeq >= mineAt;
  const mine = saysMine ? coming.mine : held.mine;
  if (coming.changeSeq > held.changeSeq) return withMine(coming, mine);
  return isSame(mine, held.mine) ? held : withMine(held, mine);
}

/** Ascending, one for each number in its newest state, tombstones left out. */
export function tidy(messages: readonly Message[], mineAt: ReadonlyMap<number, number>): Message[] {
  const byNumber = new Map<number, Message>();
  for (const message of messages) {
    const other = byNumber.get(message.seq);
    byNumber.set(message.seq, other ? newerOf(other, message, mineAt.get(message.seq)) : message);
  }
  return [...byNumber.values()].filter(wasSaid).sort(bySeq);
}
