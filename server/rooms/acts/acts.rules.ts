import { Fault } from '../../../shared/faults.ts';
import type { MessageBody } from '../../../shared/messages.ts';
import type { Caller } from '../../wire/ports.ts';
import type { Access } from '../access.actions.ts';
import { whyMayNotPost } from '../messages/messages.rules.ts';
import type { MessageDoc } from '../messages/messages.store.ts';

/** For how long after it was said who wrote a message may change it, ms. */
export interface ActLimits {
  readonly editMs: number;
  readonly recallMs: number;
}

/** A message, the room, and the seat of who wants to do something with it. */
export interface Touching extends Access {
  message: Pick<MessageDoc, 'author' | 'body' | 'at'>;
}

export const isWrittenBy = ({ author }: Pick<MessageDoc, 'author'>, { personId }: Pick<Caller, 'personId'>) =>
  author.kind === 'person' && author.personId === personId;

const isOver = (at: Date, ms: number, now: Date) => now.getTime() - at.getTime() > ms;

/** The same kind of message with other words; null: this kind has none that somebody wrote. */
export function bodyWithText(body: MessageBody, text: string): MessageBody | null {
  if (body.kind === 'text') return { kind: 'text', text };
  if (body.kind === 'card' && body.card.type === 'announcement')
    return { kind: 'card', card: { ...body.card, text } };
  return null;
}

/** The words of a message that somebody wrote. */
export const textOf = (body: MessageBody): string | null =>
  body.kind === 'text'
    ? body.text
    : body.kind === 'card' && body.card.type === 'announcement'
      ? body.card.text
      : null;

/** Why who wrote a message may not put other words in its place now, or null. */
export function whyMayNotEdit(
  { room, member, message }: Touching,
  now: Date,
  { editMs }: ActLimits,
): Fault | null {
  const silent = whyMayNotPost(room, member, now);
  if (silent) return silent;
  return isOver(message.at, editMs, now) ? new Fault('TOO_LATE', { limitMs: editMs }) : null;
}

/** How somebody takes a message back: as who wrote it, or as the office. */
export type RecallAs = 'author' | 'office';

export interface Recalling {
  caller: Pick<Caller, 'personId'>;
  isOffice: boolean;
  why: string;
}

/** As what a message may be taken back now, or why it may not. */
export function recallAs(
  { room, message }: Touching,
  { caller, isOffice, why }: Recalling,
  { now, limits }: { now: Date; limits: ActLimits },
): RecallAs | Fault {
  const closed = new Fault('ROOM_CLOSED', { state: room.state });
  if (room.state === 'archived') return closed;
  const isAuthor = isWrittenBy(message, caller);
  const inTime = !isOver(message.at, limits.recallMs, now);
  if (isAuthor && inTime && room.state === 'open') return 'author';
  if (isOffice) return why === '' ? new Fault('REASON_NEEDED') : 'office';
  if (!isAuthor) return new Fault('NOT_YOURS');
  return room.state === 'open' ? new Fault('TOO_LATE', { limitMs: limits.recallMs }) : closed;
}
