const DIGITS = '零一二三四五六七八九';

/** 1 to 99 in Chinese: 13 → 十三. Terms and sessions of congresses never go further. */
export function chineseNumeral(n: number): string {
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS.charAt(tens)}十`;
  return ten + (ones === 0 && tens > 0 ? '' : DIGITS.charAt(ones));
}

/** A whole number written in Chinese (to 99) or in digits of either width; null for anything else. */
export function numberOf(text: string): number | null {
  const plain = text.normalize('NFKC').trim();
  if (/^\d{1,9}$/.test(plain)) return Number(plain);
  const match = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(plain.replaceAll('两', '二'));
  if (match === null || plain === '') return null;
  const [, first = '', ten, last = ''] = match;
  if (ten === undefined) return last === '' && first !== '' ? DIGITS.indexOf(first) : null;
  return (first === '' ? 1 : DIGITS.indexOf(first)) * 10 + (last === '' ? 0 : DIGITS.indexOf(last));
}
