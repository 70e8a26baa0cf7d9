import { expect } from 'chai';
import fc from 'fast-check';
import { boxesIn } from '../../../server/files/making/look/boxes.ts';
import { namesInCompound, officeByNames } from '../../../server/files/making/look/cfb.ts';
import type { Source } from '../../../server/files/making/look/source.ts';
import { isScript } from '../../../server/files/making/look/text.ts';
import { tracksOfMp4, tracksOfWebm } from '../../../server/files/making/look/tracks.ts';
import { compound } from '../../support/compound-file.ts';

const source = (bytes: Uint8Array): Source => ({
  bytes: bytes.length,
  read: (at, length) => Buffer.from(bytes.subarray(at, at + length)),
});

function box(type: string, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}
const track = (handler: string) =>
  box(
    'trak',
    box('mdia', box('hdlr', Buffer.concat([Buffer.alloc(8), Buffer.from(handler), Buffer.alloc(12)]))),
  );
const mp4 = (...handlers: string[]) =>
  Buffer.concat([
    box('ftyp', Buffer.from('mp42\0\0\0\0')),
    box('mdat', Buffer.alloc(9)),
    box('moov', ...handlers.map(track)),
  ]);

const element = (id: number[], ...contents: Buffer[]) => {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from(id), Buffer.from([0x80 | content.length]), content]);
};
/** A WebM whose segment does not know how long it is, as recorders write it. */
const webm = (...types: number[]) =>
  Buffer.concat([
    element([0x1a, 0x45, 0xdf, 0xa3], Buffer.alloc(3)),
    Buffer.from([0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
    element(
      [0x16, 0x54, 0xae, 0x6b],
      ...types.map((type) => element([0xae], element([0x83], Buffer.from([type])))),
    ),
    element([0x1f, 0x43, 0xb6, 0x75], Buffer.alloc(5)),
  ]);

describe('What is in a container', () => {
  it('MP4: sound, pictures, or both, also where its directory comes last', () => {
    expect(tracksOfMp4(source(mp4('soun')))).to.deep.equal({ hasSound: true, hasPicture: false });
    expect(tracksOfMp4(source(mp4('vide')))).to.deep.equal({ hasSound: false, hasPicture: true });
    expect(tracksOfMp4(source(mp4('vide', 'soun')))).to.deep.equal({ hasSound: true, hasPicture: true });
    expect(tracksOfMp4(source(mp4('text')))).to.equal(null);
  });

  it('WebM: the same, also while it does not know its length', () => {
    expect(tracksOfWebm(source(webm(2)))).to.deep.equal({ hasSound: true, hasPicture: false });
    expect(tracksOfWebm(source(webm(1, 2)))).to.deep.equal({ hasSound: true, hasPicture: true });
    expect(tracksOfWebm(source(webm()))).to.equal(null);
  });

  it('boxes fill a file exactly, or it is not one', () => {
    const file = Buffer.concat([box('ftyp', Buffer.alloc(4)), box('meta', Buffer.alloc(7))]);
    expect(boxesIn(source(file), 0, file.length)?.map(({ type }) => type)).to.deep.equal(['ftyp', 'meta']);
    expect(boxesIn(source(Buffer.concat([file, Buffer.from('<html>')])), 0, file.length + 6)).to.equal(null);
    expect(boxesIn(source(file.subarray(0, -1)), 0, file.length - 1)).to.equal(null);
  });

  it('a compound file says what is in it, over as many sectors as that takes', () => {
    const names = Array.from({ length: 40 }, (_, i) => `流${i}`);
    expect(namesInCompound(source(compound(names)))).to.deep.equal(['Root Entry', ...names]);
  });

  it('one whose directory leads back into itself is not read forever', () => {
    const file = compound(['WordDocument']);
    file.writeUInt32LE(1, 512 + 4);
    expect(namesInCompound(source(file))).to.equal(null);
  });

  it('which office document it is follows from that, and what has macros is none', () => {
    expect(officeByNames(['Root Entry', 'Workbook'])).to.equal('application/vnd.ms-excel');
    expect(officeByNames(['Root Entry', 'Workbook', '_VBA_PROJECT_CUR'])).to.equal(null);
    expect(officeByNames(['Root Entry'])).to.equal(null);
  });

  it('any bytes at all are read or not, and nothing falls over', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => {
        for (const look of [tracksOfMp4, tracksOfWebm, namesInCompound]) look(source(bytes));
        boxesIn(source(bytes), 0, bytes.length);
      }),
    );
  });

  it('what a program would run or draw is no text', () => {
    for (const text of ['#!/bin/sh', ' \n<!DOCTYPE html>', '<?php', '<svg>', '<a href="x">', 'x <script>'])
      expect(isScript(text), text).to.equal(true);
    for (const text of ['1 < 2', '《民法典》', '<张三>的建议', 'a,b\n1,2'])
      expect(isScript(text), text).to.equal(false);
  });
});
