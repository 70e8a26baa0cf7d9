import { expect } from 'chai';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { LIMITS, readTable, Unreadable, type Table } from '../../../server/import/index.ts';

const TEXT = '编号,标题,主办单位\n0019,关于加强乡村教育的建议,教育部\n';
const cellsOf = ({ rows }: Table) => rows.map((row) => row.cells);
const LINES = [
  ['编号', '标题', '主办单位'],
  ['0019', '关于加强乡村教育的建议', '教育部'],
];

/** The code and facts with which a reading is refused. */
async function refusalOf(reading: Promise<unknown>) {
  try {
    await reading;
  } catch (error) {
    if (error instanceof Unreadable) return { code: error.code, facts: error.facts };
    throw error;
  }
  throw new Error('it was read');
}

async function workbook(fill: (book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  fill(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

describe('reading delimited text', () => {
  for (const [name, bytes, encoding] of [
    ['UTF-8', Buffer.from(TEXT), 'utf-8'],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${TEXT}`), 'utf-8'],
    ['GB18030 as Chinese Excel writes it', iconv.encode(TEXT, 'gb18030'), 'gb18030'],
    ['UTF-16 with a mark, as “Unicode text”', iconv.encode(TEXT, 'utf-16le', { addBOM: true }), 'utf-16le'],
    ['UTF-16 big-endian with a mark', iconv.encode(TEXT, 'utf-16be', { addBOM: true }), 'utf-16be'],
    ['UTF-16 without a mark', iconv.encode(TEXT, 'utf-16le'), 'utf-16le'],
  ] as const)
    it(`finds out that a file is ${name}`, async () => {
      const table = await readTable(bytes, null);
      expect(table.encoding).to.equal(encoding);
      expect(cellsOf(table)).to.deep.equal(LINES);
    });

  it('reads rare characters of GB18030 that GBK lacks', async () => {
    const table = await readTable(iconv.encode('标题\n关于𠮷县䶮镇的建议\n', 'gb18030'), null);
    expect(cellsOf(table)).to.deep.equal([['标题'], ['关于𠮷县䶮镇的建议']]);
  });

  for (const delimiter of [',', '\t', ';'])
    it(`takes ${JSON.stringify(delimiter)} for the delimiter, not what stands in quotes`, async () => {
      const text = `编号${delimiter}"标题,;,;\t\t"${delimiter}单位\n1${delimiter}"a""b"${delimiter}c\n`;
      const table = await readTable(Buffer.from(text), null);
      expect(table.delimiter).to.equal(delimiter);
      expect(cellsOf(table)).to.deep.equal([
        ['编号', '标题,;,;\t\t', '单位'],
        ['1', 'a"b', 'c'],
      ]);
    });

  it('counts lines as an editor does, over empty lines, line ends of any system and breaks in cells', async () => {
    const text = '编号,标题\r\n\r\n1,"第一行\r\n第二行"\r\n2,b\n3,c\r';
    const { rows } = await readTable(Buffer.from(text), null);
    expect(rows.map(({ line, cells }) => [line, cells[0]])).to.deep.equal([
      [1, '编号'],
      [3, '1'],
      [5, '2'],
      [6, '3'],
    ]);
    expect(rows[1]?.cells[1]).to.equal('第一行\n第二行');
  });

  it('keeps quotes in the middle of a cell and formulas as text', async () => {
    const { rows } = await readTable(Buffer.from('标题,b\n解决“卡脖子”"问题",=1+1|cmd\n'), null);
    expect(rows[1]?.cells).to.deep.equal(['解决“卡脖子”"问题"', '=1+1|cmd']);
  });

  it('marks cells with control characters or bytes of no encoding', async () => {
    const { rows } = await readTable(Buffer.from('编号,标题,内容\n1,"a\u0000b","c\td\ne"\n'), null);
    expect(rows[1]?.problems).to.deep.equal([{ column: 1, code: 'BAD_CHARACTER' }]);
    const garbled = Buffer.concat([iconv.encode('编号,标题\n1,建议', 'gb18030'), Buffer.from([0xff, 0x0a])]);
    expect((await readTable(garbled, null)).rows[1]?.problems).to.deep.equal([
      { column: 1, code: 'BAD_CHARACTER' },
    ]);
  });

  it('reads 100,000 rows and refuses more than its limit', async function () {
    this.timeout(60_000);
    const row = '6441,关于加强乡村教育助力乡村振兴的建议,教育部\n';
    const many = await readTable(Buffer.from(TEXT + row.repeat(100_000)), null);
    expect(many.rows).to.have.length(100_002);
    const refusal = await refusalOf(readTable(Buffer.from('a\n'.repeat(LIMITS.rows + 1)), null));
    expect(refusal).to.deep.equal({
      code: 'TOO_MANY_ROWS',
      facts: { rows: LIMITS.rows + 1, limit: LIMITS.rows },
    });
  });

  it('reads a cell of a million characters', async () => {
    const { rows } = await readTable(Buffer.from(`标题\n"${'字'.repeat(1_000_000)}"\n`), null);
    expect(rows[1]?.cells[0]).to.have.length(1_000_000);
  });

  it('refuses an empty file, one of blank lines, one that is too large', async () => {
    expect(await refusalOf(readTable(Buffer.alloc(0), null))).to.include({ code: 'EMPTY_FILE' });
    expect(await refusalOf(readTable(Buffer.from(' \n,,\n'), null))).to.include({ code: 'EMPTY_FILE' });
    const large = Buffer.alloc(LIMITS.bytes + 1, 'a');
    expect(await refusalOf(readTable(large, null))).to.include({ code: 'TOO_LARGE' });
  });

  it('names the line where a quote was opened and never closed', async () => {
    const refusal = await refusalOf(readTable(Buffer.from('编号,标题\n1,a\n2,"b\n3,c\n'), null));
    expect(refusal).to.deep.equal({ code: 'OPEN_QUOTE', facts: { line: 3 } });
  });
});

describe('reading workbooks', () => {
  it('reads what the sheet shows: leading zeros, rich text, results, dates, links, no exponents', async () => {
    const bytes = await workbook((book) => {
      const sheet = book.addWorksheet('建议');
      sheet.addRow(['编号', '标题', '单位', '日期', '链接', '长号', '是否']);
      const row = sheet.addRow([
        19,
        { richText: [{ text: '关于' }, { font: { bold: true }, text: '教育' }] },
        { formula: 'A1&"部"', result: '教育部' },
        new Date(Date.UTC(2022, 3, 1)),
        { text: '全文', hyperlink: 'https://example.org' },
        202_400_530_000_123,
        true,
      ]);
      row.getCell(1).numFmt = '0000';
    });
    const table = await readTable(bytes, null);
    expect(table).to.include({ format: 'xlsx', sheet: '建议', encoding: null });
    expect(table.rows[1]).to.deep.include({
      line: 2,
      cells: ['0019', '关于教育', '教育部', '2022-04-01', '全文', '202400530000123', '是'],
    });
  });

  it('marks cells whose formula failed', async () => {
    const bytes = await workbook((book) => {
      const sheet = book.addWorksheet('a');
      sheet.addRow(['标题']);
      sheet.addRow([{ error: '#N/A' }, 'x']);
    });
    expect((await readTable(bytes, null)).rows[1]?.problems).to.deep.equal([
      { column: 0, code: 'FORMULA_ERROR' },
    ]);
  });

  it('takes the first visible sheet, or the one asked for by name or number', async () => {
    const bytes = await workbook((book) => {
      book.addWorksheet('说明', { state: 'hidden' }).addRow(['x']);
      book.addWorksheet('一').addRow(['first']);
      book.addWorksheet('二').addRow(['second']);
    });
    const first = async (sheet: string | null) => (await readTable(bytes, sheet)).rows[0]?.cells[0];
    expect(await first(null)).to.equal('first');
    expect(await first('二')).to.equal('second');
    expect(await first('3')).to.equal('second');
    expect(await refusalOf(readTable(bytes, '九'))).to.deep.equal({
      code: 'UNKNOWN_SHEET',
      facts: { asked: '九', sheets: ['说明', '一', '二'] },
    });
  });

  it('refuses the old .xls format, a broken workbook, and one that unpacks to too much', async () => {
    const old = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]);
    expect(await refusalOf(readTable(old, null))).to.include({ code: 'OLD_EXCEL' });
    const bytes = await workbook((book) => book.addWorksheet('a').addRow(['标题']));
    const cut = bytes.subarray(0, bytes.length / 2);
    expect(await refusalOf(readTable(cut, null))).to.include({ code: 'BROKEN_WORKBOOK' });
    const directory = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    const bomb = Buffer.from(bytes);
    bomb.writeUInt32LE(LIMITS.unpackedBytes + 1, directory + 24);
    expect(await refusalOf(readTable(bomb, null))).to.include({ code: 'TOO_LARGE' });
    const liar = Buffer.from(bytes);
    liar.writeUInt32LE(1, directory + 24); // more comes out of it than it says
    expect(await refusalOf(readTable(liar, null))).to.include({ code: 'BROKEN_WORKBOOK' });
  });
});
