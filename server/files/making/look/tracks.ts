import { type Box, boxesIn } from './boxes.ts';
import type { Source } from './source.ts';

/** What a film container carries. */
export interface Tracks {
  readonly hasSound: boolean;
  readonly hasPicture: boolean;
}

/** The tracks of an MP4 or QuickTime file; null: it does not say them. */
export function tracksOfMp4(source: Source): Tracks | null {
  const top = topBoxes(source);
  const film = top.find(({ type }) => type === 'moov');
  const tracks = film && boxesIn(source, film.from, film.to)?.filter(({ type }) => type === 'trak');
  if (!tracks) return null;
  const handlers = tracks.map((track) => handlerOf(source, track));
  return said(handlers.includes('soun'), handlers.includes('vide'));
}

/** The boxes at the top, until one is not to be read: players are content with that as well. */
function topBoxes(source: Source): Box[] {
  const boxes: Box[] = [];
  for (let at = 0; at < source.bytes && boxes.length < 1_000;) {
    const header = source.read(at, 16);
    if (header.length < 8) break;
    const short = header.readUInt32BE(0);
    const long = short === 1 && header.length === 16 ? Number(header.readBigUInt64BE(8)) : short;
    const size = short === 0 ? source.bytes - at : long;
    if (size < 8) break;
    const end = Math.min(at + size, source.bytes);
    boxes.push({ type: header.toString('latin1', 4, 8), from: at + (short === 1 ? 16 : 8), to: end });
    at += size;
  }
  return boxes;
}

function handlerOf(source: Source, track: Box): string | null {
  const media = boxesIn(source, track.from, track.to)?.find(({ type }) => type === 'mdia');
  const handler = media && boxesIn(source, media.from, media.to)?.find(({ type }) => type === 'hdlr');
  // version and flags, predefined, then the handler’s type
  return handler ? source.read(handler.from + 8, 4).toString('latin1') : null;
}

const SEGMENT = 0x18538067;
const TRACKS = 0x1654ae6b;
const CLUSTER = 0x1f43b675;
const TRACK_ENTRY = 0xae;
const TRACK_TYPE = 0x83;

/** The tracks of a WebM file (RFC 8794, RFC 9559); null: it does not say them before it begins to play. */
export function tracksOfWebm(source: Source): Tracks | null {
  const segment = elementsIn(source, 0, source.bytes).find(({ id }) => id === SEGMENT);
  const tracks = segment && elementsIn(source, segment.from, segment.to).find(({ id }) => id === TRACKS);
  if (!tracks) return null;
  const types = elementsIn(source, tracks.from, tracks.to)
    .filter(({ id }) => id === TRACK_ENTRY)
    .flatMap(({ from, to }) => elementsIn(source, from, to).filter(({ id }) => id === TRACK_TYPE))
    .map(({ from, to }) => source.read(from, Math.min(to - from, 8)).at(-1));
  return said(types.includes(2), types.includes(1));
}

const said = (hasSound: boolean, hasPicture: boolean): Tracks | null =>
  hasSound || hasPicture ? { hasSound, hasPicture } : null;

interface Element {
  readonly id: number;
  readonly from: number;
  readonly to: number;
}

function elementsIn(source: Source, from: number, to: number): Element[] {
  const elements: Element[] = [];
  for (let at = from; at < to && elements.length < 1_000;) {
    const head = source.read(at, 12);
    const id = vint(head, 0, true);
    const size = id && vint(head, id.length, false);
    if (!id || !size) break;
    const start = at + id.length + size.length;
    // Recorders that stream do not know how long their segment will be.
    const end = size.value === null ? to : Math.min(start + size.value, to);
    elements.push({ id: id.value ?? 0, from: start, to: end });
    if (id.value === CLUSTER) break;
    at = end;
  }
  return elements;
}

/** A number of variable length; its value is null where all bits say “unknown”. */
function vint(
  bytes: Buffer,
  at: number,
  withMarker: boolean,
): { length: number; value: number | null } | null {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (first === 0 || length > (withMarker ? 4 : 8) || at + length > bytes.length) return null;
  const bits = [...bytes.subarray(at + 1, at + length)].reduce(
    (value, byte) => value * 256 + byte,
    withMarker ? first : first & (0xff >> length),
  );
  const isUnknown = !withMarker && bits === 2 ** (7 * length) - 1;
  return { length, value: isUnknown ? null : bits };
}
