import type { Source } from './source.ts';

/** A box of an ISO base media file (ISO/IEC 14496-12): its type, and where its content begins and ends. */
export interface Box {
  readonly type: string;
  readonly from: number;
  readonly to: number;
}

const MOST_BOXES = 4_096;

/** The boxes between two places; null: they do not fill it exactly, or are not to be read. */
export function boxesIn(source: Source, from: number, to: number): Box[] | null {
  const boxes: Box[] = [];
  for (let at = from; at < to;) {
    const header = source.read(at, 16);
    if (header.length < 8 || boxes.length === MOST_BOXES) return null;
    const type = header.toString('latin1', 4, 8);
    const short = header.readUInt32BE(0);
    const isLong = short === 1;
    if (isLong && header.length < 16) return null;
    const size = isLong ? Number(header.readBigUInt64BE(8)) : short === 0 ? to - at : short;
    const head = isLong ? 16 : 8;
    if (!/^[\x20-\x7e\xa9]{4}$/.test(type) || size < head || at + size > to) return null;
    boxes.push({ type, from: at + head, to: at + size });
    at += size;
  }
  return boxes;
}
