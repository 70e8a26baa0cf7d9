import { Secret, TOTP } from 'otpauth';

/** RFC 6238 as every authenticator app knows it. */
const PERIOD = 30; // seconds
const KIND = { algorithm: 'SHA1', digits: 6, period: PERIOD } as const;
/** A clock may be one step off, and people need time to type (RFC 6238, 5.2). */
const WINDOW = 1;
const SECRET_BYTES = 20; // 160 bits, RFC 4226, 4
const ISSUER = 'Huying';

/** A new secret, in base 32. */
export const newSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

/** What authenticator apps read as a picture: `otpauth://totp/…`. */
export const otpAddress = (secret: string, login: string): string =>
  new TOTP({ issuer: ISSUER, label: login, secret, ...KIND }).toString();

/** The step of the clock that a code belongs to, one off at most; null: to none. */
export function stepOf(secret: string, code: string, now: Date): number | null {
  const timestamp = now.getTime();
  const totp = new TOTP({ secret, ...KIND });
  const off = totp.validate({ token: code, timestamp, window: WINDOW });
  return off === null ? null : TOTP.counter({ period: PERIOD, timestamp }) + off;
}

/** Six digits as typed: wide ones and spaces are taken. Null: something else, perhaps a recovery code. */
export function digitsOf(typed: string): string | null {
  const plain = typed.normalize('NFKC').replace(/\s/gu, '');
  return /^\d{6}$/u.test(plain) ? plain : null;
}
