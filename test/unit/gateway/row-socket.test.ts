import { expect } from 'chai';
import { RowSocket } from '../../../embedded/gateway/engine/row-socket.ts';

const message = (type: string, content: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + content.length);
  return Buffer.concat([Buffer.from(type), length, content]);
};

/** A DataRow of one column. */
const row = (value: string): Buffer => {
  const head = Buffer.alloc(6);
  head.writeInt16BE(1);
  head.writeInt32BE(value.length, 2);
  return message('D', Buffer.concat([head, Buffer.from(value)]));
};

const COMPLETE = message('C', Buffer.from('SELECT 2\0'));
const READY = message('Z', Buffer.from('I'));
const ANSWER = Buffer.concat([row('first'), row(''), row('a'.repeat(300)), COMPLETE, READY]);

/** What comes out of a socket that is given the answer in these pieces. */
async function sifted(pieces: readonly Buffer[]): Promise<{ rows: string[]; passed: Buffer }> {
  const socket = new RowSocket();
  for (const piece of pieces) socket.push(piece);
  socket.push(null);
  const passed = await socket.toArray();
  const rows = socket.takeRows().rows.map(([value]) => value?.toString() ?? 'NULL');
  return { rows, passed: Buffer.concat(passed as Buffer[]) };
}

const cut = (bytes: Buffer, ...places: readonly number[]): Buffer[] =>
  [0, ...places].map((from, i) => bytes.subarray(from, places[i] ?? bytes.length));

describe('gateway: rows of an answer', () => {
  const expectWhole = ({ rows, passed }: Awaited<ReturnType<typeof sifted>>, how: string) => {
    expect(rows, how).to.deep.equal(['first', '', 'a'.repeat(300)]);
    expect(passed, how).to.deep.equal(Buffer.concat([COMPLETE, READY]));
  };

  it('are the same wherever the answer was cut in two', async () => {
    for (let at = 1; at < ANSWER.length; at++) expectWhole(await sifted(cut(ANSWER, at)), `cut at ${at}`);
  });

  it('are the same when the answer comes byte by byte', async () => {
    expectWhole(await sifted([...ANSWER].map((byte) => Buffer.of(byte))), 'byte by byte');
  });

  it('are the same when the head of a message comes in two pieces', async () => {
    const second = row('first').length;
    for (let at = second + 1; at < second + 5; at++)
      expectWhole(await sifted(cut(ANSWER, at, at + 1)), `cut at ${at} and ${at + 1}`);
  });
});
