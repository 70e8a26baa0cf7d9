/** Personal data by which somebody could be found: what it is called, and how it is written. */
const KINDS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['电子邮箱', /[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/gu],
  ['证件号码', /(?<![\dA-Za-z])[1-9]\d{5}[ -]?(?:18|19|20)\d{6}[ -]?\d{3}[\dXx](?![\dA-Za-z])/gu],
  ['证件号码', /(?<!\d)[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)/gu], // before 1999
  ['代表证号', /(?<=代表证(?:件)?(?:号码|编号|号)?(?:[:为是 ]){0,3})[A-Za-z0-9][A-Za-z0-9-]{2,19}/gu],
  ['电话', /(?<!\d)(?:(?:\+|00)?86[ -]{0,2})?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/gu],
  ['电话', /(?<!\d)(?:\(0\d{2,3}\)|0\d{2,3})[ -]{0,2}[2-9]\d{2,3}[ -]?\d{4}(?:(?:转|-|#)\d{1,6})?(?!\d)/gu],
  ['电话', /(?<!\d)[48]00[ -]?\d{3}[ -]?\d{4}(?!\d)/gu],
  [
    '电话',
    /(?<=(?:电话|手机|座机|传真|联系方式)(?:号码|号)?(?:[:为是 ]){0,3})\d{3,4}[ -]?\d{4,8}(?:转\d{1,6})?(?!\d)/gu,
  ],
  ['地址', /(?<=(?:地址|住址|居住地|户籍地)(?:[:]|[为是] ?) ?)[^,。;!?\n]+/gu],
  ['地址', /(?<=(?:家住|住在|住于))[^,。;!?\n]{2,40}?\d+(?:号(?!线)|室|栋|幢|弄|单元|组)[^,。;!?\n]*/gu],
  [
    '地址',
    /[^,。;:!?\s在]{0,30}?\d+(?:号楼|号院|号|栋|幢|座|弄|单元)[^,。;!?\n]{0,20}?\d{1,5}(?:室|户(?![^,。;!?\n]))/gu,
  ],
];

const DASHES = /[‐-―−－﹣]/u;
const FULL_STOPS = new Map([
  ['；', ';'],
  ['，', ','],
  ['！', '!'],
  ['？', '?'],
]);

/** One sign as the patterns know it: of normal width, dashes as hyphens; null: it is not seen. */
function plainSign(sign: string): string | null {
  if (/\p{Cf}/u.test(sign)) return null;
  if (DASHES.test(sign)) return '-';
  const known = FULL_STOPS.get(sign) ?? sign.normalize('NFKC');
  return known.length === 1 ? known : sign;
}

/** A text as the patterns know it, and where each of its signs stands in the original. */
function plain(text: string): { known: string; at: number[] } {
  const at: number[] = [];
  let known = '';
  for (let i = 0; i < text.length; i++) {
    const sign = plainSign(text.charAt(i));
    if (sign === null) continue;
    known += sign;
    at.push(i);
  }
  return { known, at: [...at, text.length] };
}

/** Puts `mark` where the pattern finds something, whatever its width, dashes and signs that are not seen. */
function without(text: string, pattern: RegExp, mark: string): string {
  const { known, at } = plain(text);
  let rest = 0;
  let kept = '';
  for (const { 0: found, index } of known.matchAll(pattern)) {
    kept += text.slice(rest, at[index]) + mark;
    rest = (at[index + found.length - 1] ?? text.length) + 1;
  }
  return kept + text.slice(rest);
}

/** A text for the public: telephone, identity and deputies’ card numbers, addresses and e-mail are taken out (浙江、安徽等地公开办法). */
export const redacted = (text: string): string =>
  KINDS.reduce((left, [name, pattern]) => without(left, pattern, `〔${name}已隐去〕`), text);
