import { createHmac, type KeyObject, randomInt, timingSafeEqual } from 'node:crypto';

/** Crockford's base 32: no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12; // × 5 bits = 60 bits
const GROUP = 4;

/** A new one-time code as it is handed out, `7K3M-92QD-XR0T`: 60 random bits. */
export function newCode(): string {
  const characters = Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length)));
  return characters.join('').replace(new RegExp(`.{${GROUP}}(?!$)`, 'gu'), '$&-');
}

/** A code as typed, in the one spelling that counts: `o` is 0, `i` and `l` are 1, signs and spaces are nothing. */
export const plainCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/gu, '1');

/** What is kept of a code: useless without the server's key. */
export const codeHash = (key: KeyObject, personId: string, typed: string): string =>
  createHmac('sha256', key)
    .update(`${personId}.${plainCode(typed)}`)
    .digest('base64url');

/** Compares two hashes in constant time. */
export const sameHash = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
