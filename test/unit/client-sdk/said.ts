import { roomId, type RoomId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';

export const ROOM: RoomId = roomId.parse('0190163d-8694-739b-aea5-966c26f8ad91');
export const OTHER_ROOM: RoomId = roomId.parse('0190163d-8694-739b-aea5-966c26f8ad92');

/** The message that has this number. */
export const said = (seq: number, part: Partial<Message> = {}): Message => ({
  messageId: `m${seq}`,
  roomId: ROOM,
  seq,
  author: { kind: 'bot', name: '呼应助手' },
  body: { kind: 'text', text: `第${seq}句` },
  at: '2022-04-01T00:00:00.000Z',
  sendKey: `key-${seq}`,
  changeSeq: 0,
  ...part,
});

/** A number under which nothing was kept, and said so. */
export const tombstone = (seq: number): Message => said(seq, { body: { kind: 'tombstone' } });

export const numbers = (messages: readonly Message[]): number[] => messages.map(({ seq }) => seq);
