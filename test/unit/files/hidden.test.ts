import { expect } from 'chai';
import fc from 'fast-check';
import {
  beginsWithMarkup,
  endOfPicture,
  endsAsZip,
  isCameraTail,
} from '../../../server/files/making/look/hidden.rules.ts';

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );

/** A JPEG in form only: a segment that holds a whole other one, a scan with a stuffed byte and a restart, the end. */
const JPEG = bytes(
  [0xff, 0xd8],
  [0xff, 0xe1, 0, 8, 0xff, 0xd8, 0xff, 0xd9, 0, 0],
  [0xff, 0xda, 0, 3, 1, 5, 0xff, 0, 6, 0xff, 0xd0, 7],
  [0xff, 0xd9],
);
const GIF = bytes(
  'GIF89a',
  [1, 0, 1, 0, 0, 0, 0],
  [0x21, 0xf9, 1, 0, 0],
  [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 1, 0, 0],
  ';',
);
const PNG = bytes(
  [0x89],
  'PNG\r\n\x1a\n',
  [0, 0, 0, 1],
  'IDAT',
  [1, 0, 0, 0, 0],
  [0, 0, 0, 0],
  'IEND',
  [0, 0, 0, 0],
);
const WEBP = bytes('RIFF', [8, 0, 0, 0], 'WEBPVP8 ');
const ZIP_END = bytes('PK\x05\x06', Array<number>(18).fill(0));
const PICTURES = [
  ['image/jpeg', JPEG],
  ['image/gif', GIF],
  ['image/png', PNG],
  ['image/webp', WEBP],
] as const;

describe('What hides in a picture', () => {
  for (const [mime, picture] of PICTURES) {
    it(`the end of ${mime} is found, whatever comes after it`, () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 50 }), (rest) => {
          expect(endOfPicture(mime, Buffer.concat([picture, rest]))).to.equal(picture.length);
        }),
      );
    });

    it(`${mime} cut anywhere has no end`, () => {
      for (let length = 12; length < picture.length; length += 1)
        expect(endOfPicture(mime, picture.subarray(0, length)), `${length} bytes`).to.equal(null);
    });
  }

  it('any bytes at all have an end or none, and nothing falls over', () => {
    const any = fc.constantFrom('image/jpeg', 'image/gif', 'image/png', 'image/webp', 'image/bmp');
    fc.assert(
      fc.property(any, fc.uint8Array({ maxLength: 200 }), (mime, content) => {
        const end = endOfPicture(mime, Buffer.from(content));
        expect(end === null || end <= content.length).to.equal(true);
      }),
    );
  });

  it('a ZIP is found by its end, with a comment or rubbish behind it, as who opens one finds it', () => {
    const commented = bytes('PK\x05\x06', Array<number>(16).fill(0), [3, 0], 'abc');
    for (const exactly of [true, false]) {
      expect(endsAsZip(bytes('abc', [...ZIP_END]), { exactly })).to.equal(true);
      expect(endsAsZip(commented, { exactly })).to.equal(true);
      expect(endsAsZip(bytes('nothing'), { exactly })).to.equal(false);
    }
    const withRubbish = bytes([...ZIP_END], 'rubbish');
    expect(endsAsZip(withRubbish, { exactly: false })).to.equal(true);
    expect(endsAsZip(withRubbish, { exactly: true })).to.equal(false);
  });

  it('what cameras write after a picture is theirs: filling, another picture, a short film, a trailer', () => {
    const film = bytes([0, 0, 0, 16], 'ftypmp42', [0, 0, 0, 0], 'and so on');
    for (const rest of [
      bytes(),
      bytes([0, 0, 0]),
      JPEG,
      bytes([0, 0], [...JPEG]),
      film,
      bytes([...JPEG], [...film]),
    ])
      expect(isCameraTail('image/jpeg', rest), rest.toString('latin1')).to.equal(true);
    expect(isCameraTail('image/jpeg', bytes('..Image_UTC_Data..SEFH....SEFT'))).to.equal(true);
  });

  it('all else is somebody’s', () => {
    for (const rest of ['PK\x03\x04', '<html>', 'text', '\xff\xd8half a picture', '%PDF-1.4', 'MZ'])
      expect(isCameraTail('image/jpeg', bytes(rest)), rest).to.equal(false);
    expect(isCameraTail('image/jpeg', bytes([0, 0, 0, 16], 'ftypmp42<script>'))).to.equal(false);
    expect(isCameraTail('image/png', JPEG)).to.equal(false);
  });

  it('a page is known by how it begins, in capitals too', () => {
    expect(beginsWithMarkup(bytes('GIF89a=1;/*', '<ScRiPt>'))).to.equal(true);
    expect(beginsWithMarkup(bytes([...JPEG]))).to.equal(false);
  });
});
