import { isIPv4, isIPv6 } from 'node:net';

/** The network an address lies in, `203.0.113.0/24` or `2001:db8:1::/48`: enough to know a place by, not a household. Empty: no address. */
export function placeOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/iu, '').replace(/%.*$/u, '');
  if (isIPv4(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  if (!isIPv6(plain)) return '';
  return `${groupsOf(plain).slice(0, 3).join(':')}::/48`;
}

const GROUPS = 8;

/** The eight groups of an IPv6 address without leading zeros. */
function groupsOf(address: string): string[] {
  const [before = '', after] = address.toLowerCase().split('::');
  const left = before === '' ? [] : before.split(':');
  const right = after === undefined || after === '' ? [] : after.split(':');
  const missing = after === undefined ? 0 : GROUPS - left.length - right.length;
  return [...left, ...Array<string>(Math.max(0, missing)).fill('0'), ...right].map((group) =>
    group.replace(/^0+(?=.)/u, ''),
  );
}
