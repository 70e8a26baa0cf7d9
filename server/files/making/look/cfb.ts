import type { Source } from './source.ts';

const FREE = 0xfffffffa; // from here on numbers of sectors have meanings of their own
const ENTRY_BYTES = 128;
const MOST_SECTORS = 2_048; // of the directory: 8 MiB at most
const HEADER_DIFAT = 109;

/** The names of what is in a compound file ([MS-CFB]); null: it cannot be read. */
export function namesInCompound(source: Source): string[] | null {
  const header = source.read(0, 512);
  if (header.length < 512) return null;
  const shift = header.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return null;
  const sectorBytes = 2 ** shift;
  const sector = (n: number) => source.read((n + 1) * sectorBytes, sectorBytes);
  const fat = fatOf(header, sector);
  const names: string[] = [];
  let n = header.readUInt32LE(48);
  for (let i = 0; n < FREE; i += 1) {
    const bytes = sector(n);
    if (i === MOST_SECTORS || bytes.length < sectorBytes) return null;
    for (let at = 0; at < bytes.length; at += ENTRY_BYTES) {
      const length = bytes.readUInt16LE(at + 64);
      if (bytes[at + 66] !== 0 && length >= 2 && length <= 64)
        names.push(bytes.toString('utf16le', at, at + length - 2));
    }
    n = fat(n);
  }
  return names;
}

/** Which sector comes after one. */
function fatOf(header: Buffer, sector: (n: number) => Buffer): (n: number) => number {
  const perSector = 2 ** (header.readUInt16LE(30) - 2);
  const places = Array.from({ length: HEADER_DIFAT }, (_, i) => header.readUInt32LE(76 + i * 4));
  let difat = header.readUInt32LE(68);
  for (let i = 0; difat < FREE && i < MOST_SECTORS; i += 1) {
    const bytes = sector(difat);
    if (bytes.length < perSector * 4) break;
    for (let k = 0; k < perSector - 1; k += 1) places.push(bytes.readUInt32LE(k * 4));
    difat = bytes.readUInt32LE((perSector - 1) * 4);
  }
  return (n) => {
    const place = places[Math.floor(n / perSector)] ?? FREE;
    const bytes = place < FREE ? sector(place) : Buffer.alloc(0);
    const at = (n % perSector) * 4;
    return at + 4 <= bytes.length ? bytes.readUInt32LE(at) : FREE;
  };
}

const KNOWN: readonly [stream: string, mime: string][] = [
  ['WordDocument', 'application/msword'],
  ['Workbook', 'application/vnd.ms-excel'],
  ['Book', 'application/vnd.ms-excel'],
  ['PowerPoint Document', 'application/vnd.ms-powerpoint'],
];
const MACROS = /^(macros|vba|_vba_project(_cur)?|projectwm)$/i;

/** What a compound file is by the names in it: of Word, Excel, PowerPoint or WPS, without programs inside; else null. */
export function officeByNames(names: readonly string[]): string | null {
  if (names.some((name) => MACROS.test(name)) || names.includes('EncryptedPackage')) return null;
  return KNOWN.find(([stream]) => names.includes(stream))?.[1] ?? null;
}
