import { mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import yazl from 'yazl';
import type { FileKind } from '../../../shared/files.ts';
import { bringUpFfmpeg } from '../../../embedded/index.ts';
import type { Laid } from '../../../server/files/ports.ts';
import { findPrograms } from '../../../server/files/making/index.ts';
import type { Programs } from '../../../server/files/making/programs.ts';

/** What the tests let a program take. */
export const BOUNDS = { seconds: 120, mib: 1_024 };
/** How long recordings may be, as by default. */
export const LONGEST = { voiceSeconds: 300, videoSeconds: 60 };
export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Folders of a test, gone when it is over. */
export function makeFolders(): { fresh(): string; clear(): void } {
  const made: string[] = [];
  return {
    fresh() {
      const folder = realpathSync(mkdtempSync(join(tmpdir(), 'huying-test-')));
      made.push(folder);
      return folder;
    },
    clear() {
      for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A content laid into a folder, without anything in its path that tells what it is. */
export function lay(folder: string, bytes: Buffer, as: { name: string; kind?: FileKind }): Laid {
  const path = join(folder, 'content');
  writeFileSync(path, bytes);
  return { path, bytes: statSync(path).size, name: as.name, kind: as.kind ?? 'document' };
}

/** The FFmpeg of this machine, else one brought for the tests. */
export async function soundPrograms(): Promise<Programs> {
  const cacheDir = process.env['HUYING_CACHE_DIR'];
  const say = (line: string) => process.stderr.write(`  ${line}\n`);
  const found = await bringUpFfmpeg({ say, ...(cacheDir ? { cacheDir } : {}) });
  return findPrograms({ ...found, soffice: '', heif: '' });
}

/** A machine that has no programs at all. */
export const NO_PROGRAMS: Programs = { sound: null, soffice: null, heif: null };

/** A picture: its left half red, the rest blue. */
export function picture(width: number, height: number): Sharp {
  const left = {
    create: { width: Math.max(1, width >> 1), height, channels: 3 as const, background: '#f00' },
  };
  return sharp({ create: { width, height, channels: 3, background: '#00f' } }).composite([
    { input: left, left: 0, top: 0 },
  ]);
}

/** A PDF, as short as can be, of so many pages of this size; each is a dark square at its lower left. */
export function pdf(pages: number, [width, height]: [number, number]): Buffer {
  const drawing = '0 0 100 100 re f';
  const kids = Array.from({ length: pages }, (_, i) => `${4 + i} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`,
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    ...Array.from(
      { length: pages },
      () =>
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents 3 0 R /Resources << >> >>`,
    ),
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  return Buffer.from(
    `${text}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  );
}

const DOCX_TYPES = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${DOCX}.main+xml"/></Types>`;
const DOCX_RELATIONS = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`;
const DOCX_TEXT = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>民有所呼</w:t></w:r></w:p></w:body></w:document>`;

/** A Word document, and what else is to be in it. */
export function docx(more: Readonly<Record<string, Buffer>> = {}): Promise<Buffer> {
  return zip({
    '[Content_Types].xml': Buffer.from(DOCX_TYPES),
    '_rels/.rels': Buffer.from(DOCX_RELATIONS),
    'word/document.xml': Buffer.from(DOCX_TEXT),
    ...more,
  });
}

/** A ZIP file of these entries. */
export async function zip(entries: Readonly<Record<string, Buffer>>): Promise<Buffer> {
  const file = new yazl.ZipFile();
  for (const [name, bytes] of Object.entries(entries)) file.addBuffer(bytes, name);
  file.end();
  return buffer(file.outputStream);
}

/** The same ZIP file, whose directory says of an entry that only so much will come out of it. */
export function lyingZip(bytes: Buffer, name: string, size: number): Buffer {
  const lying = Buffer.from(bytes);
  for (let at = lying.indexOf('PK\x01\x02'); at >= 0; at = lying.indexOf('PK\x01\x02', at + 1)) {
    const nameBytes = lying.readUInt16LE(at + 28);
    if (lying.toString('utf8', at + 46, at + 46 + nameBytes) === name) lying.writeUInt32LE(size, at + 24);
  }
  return lying;
}

/** A PNG that says to be of this size, and has one row of it. */
export function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const chunks: [string, Buffer][] = [
    ['IHDR', header],
    ['IDAT', deflateSync(Buffer.alloc(width + 1))],
    ['IEND', Buffer.alloc(0)],
  ];
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    ...chunks.map(([type, data]) => chunk(type, data)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
