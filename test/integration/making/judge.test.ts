import { expect } from 'chai';
import iconv from 'iconv-lite';
import type { FileKind } from '../../../shared/files.ts';
import { makeJudge } from '../../../server/files/making/index.ts';
import { FILE_TYPES } from '../../../shared/file-types.ts';
import { compound } from '../../support/compound-file.ts';
import { BOUNDS, DOCX, docx, lay, lyingZip, makeFolders, pdf, picture, zip } from './contents.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const HTML = '<!doctype html><html><body><script>alert(1)</script></body></html>';

describe('What a content is, whatever its name says', function () {
  this.timeout(60_000);
  const folders = makeFolders();
  const judgeIt = makeJudge({ atOnce: 2, bounds: BOUNDS });
  after(() => folders.clear());

  const judge = (bytes: Buffer | string, name: string, kind: FileKind = 'document') =>
    judgeIt(lay(folders.fresh(), Buffer.from(bytes), { name, kind }), FILE_TYPES);
  const refuses = async (bytes: Buffer | string, name: string, kind: FileKind = 'document') => {
    const judged = await judge(bytes, name, kind);
    return 'refused' in judged ? judged.refused : judged.mime;
  };

  describe('takes', () => {
    for (const [format, mime] of [
      ['jpeg', 'image/jpeg'],
      ['png', 'image/png'],
      ['webp', 'image/webp'],
      ['gif', 'image/gif'],
      ['avif', 'image/avif'],
    ] as const)
      it(`a picture in ${format}`, async () => {
        const bytes = await picture(40, 30).toFormat(format).toBuffer();
        expect(await judge(bytes, `现场.${format}`, 'picture')).to.deep.equal({ mime });
      });

    it('a picture under the name of another kind of picture, as phones call them', async () => {
      const bytes = await picture(40, 30).webp().toBuffer();
      expect(await judge(bytes, 'IMG_0001.jpg', 'picture')).to.deep.equal({ mime: 'image/webp' });
    });

    it('a photograph after which the camera put a second picture', async () => {
      const bytes = await picture(40, 30).jpeg().toBuffer();
      expect(await judge(Buffer.concat([bytes, bytes]), 'a.jpg', 'picture')).to.deep.equal({
        mime: 'image/jpeg',
      });
    });

    it('a PDF', async () => {
      expect(await judge(pdf(1, [595, 842]), '关于水利的建议.pdf')).to.deep.equal({
        mime: 'application/pdf',
      });
    });

    it('a Word document by what is in it', async () => {
      expect(await judge(await docx(), '答复.docx')).to.deep.equal({ mime: DOCX });
    });

    it('an OpenDocument text', async () => {
      const mime = 'application/vnd.oasis.opendocument.text';
      const bytes = await zip({ mimetype: Buffer.from(mime), 'content.xml': Buffer.from('<a/>') });
      expect(await judge(bytes, 'a.odt')).to.deep.equal({ mime });
    });

    for (const [stream, name, mime] of [
      ['WordDocument', 'a.doc', 'application/msword'],
      ['WordDocument', '呈报.wps', 'application/msword'],
      ['Workbook', 'a.xls', 'application/vnd.ms-excel'],
      ['PowerPoint Document', 'a.ppt', 'application/vnd.ms-powerpoint'],
    ] as const)
      it(`${name} by the stream “${stream}” in it`, async () => {
        expect(await judge(compound(['\x05SummaryInformation', stream]), name)).to.deep.equal({ mime });
      });

    it('a text in UTF-8 and one in GB18030', async () => {
      const text = '民有所呼，我有所应。\n'.repeat(20_000);
      expect(await judge(text, '纪要.txt')).to.deep.equal({ mime: 'text/plain' });
      expect(await judge(iconv.encode(text, 'gb18030'), '纪要.txt')).to.deep.equal({ mime: 'text/plain' });
    });

    it('a table as text', async () => {
      expect(await judge('编号,标题\n1,水利\n', '清单.csv')).to.deep.equal({ mime: 'text/csv' });
    });
  });

  describe('refuses as not allowed', () => {
    for (const [what, bytes, name, kind] of [
      ['a drawing that may have a script (SVG)', SVG, 'a.svg', 'picture'],
      ['SVG under the name of a picture', SVG, 'a.jpg', 'picture'],
      ['SVG with a declaration before it', `<?xml version="1.0"?>\n${SVG}`, 'a.jpg', 'picture'],
      ['a page under the name of a picture', HTML, 'a.jpg', 'picture'],
      ['a page under the name of a text', HTML, 'a.txt', 'document'],
      ['a shell script under the name of a text', '#!/bin/sh\nrm -rf /\n', 'a.txt', 'document'],
      ['a text that its name makes a program', '@echo off\r\ndel *\r\n', '通知.bat', 'document'],
      ['a text sent as a picture', '民有所呼', 'a.txt', 'picture'],
      ['a PDF under the name of a picture', pdf(1, [595, 842]), 'a.jpg', 'document'],
      ['a PDF sent as a voice', pdf(1, [595, 842]), 'a.pdf', 'voice'],
      ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)]), 'a.txt', 'document'],
      ['bytes that are nothing', Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), 'a.txt', 'document'],
      ['an old document with macros', compound(['WordDocument', 'Macros', 'VBA']), 'a.doc', 'document'],
      [
        'an old document that is encrypted',
        compound(['EncryptedPackage', 'EncryptionInfo']),
        'a.doc',
        'document',
      ],
      ['an installer', compound(['\u0005SummaryInformation', 'Binary.setup']), 'a.doc', 'document'],
    ] as const)
      it(what, async () => {
        expect(await refuses(bytes, name, kind)).to.equal('not-allowed');
      });

    it('an archive', async () => {
      expect(await refuses(await zip({ 'a.txt': Buffer.from('a') }), 'a.zip')).to.equal('not-allowed');
    });

    it('a document with macros', async () => {
      const bytes = await docx({ 'word/vbaProject.bin': Buffer.from('x') });
      expect(await refuses(bytes, 'a.docx')).to.equal('not-allowed');
    });

    it('a document with a program in it', async () => {
      const bytes = await docx({ 'word/embeddings/setup.exe': Buffer.from('MZ') });
      expect(await refuses(bytes, 'a.docx')).to.equal('not-allowed');
    });

    for (const format of ['jpeg', 'png', 'gif', 'webp'] as const) {
      it(`a ZIP behind a picture in ${format}`, async () => {
        const bytes = await picture(40, 30).toFormat(format).toBuffer();
        const hidden = await zip({ 'a.js': Buffer.from('alert(1)') });
        expect(await refuses(Buffer.concat([bytes, hidden]), 'a.jpg', 'picture')).to.equal('not-allowed');
      });

      it(`a page behind a picture in ${format}`, async () => {
        const bytes = await picture(40, 30).toFormat(format).toBuffer();
        const both = Buffer.concat([bytes, Buffer.from(HTML)]);
        expect(await refuses(both, 'a.jpg', 'picture')).to.equal('not-allowed');
      });
    }

    it('a picture whose beginning reads like a page', async () => {
      const bytes = await picture(40, 30).jpeg().toBuffer();
      const said = Buffer.from(HTML);
      const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, said.length + 2]), said]);
      const both = Buffer.concat([bytes.subarray(0, 2), comment, bytes.subarray(2)]);
      expect(await refuses(both, 'a.jpg', 'picture')).to.equal('not-allowed');
    });

    it('a PDF that is a ZIP as well', async () => {
      const both = Buffer.concat([pdf(1, [595, 842]), await zip({ 'a.txt': Buffer.from('a') })]);
      expect(await refuses(both, 'a.pdf')).to.equal('not-allowed');
    });

    it('what the congress does not take', async () => {
      const laid = lay(folders.fresh(), pdf(1, [595, 842]), { name: 'a.pdf' });
      expect(await judgeIt(laid, ['text/plain'])).to.deep.equal({ refused: 'not-allowed' });
    });
  });

  describe('refuses as bombs', () => {
    const zeros = Buffer.alloc(64 * 1024 ** 2);

    it('a document that unfolds to far more than it is', async () => {
      const bytes = await docx({ 'word/media/image1.bmp': zeros });
      expect(bytes.length).to.be.lessThan(200_000);
      expect(await refuses(bytes, '答复.docx')).to.equal('bomb');
    });

    it('a document that does so and says otherwise', async () => {
      const bytes = lyingZip(await docx({ 'word/media/image1.bmp': zeros }), 'word/media/image1.bmp', 1_000);
      expect(await refuses(bytes, '答复.docx')).to.equal('bomb');
    });

    it('a document of more parts than any has', async () => {
      const many = Array.from({ length: 10_001 }, (_, i) => [`word/${i}`, Buffer.alloc(0)] as const);
      expect(await refuses(await docx(Object.fromEntries(many)), '答复.docx')).to.equal('bomb');
    });
  });

  describe('refuses as broken', () => {
    it('half a document', async () => {
      const bytes = await docx();
      expect(await refuses(bytes.subarray(0, bytes.length >> 1), '答复.docx')).to.equal('broken');
    });

    for (const format of ['jpeg', 'png', 'gif', 'webp'] as const)
      it(`half a picture in ${format}`, async () => {
        const bytes = await picture(400, 300).toFormat(format).toBuffer();
        expect(await refuses(bytes.subarray(0, bytes.length >> 1), 'a.jpg', 'picture')).to.equal('broken');
      });
  });

  it('refuses as broken what two processes died of', async () => {
    const strict = makeJudge({ atOnce: 1, bounds: { seconds: 60, mib: 8 } });
    const laid = lay(folders.fresh(), Buffer.from('民有所呼'), { name: 'a.txt' });
    expect(await strict(laid, FILE_TYPES)).to.deep.equal({ refused: 'broken' });
  });

  it('refuses nothing at all as empty', async () => {
    expect(await refuses('', 'a.txt')).to.equal('empty');
  });
});
