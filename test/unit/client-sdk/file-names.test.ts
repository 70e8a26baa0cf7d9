import { expect } from 'chai';
import { asFileName } from '../../../client-sdk/file-names.ts';
import { fileName } from '../../../shared/files.ts';

describe('names of files', () => {
  const names: [given: string, kept: string][] = [
    ['关于推进养老服务的建议.pdf', '关于推进养老服务的建议.pdf'],
    ['/home/me/方案 (终稿).docx', '方案 (终稿).docx'],
    ['C:\\文件\\照片.JPG', '照片.JPG'],
    ['../../etc/passwd', 'passwd'],
    ['a\u202Egpj.exe', 'agpj.exe'],
    ['一\u0000二\t三\n.txt', '一二三.txt'],
    ['  留白.txt  ', '留白.txt'],
    ['ئۇيغۇرچە ھۆججەت.pdf', 'ئۇيغۇرچە ھۆججەت.pdf'],
  ];
  for (const [given, kept] of names)
    it(`make of ${JSON.stringify(given)} what the contract takes`, () => {
      expect(asFileName(given, 'document')).to.equal(kept);
      expect(fileName.safeParse(kept).success).to.equal(true);
    });

  it('are given where there is none', () => {
    for (const nothing of ['', '   ', '..', '/', '\u202E'])
      expect(asFileName(nothing, 'voice'), JSON.stringify(nothing)).to.equal('voice');
  });

  it('are cut between characters to the bytes that fit, and keep their ending', () => {
    for (const stem of ['长'.repeat(200), '🏞️'.repeat(90), 'a'.repeat(400)]) {
      const name = asFileName(`${stem}.pdf`, 'document');
      expect(name.endsWith('.pdf')).to.equal(true);
      expect(Buffer.byteLength(name)).to.be.within(240, 255);
      expect(fileName.safeParse(name).success).to.equal(true);
    }
  });
});
