import type { FaultCode } from '../../../shared/faults.ts';
import type { Author, Card, MessageBody } from '../../../shared/messages.ts';
import type { LastMessage } from '../room.store.ts';

/** May something be said in a room in this state? */
export const whyMayNotPost = (room: { state: 'open' | 'closed' }): FaultCode | null =>
  room.state === 'closed' ? 'ROOM_CLOSED' : null;

const EXCERPT = 60; // characters shown in the inbox

/** The first words of a message for the inbox; cards give the key by which clients find words. */
export function excerptOf(body: MessageBody): string {
  switch (body.kind) {
    case 'text':
      return Array.from(body.text.replaceAll(/\s+/g, ' ')).slice(0, EXCERPT).join('');
    case 'card':
      return cardKeyword(body.card);
    case 'system':
      return body.key;
    case 'tombstone':
      return '';
  }
}

const cardKeyword = (card: Card) => card.type;

/** What the inbox keeps of a message. */
export const lastOf = (seq: number, author: Author, body: MessageBody): LastMessage => ({
  seq,
  author: author.name,
  excerpt: excerptOf(body),
  kind: body.kind,
});

/** Do two bodies say the same? Both are plain data made by us, so their JSON is comparable. */
export const sameBody = (a: MessageBody, b: MessageBody): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Numbers of a page of history: [from, to], both included; `to` < `from` means nothing. */
export function pageRange(
  head: number,
  asked: { before?: number | undefined; after?: number | undefined; limit: number },
): { from: number; to: number } {
  if (asked.after !== undefined) {
    const after = Math.min(head, asked.after);
    return { from: after + 1, to: Math.min(head, after + asked.limit) };
  }
  const to = Math.min(head, (asked.before ?? head + 1) - 1);
  return { from: Math.max(1, to - asked.limit + 1), to };
}
