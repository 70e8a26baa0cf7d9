import { createHash } from 'node:crypto';
import type { RoomId } from '../../../shared/ids.ts';
import type { Concerned, Said } from './channel.ts';

/** One e-mail, plain text. */
export interface Mail {
  readonly messageId: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

export interface Letterhead {
  readonly to: readonly string[];
  /** Sender of all e-mail; names the domain of message ids. */
  readonly from: string;
  /** Where people sign in; empty: not known, so there are no links. */
  readonly publicUrl: string;
}

/** The same delivery has the same message id: who gets it twice can tell (RFC 5322 3.6.4). */
export function messageIdOf(deliveryId: string, from: string): string {
  const name = createHash('sha256').update(deliveryId).digest('hex').slice(0, 40);
  const [, domain = 'huying.invalid'] = /@([^\s<>]+)/.exec(from) ?? [];
  return `<${name}@${domain}>`;
}

/** More suggestions than these are only counted. */
const MOST_LISTED = 20;
const LONGEST_TITLE = 60;

/** What a reminder is as an e-mail: its words, number and title of each suggestion, and where to read more. Nothing else of the record. */
export function mailOf(said: Said, { to, from, publicUrl }: Letterhead): Mail {
  const { title, text } = said.words['zh-CN'];
  const listed = said.about.slice(0, MOST_LISTED);
  const rest = said.count - listed.length;
  const parts = [
    text,
    ...listed.map((one) => linesOf(one, publicUrl)),
    ...(listed.length > 0 && rest > 0 ? [`另有 ${rest} 件，请登录后查看。`] : []),
    ...(said.about.length === 0 && publicUrl !== '' ? [`${publicUrl}/admin/queues`] : []),
    '请登录后办理。这是系统自动发送的提醒，请勿直接回复。',
  ];
  return {
    messageId: messageIdOf(said.deliveryId, from),
    to,
    subject: oneLine(title),
    text: `${parts.join('\n\n')}\n`,
  };
}

function linesOf({ number, title, due, roomId }: Concerned, publicUrl: string): string {
  const name = number === '' ? '建议' : `第${number}号建议`;
  const day = due === null ? '' : `，期限 ${due}`;
  return [`${name}《${shortened(oneLine(title))}》${day}`, ...linkOf(roomId, publicUrl)].join('\n');
}

const linkOf = (roomId: RoomId, publicUrl: string): string[] =>
  publicUrl === '' ? [] : [`${publicUrl.replace(/\/$/, '')}/rooms/${roomId}`];

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

function shortened(text: string): string {
  const signs = Array.from(text);
  return signs.length <= LONGEST_TITLE ? text : `${signs.slice(0, LONGEST_TITLE - 1).join('')}…`;
}

/** An answer of a mail server as it may be kept as evidence: without addresses, which are contact data. */
export const withoutAddresses = (answer: string): string =>
  oneLine(answer)
    .replaceAll(/[^\s<>"(),:;[\]]+@[^\s<>"(),:;[\]]+/g, '<…>')
    .slice(0, 200);
