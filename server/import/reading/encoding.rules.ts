import { isUtf8, type Buffer } from 'node:buffer';
import iconv from 'iconv-lite';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

const BYTE_ORDER_MARKS: readonly [Encoding, readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** Text and how it was encoded: by its mark, else UTF-16 by its zero bytes, else UTF-8 if valid, else GB18030. */
export function decode(bytes: Buffer): { text: string; encoding: Encoding } {
  const encoding = encodingOf(bytes);
  return { text: iconv.decode(bytes, encoding), encoding }; // iconv-lite drops the mark
}

function encodingOf(bytes: Buffer): Encoding {
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte));
  if (marked !== undefined) return marked[0];
  return wideEncodingOf(bytes) ?? (isUtf8(bytes) ? 'utf-8' : 'gb18030');
}

const SAMPLE = 64 * 1024;
/** Commas, digits and line ends of a table are one byte in twenty or more; a stray NUL is not. */
const ZERO_SHARE = 0.05;

function wideEncodingOf(bytes: Buffer): Encoding | null {
  const sample = bytes.subarray(0, SAMPLE);
  const zeros = [0, 0];
  sample.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (even + odd < sample.length * ZERO_SHARE) return null;
  return even > odd ? 'utf-16be' : 'utf-16le';
}
