import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import sharp from 'sharp';
import { bringUpOffice } from '../../../embedded/index.ts';
import { makeMake } from '../../../server/files/making/index.ts';
import type { Make } from '../../../server/files/ports.ts';
import { BOUNDS, DOCX, docx, lay, LONGEST, makeFolders, NO_PROGRAMS, zip } from './contents.ts';

describe('What LibreOffice makes of office documents', function () {
  this.timeout(120_000);
  const folders = makeFolders();
  let make: Make;

  before(async function () {
    this.timeout(600_000);
    const cacheDir = process.env['HUYING_CACHE_DIR'];
    const say = (line: string) => process.stderr.write(`  ${line}\n`);
    const soffice = await bringUpOffice({ say, ...(cacheDir ? { cacheDir } : {}) });
    make = makeMake({ programs: { ...NO_PROGRAMS, soffice }, atOnce: 2, bounds: BOUNDS, longest: LONGEST });
  });
  after(() => folders.clear());

  async function made(bytes: Buffer, mime: string) {
    const answer = await make({ ...lay(folders.fresh(), bytes, { name: 'a' }), mime }, folders.fresh());
    if ('refused' in answer) throw new Error(`refused as ${answer.refused}`);
    return answer;
  }

  it('a Word document: a PDF to be read in a browser, how many pages it has, and the first as a picture', async () => {
    const { facts, products } = await made(await docx(), DOCX);
    expect(facts.pages).to.equal(1);
    expect(products.map(({ rendition, mime }) => [rendition, mime])).to.deep.equal([
      ['pdf', 'application/pdf'],
      ['thumb', 'image/webp'],
      ['preview', 'image/webp'],
    ]);
    const [pdf, , preview] = products;
    expect(
      readFileSync(pdf?.path ?? '')
        .subarray(0, 5)
        .toString(),
    ).to.equal('%PDF-');
    const { dominant, channels } = await sharp(preview?.path).stats();
    expect(Math.min(dominant.r, dominant.g, dominant.b), 'a white page').to.be.greaterThan(200);
    expect(channels[0]?.min, 'with something on it').to.be.lessThan(120);
  });

  it('an OpenDocument text', async () => {
    const bytes = await zip({
      mimetype: Buffer.from('application/vnd.oasis.opendocument.text'),
      'META-INF/manifest.xml': Buffer.from(
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
      ),
      'content.xml': Buffer.from(
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:text><text:p>民有所呼</text:p></office:text></office:body></office:document-content>',
      ),
    });
    const { products } = await made(bytes, 'application/vnd.oasis.opendocument.text');
    expect(products.map(({ rendition }) => rendition)).to.deep.equal(['pdf', 'thumb', 'preview']);
  });

  it('nothing of one that it cannot read, and that is no error', async () => {
    const bytes = await docx({ 'word/document.xml': Buffer.from('this is no XML') });
    expect(await made(bytes, DOCX)).to.deep.equal({ facts: {}, products: [] });
  });
});
