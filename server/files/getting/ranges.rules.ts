import parseRange from 'range-parser';

/** Which bytes are answered with: all, some (both ends included), or none because nothing of what is asked is there. */
export type Wanted = 'whole' | 'none' | { readonly first: number; readonly last: number };

/**
 * What a Range header asks of so many bytes (RFC 9110, 14.2). What is no range of bytes, or several that lie apart, is
 * answered with the whole, which is always allowed.
 */
export function wantedOf(bytes: number, range: string | undefined): Wanted {
  if (range === undefined) return 'whole';
  const ranges = parseRange(bytes, suffixesWithin(bytes, range), { combine: true });
  if (ranges === -1) return isOfBytes(range) ? 'none' : 'whole';
  if (ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return 'whole';
  const [{ start, end } = { start: 0, end: bytes - 1 }] = ranges;
  return { first: start, last: end };
}

const isOfBytes = (range: string): boolean => /^bytes=/.test(range);

/** The last n bytes of fewer are all of them; the parser would take them for bytes before the first. */
const suffixesWithin = (bytes: number, range: string): string =>
  range.replaceAll(/([=,]\s*)-(\d+)/g, (as, before: string, n: string) =>
    Number(n) > bytes ? `${before}0-` : as,
  );

/** Whether a range still counts: without If-Range, or if what the client has is this very content (RFC 9110, 13.1.5). */
export const isStillOf = (ifRange: string | undefined, etag: string): boolean =>
  ifRange === undefined || ifRange === etag;

/**
 * Whether what there is, is what the client wants to go on with (RFC 9110, 13.1.1): without If-Match, or if one of its
 * tags is this very content’s. What has no tag matches only `*`.
 */
export function isAsked(ifMatch: string | undefined, etag: string | undefined): boolean {
  if (ifMatch === undefined || ifMatch.trim() === '*') return true;
  const tags: readonly string[] = ifMatch.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return etag !== undefined && tags.includes(etag);
}
