import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import excel from 'exceljs';
import sharp from 'sharp';
import { bringUpOffice } from '../../../embedded/index.ts';
import { makeJudge, makeMake } from '../../../server/files/making/index.ts';
import type { Make, Product } from '../../../server/files/ports.ts';
import { FILE_TYPES } from '../../../shared/file-types.ts';
import { BOUNDS, DOCX, docx, lay, LONGEST, makeFolders, NO_PROGRAMS, zip } from './contents.ts';

const OOXML = 'application/vnd.openxmlformats-officedocument';
const ODF = 'application/vnd.oasis.opendocument';
const ODT = `${ODF}.text`;
const ODP = `${ODF}.presentation`;

/** An OpenDocument file with this in its body. */
function openDocument(mime: string, body: string): Promise<Buffer> {
  const urn = 'urn:oasis:names:tc:opendocument:xmlns';
  const namespaces = ['office', 'text', 'drawing', 'svg-compatible']
    .map((name) => `xmlns:${name.replace('drawing', 'draw').replace('-compatible', '')}="${urn}:${name}:1.0"`)
    .join(' ');
  const entry = (path: string, type: string) =>
    `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="${type}"/>`;
  return zip({
    mimetype: Buffer.from(mime),
    'META-INF/manifest.xml': Buffer.from(
      `<manifest:manifest xmlns:manifest="${urn}:manifest:1.0">${entry('/', mime)}${entry('content.xml', 'text/xml')}</manifest:manifest>`,
    ),
    'content.xml': Buffer.from(
      `<office:document-content ${namespaces} office:version="1.2"><office:body>${body}</office:body></office:document-content>`,
    ),
  });
}

const odt = () => openDocument(ODT, '<office:text><text:p>民有所呼</text:p></office:text>');

/** Two slides. */
const odp = () => {
  const slide = (says: string) =>
    `<draw:page draw:name="${says}"><draw:frame svg:x="2cm" svg:y="2cm" svg:width="20cm" svg:height="5cm"><draw:text-box><text:p>${says}</text:p></draw:text-box></draw:frame></draw:page>`;
  return openDocument(
    ODP,
    `<office:presentation>${slide('民有所呼')}${slide('我有所应')}</office:presentation>`,
  );
};

async function xlsx(): Promise<Buffer> {
  const book = new excel.Workbook();
  book.addWorksheet('办理情况').addRows([
    ['编号', '标题', '承办单位'],
    [1, '关于加强乡村教育助力乡村振兴的建议', '教育部'],
  ]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

describe('What LibreOffice makes of office documents', function () {
  this.timeout(120_000);
  const folders = makeFolders();
  let soffice: string;
  let make: Make;

  before(async function () {
    this.timeout(600_000);
    const cacheDir = process.env['HUYING_CACHE_DIR'];
    const say = (line: string) => process.stderr.write(`  ${line}\n`);
    soffice = await bringUpOffice({ say, ...(cacheDir ? { cacheDir } : {}) });
    make = makeMake({ programs: { ...NO_PROGRAMS, soffice }, atOnce: 2, bounds: BOUNDS, longest: LONGEST });
  });
  after(() => folders.clear());

  async function made(bytes: Buffer, mime: string) {
    const answer = await make({ ...lay(folders.fresh(), bytes, { name: 'a' }), mime }, folders.fresh());
    if ('refused' in answer) throw new Error(`refused as ${answer.refused}`);
    return answer;
  }

  /** The same document as another kind of file, as LibreOffice writes it. */
  function asEnding(ending: string, bytes: Buffer, from: string): Buffer {
    const folder = folders.fresh();
    writeFileSync(join(folder, `source.${from}`), bytes);
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
    const args = [profile, '--headless', '--convert-to', ending, '--outdir', folder, `source.${from}`];
    execFileSync(soffice, args, { cwd: folder, stdio: 'ignore' });
    return readFileSync(join(folder, `source.${ending}`));
  }

  /** A PDF, and its first page as two pictures: white, with something on it. */
  async function expectPreview(products: readonly Product[]): Promise<void> {
    expect(products.map(({ rendition, mime }) => [rendition, mime])).to.deep.equal([
      ['pdf', 'application/pdf'],
      ['thumb', 'image/webp'],
      ['preview', 'image/webp'],
    ]);
    const [pdf, , preview] = products;
    expect(readFileSync(pdf?.path ?? '').toString('latin1', 0, 5)).to.equal('%PDF-');
    const { dominant, channels } = await sharp(preview?.path).stats();
    expect(Math.min(dominant.r, dominant.g, dominant.b), 'a white page').to.be.greaterThan(200);
    expect(channels[0]?.min, 'with something on it').to.be.lessThan(120);
  }

  it('a Word document: a PDF to be read in a browser, how many pages it has, and the first as a picture', async () => {
    const { facts, products } = await made(await docx(), DOCX);
    expect(facts.pages).to.equal(1);
    await expectPreview(products);
  });

  it('an OpenDocument text', async () => {
    const { products } = await made(await odt(), ODT);
    expect(products.map(({ rendition }) => rendition)).to.deep.equal(['pdf', 'thumb', 'preview']);
  });

  const OTHERS: [what: string, name: string, mime: string, pages: number, write: () => Promise<Buffer>][] = [
    ['a table as Excel keeps it', '清单.xlsx', `${OOXML}.spreadsheetml.sheet`, 1, xlsx],
    [
      'slides as PowerPoint keeps them',
      '汇报.pptx',
      `${OOXML}.presentationml.presentation`,
      2,
      async () => asEnding('pptx', await odp(), 'odp'),
    ],
    [
      'a Word document of the old kind',
      '答复.doc',
      'application/msword',
      1,
      async () => asEnding('doc', await docx(), 'docx'),
    ],
    [
      'a table of the old kind',
      '清单.xls',
      'application/vnd.ms-excel',
      1,
      async () => asEnding('xls', await xlsx(), 'xlsx'),
    ],
    [
      'slides of the old kind',
      '汇报.ppt',
      'application/vnd.ms-powerpoint',
      2,
      async () => asEnding('ppt', await odp(), 'odp'),
    ],
  ];
  for (const [what, name, mime, pages, write] of OTHERS)
    it(`${what}: it is taken for what it is, and read as a PDF`, async () => {
      const bytes = await write();
      const judge = makeJudge({ atOnce: 1, bounds: BOUNDS });
      expect(await judge(lay(folders.fresh(), bytes, { name }), FILE_TYPES)).to.deep.equal({ mime });
      const { facts, products } = await made(bytes, mime);
      expect(facts.pages).to.equal(pages);
      await expectPreview(products);
    });

  it('nothing of one that it cannot read, and that is no error', async () => {
    const bytes = await docx({ 'word/document.xml': Buffer.from('this is no XML') });
    expect(await made(bytes, DOCX)).to.deep.equal({ facts: {}, products: [] });
  });
});
