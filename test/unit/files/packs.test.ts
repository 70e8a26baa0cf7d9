import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { MANIFEST, manifestOf, uniqueNames } from '../../../server/files/getting/packs.rules.ts';

const bytesOf = (text: string) => Buffer.byteLength(text, 'utf8');

describe('the names in a pack', () => {
  it('stay as they are, and what comes again gets a number before its ending', () => {
    expect(
      uniqueNames(['照片.jpg', '复函.pdf', '照片.jpg', '照片.JPG', '照片 (2).jpg', '无后缀', '无后缀']),
    ).to.deep.equal([
      ...['照片.jpg', '复函.pdf', '照片 (2).jpg', '照片 (3).JPG', '照片 (2) (2).jpg', '无后缀', '无后缀 (2)'],
    ]);
    expect(uniqueNames([MANIFEST])).to.deep.equal(['文件清单 (2).csv']);
  });

  it('are each there once for every system, no longer than names may be, and the first of each is kept', () => {
    const few = fc.constantFrom('a', 'A', '照', 'é', 'e\u0301', '.jpg', '.', ' (2)', '长'.repeat(84));
    const names = fc.array(fc.array(few, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('')));
    fc.assert(
      fc.property(names, (given) => {
        const fit = given.filter((name) => bytesOf(name) <= 255);
        const unique = uniqueNames(fit);
        expect(unique).to.have.length(fit.length);
        expect(new Set(unique.map((n) => n.normalize('NFC').toLowerCase())).size).to.equal(fit.length);
        for (const name of unique) expect(bytesOf(name)).to.be.at.most(255);
        if (fit.length > 0) expect(unique[0]).to.equal(fit[0]);
      }),
    );
  });
});

describe('the list in a pack', () => {
  const line = (name: string) => ({
    ...{ name, original: name, bytes: 12, author: '次仁', at: new Date('2026-03-05T01:00:00Z'), seq: 7 },
    sha256: 'a'.repeat(64),
  });

  it('is a table that gives back what was put in, in any script', () => {
    const names = ['复函.pdf', '引号"和,逗号.txt', '两\n行', 'تەكلىپ.pdf'];
    const rows: string[][] = parse(manifestOf(names.map(line)), { bom: true });
    expect(rows).to.have.length(names.length + 1);
    expect(rows.slice(1).map(([name]) => name)).to.deep.equal(names);
    expect(rows[1]).to.deep.equal([
      ...['复函.pdf', '复函.pdf', '12', '次仁', '2026-03-05T01:00:00.000Z', '7', 'a'.repeat(64)],
    ]);
  });

  it('gives table programs no formula', () => {
    for (const name of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1']) {
      const [, row]: string[][] = parse(manifestOf([line(name)]), { bom: true });
      expect(row?.[0]).to.equal(`'${name}`);
    }
  });
});
