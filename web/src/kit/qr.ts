import { encode } from 'uqr';

/** A text as a QR code: the dark squares as the path of an SVG whose side is `size`. */
export function qrOf(text: string): { size: number; path: string } {
  const { data } = encode(text, { ecc: 'M', border: 4 });
  const rows = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')));
  return { size: data.length, path: rows.join('') };
}
