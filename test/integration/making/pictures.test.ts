import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isBlurhashValid } from 'blurhash';
import { expect } from 'chai';
import sharp from 'sharp';
import type { FileKind } from '../../../shared/files.ts';
import type { Made, Product } from '../../../server/files/ports.ts';
import { makeMake } from '../../../server/files/making/index.ts';
import {
  BOUNDS,
  DOCX,
  docx,
  lay,
  LONGEST,
  makeFolders,
  NO_PROGRAMS,
  pdf,
  picture,
  pngHeader,
} from './contents.ts';

type Seen = Extract<Made, { facts: unknown }>;

describe('What is made of pictures and documents', function () {
  this.timeout(60_000);
  const folders = makeFolders();
  const makeIt = makeMake({ programs: NO_PROGRAMS, atOnce: 2, bounds: BOUNDS, longest: LONGEST });
  after(() => folders.clear());

  const make = (bytes: Buffer, mime: string, kind: FileKind = 'picture') =>
    makeIt({ ...lay(folders.fresh(), bytes, { name: 'a', kind }), mime }, folders.fresh());
  async function seen(bytes: Buffer, mime: string, kind: FileKind = 'picture'): Promise<Seen> {
    const made = await make(bytes, mime, kind);
    if ('refused' in made) throw new Error(`refused as ${made.refused}`);
    return made;
  }
  const product = (made: Seen, rendition: Product['rendition']) =>
    made.products.find((one) => one.rendition === rendition)?.path ?? `there is no ${rendition}`;
  const sizeOf = async (path: string) => {
    const { width, height, format } = await sharp(path).metadata();
    return { width, height, format };
  };
  /** What colour a picture has at this place, roughly. */
  async function colourAt(path: string, left: number, top: number): Promise<'red' | 'blue' | 'other'> {
    const [r = 0, g = 0, b = 0] = await sharp(path)
      .extract({ left, top, width: 1, height: 1 })
      .removeAlpha()
      .raw()
      .toBuffer();
    if (r > 200 && g < 60 && b < 60) return 'red';
    return b > 200 && r < 60 && g < 60 ? 'blue' : 'other';
  }

  it('a picture: two sizes in WebP, its size, and a few colours', async () => {
    const made = await seen(await picture(3_000, 2_000).jpeg().toBuffer(), 'image/jpeg');
    expect(made.facts.size).to.deep.equal({ width: 3_000, height: 2_000 });
    expect(isBlurhashValid(made.facts.blur ?? '').result).to.equal(true);
    expect(made.products.map(({ rendition, mime }) => [rendition, mime])).to.deep.equal([
      ['thumb', 'image/webp'],
      ['preview', 'image/webp'],
    ]);
    expect(await sizeOf(product(made, 'preview'))).to.deep.equal({
      width: 1_280,
      height: 853,
      format: 'webp',
    });
    expect(await sizeOf(product(made, 'thumb'))).to.deep.equal({ width: 320, height: 213, format: 'webp' });
  });

  it('a small picture is not blown up', async () => {
    const made = await seen(await picture(100, 50).png().toBuffer(), 'image/png');
    expect(await sizeOf(product(made, 'preview'))).to.deep.equal({ width: 100, height: 50, format: 'webp' });
  });

  it('a picture taken with the phone turned stands upright', async () => {
    // Orientation 6: to be turned by a quarter to the right, so that what was left is above.
    const bytes = await picture(400, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const made = await seen(bytes, 'image/jpeg');
    const preview = product(made, 'preview');
    expect(made.facts.size).to.deep.equal({ width: 200, height: 400 });
    expect(await sizeOf(preview)).to.deep.equal({ width: 200, height: 400, format: 'webp' });
    expect(await colourAt(preview, 100, 20)).to.equal('red');
    expect(await colourAt(preview, 100, 380)).to.equal('blue');
  });

  it('nothing that the camera wrote is left: no place, no name, no profile', async () => {
    const bytes = await picture(400, 200)
      .withExif({
        IFD0: { Artist: 'Zhang San', Model: 'SecretPhone' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '39/1 54/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '116/1 23/1 0/1',
        },
      })
      .withIccProfile('p3')
      .jpeg()
      .toBuffer();
    const before = await sharp(bytes).metadata();
    expect(before.exif?.includes('SecretPhone'), 'the test’s own picture says it').to.equal(true);
    expect(before.icc).to.not.equal(undefined);
    const made = await seen(bytes, 'image/jpeg');
    for (const { path } of made.products) {
      const { exif, icc, xmp, iptc } = await sharp(path).metadata();
      expect([exif, icc, xmp, iptc]).to.deep.equal([undefined, undefined, undefined, undefined]);
      expect(readFileSync(path).includes('SecretPhone')).to.equal(false);
    }
  });

  for (const format of ['webp', 'gif', 'avif'] as const)
    it(`a picture in ${format} is shown`, async () => {
      const made = await seen(await picture(400, 200).toFormat(format).toBuffer(), `image/${format}`);
      expect(await colourAt(product(made, 'preview'), 20, 20)).to.equal('red');
      expect(await colourAt(product(made, 'preview'), 380, 180)).to.equal('blue');
    });

  it('what can be seen through stays so', async () => {
    const bytes = await sharp({ create: { width: 50, height: 50, channels: 4, background: '#0000' } })
      .png()
      .toBuffer();
    const made = await seen(bytes, 'image/png');
    expect((await sharp(product(made, 'preview')).metadata()).hasAlpha).to.equal(true);
  });

  it('a picture of 50,000 × 50,000 is refused by its header', async () => {
    const bytes = pngHeader(50_000, 50_000);
    expect(bytes.length).to.be.lessThan(1_000);
    expect(await make(bytes, 'image/png')).to.deep.equal({ refused: 'bomb' });
  });

  it('a picture that ends in the middle is broken', async () => {
    const bytes = await picture(2_000, 2_000).jpeg().toBuffer();
    expect(await make(bytes.subarray(0, bytes.length >> 1), 'image/jpeg')).to.deep.equal({
      refused: 'broken',
    });
  });

  it('a picture that is none is broken', async () => {
    expect(await make(Buffer.from('民有所呼'), 'image/png')).to.deep.equal({ refused: 'broken' });
  });

  it('a picture that two processes died of is broken', async () => {
    const [programs, longest] = [NO_PROGRAMS, LONGEST];
    const strict = makeMake({ programs, atOnce: 1, bounds: { seconds: 60, mib: 8 }, longest });
    const laid = lay(folders.fresh(), await picture(40, 30).png().toBuffer(), { name: 'a' });
    expect(await strict({ ...laid, mime: 'image/png' }, folders.fresh())).to.deep.equal({
      refused: 'broken',
    });
  });

  it('a drawing is not drawn, even when somebody lets it through', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
    expect(await make(Buffer.from(svg), 'image/png')).to.deep.equal({ refused: 'broken' });
  });

  it('a picture sent as a document is shown all the same', async () => {
    const made = await seen(await picture(400, 200).png().toBuffer(), 'image/png', 'document');
    expect(made.products).to.have.length(2);
  });

  it('a PDF: how many pages it has, and the first as a picture', async () => {
    const made = await seen(pdf(3, [595, 842]), 'application/pdf', 'document');
    expect(made.facts.pages).to.equal(3);
    expect(await sizeOf(product(made, 'preview'))).to.deep.equal({
      width: 905,
      height: 1_280,
      format: 'webp',
    });
    const { data } = await sharp(product(made, 'preview'))
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const at = (left: number, top: number) => data[top * 905 + left] ?? -1;
    expect(at(20, 1_260), 'the square at the lower left').to.be.lessThan(60);
    expect(at(800, 100), 'the paper').to.be.greaterThan(200);
  });

  it('a PDF that is none is broken', async () => {
    expect(await make(Buffer.from('%PDF-1.4\n???'), 'application/pdf', 'document')).to.deep.equal({
      refused: 'broken',
    });
  });

  it('a page without an end is drawn as a line, not as a wall of memory', async () => {
    const made = await seen(pdf(1, [14_400, 1]), 'application/pdf', 'document');
    expect(await sizeOf(product(made, 'preview'))).to.deep.equal({ width: 1_280, height: 1, format: 'webp' });
  });

  it('where there is no LibreOffice, nothing is made of an office document, and that is no error', async () => {
    expect(await make(await docx(), DOCX, 'document')).to.deep.equal({ facts: {}, products: [] });
  });

  it('a LibreOffice that falls over costs the preview, not the document', async () => {
    const soffice = join(folders.fresh(), 'soffice');
    writeFileSync(soffice, '#!/bin/sh\nkill -SEGV $$\n', { mode: 0o755 });
    const fragile = makeMake({
      programs: { ...NO_PROGRAMS, soffice },
      atOnce: 1,
      bounds: BOUNDS,
      longest: LONGEST,
    });
    const laid = lay(folders.fresh(), await docx(), { name: '答复.docx' });
    expect(await fragile({ ...laid, mime: DOCX }, folders.fresh())).to.deep.equal({
      facts: {},
      products: [],
    });
  });

  it('where there is no FFmpeg, a voice and a video are kept as they are', async () => {
    for (const [mime, kind] of [
      ['audio/webm', 'voice'],
      ['video/mp4', 'video-note'],
    ] as const)
      expect(await make(Buffer.from('x'), mime, kind)).to.deep.equal({ facts: {}, products: [] });
  });

  it('nothing is made of a text', async () => {
    expect(await make(Buffer.from('民有所呼'), 'text/plain', 'document')).to.deep.equal({
      facts: {},
      products: [],
    });
  });

  it('all that is made lies in the folder that was given', async () => {
    const folder = folders.fresh();
    const laid = lay(folders.fresh(), await picture(400, 200).png().toBuffer(), {
      name: 'a',
      kind: 'picture',
    });
    await makeIt({ ...laid, mime: 'image/png' }, folder);
    expect(readdirSync(folder).sort()).to.deep.equal(['preview', 'thumb']);
  });
});
