import { type SecretFlaw, SECRET_BYTES, secretBytes, secretFlaw } from '../people/secrets.rules.ts';

/** One variable: how it is read, what it means. docs/CONFIGURATION.md is made from these. */
export interface Variable<T> {
  readonly fallback: string;
  readonly unit: string;
  readonly about: string;
  readonly read: (raw: string) => T;
}

/** A setting that cannot be used; the message names the variable, what is wrong, and what to do. */
export class BadConfig extends Error {
  constructor(name: string, wrong: string) {
    super(`${name}: ${wrong}`);
    this.name = 'BadConfig';
  }
}

/** As it is. */
export const text = (raw: string) => raw;

/** A whole number within bounds. */
export const whole =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (raw: string) => {
    const n = Number(raw);
    if (!Number.isInteger(n) || n < least) throw new Error(`must be a whole number of at least ${least}`);
    if (n > most) throw new Error(`must be ${most} at most`);
    return n;
  };

/** One of these words. */
export const oneOf =
  <const T extends string>(...allowed: T[]) =>
  (raw: string): T => {
    const found = allowed.find((a) => a === raw);
    if (found === undefined) throw new Error(`must be one of ${allowed.join(', ')}`);
    return found;
  };

const FLAWS: Record<SecretFlaw, string> = {
  UNREADABLE: 'is not base64',
  TOO_SHORT: `has fewer than ${SECRET_BYTES} bytes`,
  REPEATED: 'repeats itself',
  COUNTED: 'only counts up or down',
  EXAMPLE: 'comes from an example',
  MONOTONOUS: 'was not made at random',
};

/** How to come by a secret. */
export const MAKE_ONE = 'make one with: openssl rand -base64 32';

/** Base64 of at least 32 random bytes. */
export function secret(raw: string): Buffer {
  const flaw = secretFlaw(raw);
  const bytes = secretBytes(raw);
  if (flaw !== null || bytes === null) throw new Error(`${FLAWS[flaw ?? 'UNREADABLE']}; ${MAKE_ONE}`);
  return bytes;
}

/** Keeps the type of what is read. */
export const variable = <T>(spec: Variable<T>) => spec;
