import { deflateSync } from 'node:zlib';
import type { Font } from './font.ts';
import { baselineOf, type Line, PAGE, pagesOf, type Paragraph } from './paper.rules.ts';

/**
 * Paragraphs as a PDF (ISO 32000-1) with what it needs of the font inside: it is drawn everywhere, and its words can be
 * copied and searched. The same paragraphs are the same bytes.
 */
export function pdfOf(paragraphs: readonly Paragraph[], font: Font): Buffer {
  const pages = pagesOf(paragraphs, (one) => font.widthOf(font.glyphOf(one)) / 1000);
  const characters = new Map(
    pages
      .flat()
      .flatMap(({ text }) => Array.from(text))
      .map((one) => [font.glyphOf(one), one]),
  );
  const pageIds = pages.map((_, i) => FIRST_PAGE + i * 2);
  const objects: Buffer[] = [
    plain('<< /Type /Catalog /Pages 2 0 R >>'),
    plain(`<< /Type /Pages /Kids [${pageIds.map(reference).join(' ')}] /Count ${pages.length} >>`),
    plain(
      '<< /Type /Font /Subtype /Type0 /BaseFont /HUYING+Letters /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 7 0 R >>',
    ),
    plain(
      `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /HUYING+Letters /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /CIDToGIDMap /Identity /DW 1000 /W [${widthsOf(characters, font)}] >>`,
    ),
    plain(
      '<< /Type /FontDescriptor /FontName /HUYING+Letters /Flags 4 /FontBBox [-90 -240 973 860] /ItalicAngle 0 /Ascent 937 /Descent -236 /CapHeight 860 /StemV 80 /FontFile2 6 0 R >>',
    ),
    stream(font.only(new Set(characters.keys()))),
    stream(plain(unicodeOf(characters))),
    ...pages.flatMap((lines, i) => [
      plain(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Contents ${reference(FIRST_PAGE + i * 2 + 1)} /Resources << /Font << /F 3 0 R >> >> >>`,
      ),
      stream(plain(lines.map((line, n) => drawn(line, n, font)).join('\n'))),
    ]),
  ];
  return fileOf(objects);
}

const FIRST_PAGE = 8;
const plain = (text: string) => Buffer.from(text, 'latin1');
const reference = (id: number) => `${id} 0 R`;
const hexOf = (value: number) => value.toString(16).padStart(4, '0');

function stream(content: Buffer): Buffer {
  const packed = deflateSync(content, { level: 9 });
  const head = `<< /Length ${packed.length} /Length1 ${content.length} /Filter /FlateDecode >>\nstream\n`;
  return Buffer.concat([plain(head), packed, plain('\nendstream')]);
}

const drawn = ({ text, size, x }: Line, n: number, font: Font) =>
  `BT /F ${size} Tf ${x.toFixed(2)} ${baselineOf(n)} Td <${Array.from(text)
    .map((one) => hexOf(font.glyphOf(one)))
    .join('')}> Tj ET`;

const widthsOf = (characters: ReadonlyMap<number, string>, font: Font) =>
  [...characters.keys()].map((glyph) => `${glyph} [${Math.round(font.widthOf(glyph))}]`).join(' ');

/** At most so many lines stand in one block of a CMap (Adobe Technical Note 5014). */
const BLOCK = 100;

function unicodeOf(characters: ReadonlyMap<number, string>): string {
  const lines = [...characters].map(([glyph, one]) => `<${hexOf(glyph)}> <${utf16Of(one)}>`);
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; at += BLOCK) {
    const block = lines.slice(at, at + BLOCK);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Letters def /CMapType 2 def',
    '1 begincodespacerange\n<0000> <ffff>\nendcodespacerange',
    ...blocks,
    'endcmap CMapName currentdict /CMap defineresource pop end end',
  ].join('\n');
}

const utf16Of = (text: string) => Buffer.from(text, 'utf16le').swap16().toString('hex');

function fileOf(objects: readonly Buffer[]): Buffer {
  const pieces: Buffer[] = [plain('%PDF-1.5\n%\xe5\xe6\xe7\xe8\n')];
  let length = pieces[0]?.length ?? 0;
  const places = objects.map((object, i) => {
    const at = length;
    const piece = Buffer.concat([plain(`${i + 1} 0 obj\n`), object, plain('\nendobj\n')]);
    pieces.push(piece);
    length += piece.length;
    return at;
  });
  const size = objects.length + 1;
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const tail = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`;
  return Buffer.concat([...pieces, plain(tail)]);
}
