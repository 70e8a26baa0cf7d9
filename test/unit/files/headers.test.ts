import { createSecretKey } from 'node:crypto';
import { expect } from 'chai';
import { parse } from 'content-disposition';
import fc from 'fast-check';
import { fileName, type Rendition } from '../../../shared/files.ts';
import { fileId } from '../../../shared/ids.ts';
import {
  cachingOf,
  dispositionOf,
  etagOf,
  nameOf,
  policyOf,
  typeOf,
} from '../../../server/files/getting/headers.rules.ts';

const ID = fileId.parse('01890a5d-ac96-774b-bcce-b302099a8057');
const key = createSecretKey(Buffer.alloc(32, 5));
const part = (mime: string, rendition: Rendition = 'original', contentId: string = ID) => ({
  ...{ rendition, contentId, bytes: 10, mime },
});
const fetched = (name: string, of = part('application/pdf'), sha256: string | null = 'a'.repeat(64)) => ({
  ...{ file: { _id: ID, name, sha256 }, part: of },
});

const NAMES = [
  '关于加强乡村教育的建议.pdf',
  'تەكلىپ.pdf',
  'བོད་ཡིག.pdf',
  'ᠮᠣᠩᠭᠣᠯ.pdf',
  '안건.pdf',
  'emoji 👍🏽.pdf',
  'quote " and ; and %41.pdf',
  "a'b*c(d).pdf",
  'naïve café.pdf',
  '𠀀𪚥.pdf',
];

describe('what goes with a file', () => {
  for (const name of NAMES)
    it(`its name, ${name}, is read as it was, and the header is plain ASCII`, () => {
      expect(fileName.parse(name)).to.equal(name);
      const header = dispositionOf(fetched(name));
      expect(header).to.match(/^[\x20-\x7e]+$/);
      expect(parse(header).parameters['filename']).to.equal(name);
    });

  it('any name that is taken is read as it was', () => {
    const names = fc.string({ unit: 'grapheme', minLength: 1 }).filter((n) => fileName.safeParse(n).success);
    fc.assert(
      fc.property(names, (name) => {
        const header = dispositionOf(fetched(name));
        expect(header).to.match(/^[\x20-\x7e]+$/);
        expect(parse(header).parameters['filename']).to.equal(name);
      }),
    );
  });

  it('what is made of it is called after it, with the ending that fits', () => {
    expect(nameOf(fetched('复函.docx', part('application/pdf', 'pdf')))).to.equal('复函.pdf');
    expect(nameOf(fetched('现场.JPEG', part('image/webp', 'thumb')))).to.equal('现场.webp');
    expect(nameOf(fetched('录音', part('audio/mp4', 'play')))).to.equal('录音.m4a');
    expect(nameOf(fetched('.profile', part('video/mp4', 'play')))).to.equal('.profile.mp4');
    expect(nameOf(fetched('1.2.3 说明文字很长很长很长', part('image/webp', 'preview')))).to.equal(
      '1.2.3 说明文字很长很长很长.webp',
    );
  });

  it('is shown where browsers run nothing, and kept as a file otherwise', () => {
    const typeIn = (mime: string) => parse(dispositionOf(fetched('x', part(mime)))).type;
    for (const mime of ['image/png', 'video/mp4', 'audio/mpeg', 'application/pdf', 'text/plain'])
      expect(typeIn(mime), mime).to.equal('inline');
    for (const mime of ['text/html', 'image/svg+xml', 'application/zip', 'application/msword', 'nonsense'])
      expect(typeIn(mime), mime).to.equal('attachment');
  });

  it('is of the type that was found; what a browser might run is bytes', () => {
    const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
    for (const mime of ['image/png', 'application/pdf', word]) expect(typeOf(part(mime))).to.equal(mime);
    for (const mime of [
      ...['text/html', 'application/xhtml+xml', 'image/svg+xml', 'text/xml', 'text/javascript'],
      ...['message/rfc822', 'multipart/related', 'application/x-shockwave-flash'],
      ...['', 'x', 'text/html; charset=utf-8', 'image/png\r\nX-Evil: 1', 'image/png, text/html'],
    ])
      expect(typeOf(part(mime)), mime).to.equal('application/octet-stream');
  });

  it('a page may run nothing of it and load nothing with it', () => {
    for (const mime of ['image/png', 'text/html', 'text/plain', 'image/svg+xml', 'audio/x\r\n'])
      expect(policyOf(part(mime))).to.equal("sandbox; default-src 'none'; frame-ancestors 'self'");
    for (const mime of ['video/mp4', 'audio/mp4'])
      expect(policyOf(part(mime)))
        .to.match(/^sandbox allow-same-origin; default-src 'none';/)
        .and.not.include('script');
    expect(policyOf(part('application/pdf')))
      .to.include("default-src 'none'")
      .and.not.include('script-src');
  });

  it('small pictures stay with the browser of the one person while the address is good; nothing else stays', () => {
    for (const rendition of ['thumb', 'preview'] as const)
      expect(cachingOf(part('image/webp', rendition), 299.7)).to.equal('private, max-age=299');
    for (const rendition of ['original', 'pdf', 'play'] as const)
      expect(cachingOf(part('x/y', rendition), 299)).to.equal('private, no-store');
  });

  it('the mark of an original is its SHA-256; that of a rendition tells nobody where its bytes lie', () => {
    const sha = 'b'.repeat(64);
    expect(etagOf(key, fetched('x', part('image/png'), sha))).to.equal(`"${sha}"`);
    const thumb = (contentId: string) => etagOf(key, fetched('x', part('image/webp', 'thumb', contentId)));
    expect(thumb(`${ID}/thumb`)).to.match(/^"[\w-]{43}"$/);
    expect(thumb(`${ID}/thumb`)).to.equal(thumb(`${ID}/thumb`));
    expect(thumb(`${ID}/thumb`)).to.not.equal(thumb('another/thumb'));
    expect(thumb(`${ID}/thumb`)).to.not.equal(
      etagOf(createSecretKey(Buffer.alloc(32, 6)), fetched('x', part('image/webp', 'thumb'))),
    );
  });
});
