import { readFileSync } from 'node:fs';

/** A TrueType font, as far as letters need it (OpenType 1.9: cmap format 4, glyf, hmtx, long loca). */
export interface Font {
  /** The glyph of a character; throws where the font has none. */
  glyphOf(character: string): number;
  /** How far a glyph goes on, in thousandths of the size. */
  widthOf(glyph: number): number;
  /** The font with these glyphs only, under the numbers they have. */
  only(glyphs: ReadonlySet<number>): Buffer;
}

type Tables = ReadonlyMap<string, Buffer>;

/** The font of the demo’s letters. */
export const readFont = (): Font => makeFont(readFileSync(new URL('../data/letters.ttf', import.meta.url)));

function makeFont(bytes: Buffer): Font {
  const tables = tablesOf(bytes);
  const head = tableOf(tables, 'head');
  const metrics = tableOf(tables, 'hmtx');
  const widths = tableOf(tables, 'hhea').readUInt16BE(34);
  const unit = head.readUInt16BE(18);
  const glyphs = charactersOf(tableOf(tables, 'cmap'));
  return {
    glyphOf(character) {
      const glyph = glyphs.get(character.codePointAt(0) ?? 0);
      if (glyph === undefined) throw new Error(`the font of the letters has no ${character}`);
      return glyph;
    },
    widthOf: (glyph) => (metrics.readUInt16BE(Math.min(glyph, widths - 1) * 4) / unit) * 1000,
    only: (wanted) => withGlyphs(tables, wanted),
  };
}

function tablesOf(bytes: Buffer): Tables {
  const count = bytes.readUInt16BE(4);
  return new Map(
    Array.from({ length: count }, (_, i) => {
      const at = 12 + i * 16;
      const from = bytes.readUInt32BE(at + 8);
      return [bytes.toString('latin1', at, at + 4), bytes.subarray(from, from + bytes.readUInt32BE(at + 12))];
    }),
  );
}

function tableOf(tables: Tables, name: string): Buffer {
  const table = tables.get(name);
  if (!table) throw new Error(`the font of the letters has no ${name}`);
  return table;
}

/** Glyphs by code point: segments of a cmap of format 4. */
function charactersOf(cmap: Buffer): Map<number, number> {
  const table = cmap.subarray(cmap.readUInt32BE(8));
  if (table.readUInt16BE(0) !== 4) throw new Error('the font of the letters has a map of another format');
  const segments = table.readUInt16BE(6) / 2;
  const found = new Map<number, number>();
  for (let i = 0; i < segments; i += 1) {
    const last = table.readUInt16BE(14 + i * 2);
    const first = table.readUInt16BE(16 + (segments + i) * 2);
    const delta = table.readUInt16BE(16 + (segments * 2 + i) * 2);
    const at = 16 + (segments * 3 + i) * 2;
    const offset = table.readUInt16BE(at);
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      const glyph = offset === 0 ? code : table.readUInt16BE(at + offset + (code - first) * 2);
      if (glyph !== 0) found.set(code, (glyph + delta) & 0xffff);
    }
  }
  return found;
}

const NOTDEF = 0;

/** What is not wanted becomes empty: no number moves, so that nothing else has to be written anew. */
function withGlyphs(tables: Tables, wanted: ReadonlySet<number>): Buffer {
  const [loca, glyf] = [tableOf(tables, 'loca'), tableOf(tables, 'glyf')];
  const outline = (glyph: number) =>
    glyf.subarray(loca.readUInt32BE(glyph * 4), loca.readUInt32BE(glyph * 4 + 4));
  const used = new Set<number>();
  const add = (glyph: number) => {
    if (used.has(glyph)) return;
    used.add(glyph);
    for (const part of partsOf(outline(glyph))) add(part);
  };
  for (const glyph of [NOTDEF, ...wanted]) add(glyph);
  const places = Buffer.alloc(loca.length);
  const outlines: Buffer[] = [];
  let length = 0;
  for (let glyph = 0; glyph < loca.length / 4 - 1; glyph += 1) {
    if (used.has(glyph)) {
      outlines.push(outline(glyph));
      length += outline(glyph).length;
    }
    places.writeUInt32BE(length, glyph * 4 + 4);
  }
  const kept = ['head', 'hhea', 'maxp', 'hmtx'].map((name) => [name, tableOf(tables, name)] as const);
  return fontOf([...kept, ['loca', places], ['glyf', Buffer.concat(outlines)]]);
}

const MORE_PARTS = 0x20;
const WORDS = 0x01;
const SCALES: readonly (readonly [flag: number, bytes: number])[] = [
  [0x08, 2],
  [0x40, 4],
  [0x80, 8],
];

/** The glyphs that another is put together from. */
function partsOf(outline: Buffer): number[] {
  if (outline.length === 0 || outline.readInt16BE(0) >= 0) return [];
  const parts: number[] = [];
  for (let at = 10, flags = MORE_PARTS; flags & MORE_PARTS;) {
    flags = outline.readUInt16BE(at);
    parts.push(outline.readUInt16BE(at + 2));
    const scale = SCALES.find(([flag]) => flags & flag)?.[1] ?? 0;
    at += 4 + (flags & WORDS ? 4 : 2) + scale;
  }
  return parts;
}

/** A font file of these tables; readers of PDF look at no checksum. */
function fontOf(tables: readonly (readonly [name: string, table: Buffer])[]): Buffer {
  const head = Buffer.alloc(12 + tables.length * 16);
  head.writeUInt32BE(0x00010000, 0);
  head.writeUInt16BE(tables.length, 4);
  const pieces: Buffer[] = [head];
  let at = head.length;
  tables.forEach(([name, table], i) => {
    head.write(name, 12 + i * 16, 'latin1');
    head.writeUInt32BE(at, 12 + i * 16 + 8);
    head.writeUInt32BE(table.length, 12 + i * 16 + 12);
    const rest = Buffer.alloc((4 - (table.length % 4)) % 4);
    pieces.push(table, rest);
    at += table.length + rest.length;
  });
  return Buffer.concat(pieces);
}
