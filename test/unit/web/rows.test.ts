import { expect } from 'chai';
import type { FileId, PersonId, RoomId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import { firstRowToShow, rowsOf, type Row } from '../../../web/src/room/rows.rules.ts';

const says = (seq: number, o: { by?: string; at?: string; body?: Message['body'] } = {}): Message => ({
  messageId: `m${seq}`,
  roomId: 'room' as RoomId,
  seq,
  author: { kind: 'person', personId: (o.by ?? 'chen') as PersonId, name: '陈望舒', label: '浙江团' },
  body: o.body ?? { kind: 'text', text: `第${seq}句` },
  at: o.at ?? '2022-04-01T01:00:00.000Z',
  sendKey: `k${seq}`,
  changeSeq: 0,
});
const nothing = { pending: [], reachedStart: false, newAfter: null };
const shapeOf = (rows: readonly Row[]) =>
  rows.map((row) => (row.kind === 'message' ? row.message.seq : row.kind));

describe('rows of the log', () => {
  it('begin each day in Shanghai with its line', () => {
    const messages = [
      says(1, { at: '2022-04-01T15:59:00.000Z' }), // 23:59
      says(2, { at: '2022-04-01T16:01:00.000Z' }), // 00:01 of the next day
    ];
    expect(shapeOf(rowsOf({ ...nothing, messages }))).to.deep.equal(['day', 1, 'day', 2]);
  });

  it('draw the unread line once, before the first unread message', () => {
    const rows = rowsOf({ ...nothing, messages: [says(1), says(2), says(3)], newAfter: 1 });
    expect(shapeOf(rows)).to.deep.equal(['day', 1, 'new', 2, 3]);
    expect(firstRowToShow(rows)).to.deep.equal({ index: 2, align: 'start' });
  });

  it('have no unread line where all was read, and begin at the end', () => {
    const rows = rowsOf({ ...nothing, messages: [says(1), says(2)] });
    expect(shapeOf(rows)).to.deep.equal(['day', 1, 2]);
    expect(firstRowToShow(rows)).to.deep.equal({ index: 2, align: 'end' });
  });

  it('put what one person says within five minutes under one name', () => {
    const rows = rowsOf({
      ...nothing,
      messages: [
        says(1),
        says(2, { at: '2022-04-01T01:04:00.000Z' }),
        says(3, { at: '2022-04-01T01:10:00.000Z' }),
        says(4, { at: '2022-04-01T01:11:00.000Z', by: 'wang' }),
      ],
    });
    expect(rows.map((row) => row.kind === 'message' && row.continued)).to.deep.equal([
      false,
      false,
      true,
      false,
      false,
    ]);
  });

  it('step over numbers without a message and end with what is still under way', () => {
    const pending = {
      sendKey: 'k9',
      roomId: 'room' as RoomId,
      text: '待发',
      writtenAt: 0,
      state: 'waiting' as const,
      fault: null,
    };
    const rows = rowsOf({
      messages: [says(1), says(2, { body: { kind: 'tombstone' } }), says(3)],
      pending: [pending],
      reachedStart: true,
      newAfter: null,
    });
    expect(shapeOf(rows)).to.deep.equal(['start', 'day', 1, 3, 'pending']);
  });

  it('show a file under way in its message once that stands in the log', () => {
    const sending = (seq: number | null) => ({
      sendKey: `k${seq ?? 0}`,
      roomId: 'room' as RoomId,
      text: '',
      writtenAt: 0,
      state: 'sending' as const,
      fault: null,
      file: {
        kind: 'picture' as const,
        name: '照片.jpg',
        bytes: 1,
        progress: 0.5,
        ...(seq !== null && { begun: { fileId: 'file' as FileId, seq } }),
      },
    });
    const rows = rowsOf({
      messages: [says(1), says(2)],
      pending: [sending(2), sending(3), sending(null)],
      reachedStart: true,
      newAfter: null,
    });
    expect(rows.flatMap((row) => (row.kind === 'pending' ? [row.key] : []))).to.deep.equal(['k3', 'k0']);
  });
});
