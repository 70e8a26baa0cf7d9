/** Words by which a page or a program begins; no picture has any of them near its beginning. */
const MARKUP = [
  '<script',
  '<html',
  '<!doctype',
  '<svg',
  '<body',
  '<iframe',
  '<?php',
  '<?xml-stylesheet',
  'javascript:',
];
const FIRST_BYTES = 1_024;
const ZIP_END = Buffer.from('PK\x05\x06', 'latin1');
const ZIP_END_BYTES = 22;
/** Where the end of a ZIP file is searched by who opens one. */
const ZIP_TAIL_BYTES = ZIP_END_BYTES + 0xffff;

/** Whether bytes read like a page or a script. */
export function readsLikeMarkup(bytes: Buffer): boolean {
  const text = bytes.toString('latin1').toLowerCase();
  return MARKUP.some((word) => text.includes(word));
}

/** Whether the beginning of a picture reads like a page: some programs go by that. */
export const beginsWithMarkup = (bytes: Buffer): boolean => readsLikeMarkup(bytes.subarray(0, FIRST_BYTES));

/** How much of the end of a content `endsAsZip` has to see. */
export const TAIL_BYTES = ZIP_TAIL_BYTES;

/** Whether who opens ZIP files would find one here; `exactly`: only where it goes to the very end. */
export function endsAsZip(tail: Buffer, { exactly }: { exactly: boolean }): boolean {
  const from = Math.max(0, tail.length - ZIP_TAIL_BYTES);
  for (let at = tail.indexOf(ZIP_END, from); at >= 0; at = tail.indexOf(ZIP_END, at + 1)) {
    if (!exactly) return true;
    if (at + ZIP_END_BYTES <= tail.length && at + ZIP_END_BYTES + tail.readUInt16LE(at + 20) === tail.length)
      return true;
  }
  return false;
}

/** Where a picture ends by its own account; null: it does not end. */
export function endOfPicture(mime: string, bytes: Buffer): number | null {
  try {
    if (mime === 'image/jpeg') return endOfJpeg(bytes);
    if (mime === 'image/png') return endOfPng(bytes);
    if (mime === 'image/gif') return endOfGif(bytes);
    if (mime === 'image/webp') return within(bytes, even(bytes.readUInt32LE(4)) + 8);
    if (mime === 'image/bmp') return within(bytes, bytes.readUInt32LE(2) || bytes.length);
    return bytes.length;
  } catch (error) {
    if (error instanceof RangeError) return null; // read beyond the end
    throw error;
  }
}

const even = (n: number) => n + (n % 2);
const within = (bytes: Buffer, end: number) => (end <= bytes.length ? end : null);

/** Where a JPEG ends (ITU-T T.81, B.1.1). */
function endOfJpeg(bytes: Buffer): number | null {
  for (let at = 2; at < bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) at += 1;
    else if (marker === 0xd9) return at + 2;
    else if (marker === 0x01 || isRestart(marker)) at += 2;
    else {
      at += 2 + bytes.readUInt16BE(at + 2);
      if (marker === 0xda) at = endOfScan(bytes, at);
    }
  }
  return null;
}

const isRestart = (marker: number) => marker >= 0xd0 && marker <= 0xd7;

function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes.readUInt8(at + 1);
    if (next !== 0 && next !== 0xff && !isRestart(next)) return at;
  }
  return bytes.length;
}

function endOfPng(bytes: Buffer): number | null {
  for (let at = 8; at < bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IEND') return within(bytes, end);
    at = end;
  }
  return null;
}

function endOfGif(bytes: Buffer): number | null {
  const table = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let at = 13 + table(bytes.readUInt8(10));
  for (;;) {
    const block = bytes.readUInt8(at);
    if (block === 0x3b) return at + 1;
    if (block === 0x21) at += 2;
    else if (block === 0x2c) at += 11 + table(bytes.readUInt8(at + 9));
    else return null;
    for (let length = bytes.readUInt8(at); length > 0; length = bytes.readUInt8(at)) at += 1 + length;
    at += 1;
  }
}

/**
 * Whether what comes after the end of a picture is what cameras write there: filling, further pictures (CIPA DC-007), a
 * short film, or a phone maker’s own trailer.
 */
export function isCameraTail(mime: string, rest: Buffer): boolean {
  if (rest.every((byte) => byte === 0)) return true;
  if (mime !== 'image/jpeg' || readsLikeMarkup(rest)) return false;
  const filled = rest.findIndex((byte) => byte !== 0);
  const tail = rest.subarray(filled);
  if (tail.readUInt8(0) === 0xff && tail[1] === 0xd8) {
    const end = endOfPicture(mime, tail);
    return end !== null && isCameraTail(mime, tail.subarray(end));
  }
  // The size of a film’s first box may begin with zeros itself.
  const isFilm = [0, 1, 2, 3].some((n) => rest.toString('latin1', filled - n + 4, filled - n + 8) === 'ftyp');
  return isFilm || rest.toString('latin1', rest.length - 4) === 'SEFT';
}
