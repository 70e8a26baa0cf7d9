import { v5 } from 'uuid';
import { Fault } from '../../../shared/faults.ts';
import type { Author, Mention, MessageBody, Quote } from '../../../shared/messages.ts';
import type { MemberDoc } from '../members.store.ts';
import { hasPower } from '../powers.rules.ts';
import type { LastMessage, RoomDoc } from '../room.store.ts';
import type { MessageDoc, SendMark } from './messages.store.ts';

/** A name space of our own for UUID version 5 (RFC 9562). */
const MESSAGES = '0f6a3c1e-52b7-4d0a-8a55-3e9f1c2b7232';

/** The id of what this author says in this room under this key: said twice it is one message, by construction. */
export const messageIdOf = ({ roomId, authorKey, sendKey }: SendMark): string =>
  v5(`${roomId}|${authorKey}|${sendKey}`, MESSAGES);

/** Why something may not be said by this member in this room now, or null. */
export function whyMayNotPost(
  room: Pick<RoomDoc, 'state'>,
  member: Pick<MemberDoc, 'mutedUntil'>,
  now: Date,
): Fault | null {
  if (room.state !== 'open') return new Fault('ROOM_CLOSED', { state: room.state });
  const { mutedUntil } = member;
  if (mutedUntil && mutedUntil > now) return new Fault('MUTED', { until: mutedUntil.toISOString() });
  return null;
}

/** Announcements are for those who may call upon all. */
export const whyMayNotAnnounce = (body: MessageBody, { roles }: Pick<MemberDoc, 'roles'>): Fault | null =>
  body.kind === 'card' && body.card.type === 'announcement' && !hasPower(roles, 'announce')
    ? new Fault('NOT_ALLOWED', { power: 'announce' })
    : null;

const EXCERPT = 60; // characters shown in the inbox

/** The first words of a message for the inbox; cards give the key by which clients find words. */
export function excerptOf(body: MessageBody): string {
  switch (body.kind) {
    case 'text':
      return firstWords(body.text, EXCERPT);
    case 'card':
      return body.card.type === 'announcement' ? firstWords(body.card.text, EXCERPT) : body.card.type;
    case 'file':
      return body.file.kind === 'document' ? firstWords(body.file.name, EXCERPT) : '';
    case 'system':
      return body.key;
    case 'recalled':
    case 'tombstone':
      return '';
  }
}

const firstWords = (text: string, most: number) =>
  Array.from(text.replaceAll(/\s+/g, ' ')).slice(0, most).join('');

const QUOTED = 80; // characters

/** What a message that answers this one shows of it. */
export const quoteOf = ({ seq, author, body }: Pick<MessageDoc, 'seq' | 'author' | 'body'>): Quote => ({
  seq,
  author: author.name,
  excerpt: body.kind === 'text' ? firstWords(body.text, QUOTED) : excerptOf(body),
  recalled: false,
});

/** What the inbox keeps of a message. */
export const lastOf = (seq: number, author: Author, body: MessageBody): LastMessage => ({
  seq,
  author: author.name,
  excerpt: excerptOf(body),
  kind: kindOf(body),
});

/** What a row of the inbox is marked with. */
function kindOf(body: MessageBody): string {
  if (body.kind === 'file') return body.file.kind;
  return body.kind === 'card' && body.card.type === 'announcement' ? 'announcement' : body.kind;
}

/** What is compared when the same key comes again. */
export interface Said {
  body: MessageBody;
  replyTo?: number | undefined;
  mentions?: readonly Mention[] | undefined;
}

/**
 * Was this said under the same key before? Bodies and mentions are plain data made by us, so their JSON is comparable;
 * of words that were edited or recalled since it cannot be told.
 */
export const saysTheSame = (
  kept: Pick<MessageDoc, 'body' | 'editedAt' | 'quote' | 'mentions'>,
  { body, replyTo, mentions = [] }: Said,
): boolean =>
  kept.body.kind === 'recalled' || // nothing of it stayed
  (kept.quote?.seq === replyTo &&
    JSON.stringify(kept.mentions ?? []) === JSON.stringify(mentions) &&
    (kept.editedAt !== undefined || JSON.stringify(asSaid(kept.body)) === JSON.stringify(asSaid(body))));

/** Of a file what whoever sent it said; the rest moves on. */
const asSaid = (body: MessageBody) =>
  body.kind === 'file' ? [body.file.fileId, body.file.kind, body.file.name] : body;

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
