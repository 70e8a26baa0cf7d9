import { Buffer } from 'node:buffer';

/** Why a secret must not be used. */
export type SecretFlaw =
  /** Not base64. */
  | 'UNREADABLE'
  /** Fewer than 32 bytes. */
  | 'TOO_SHORT'
  /** One piece over and over: all zeros, `changemechangeme…`. */
  | 'REPEATED'
  /** Counted up or down: 0, 1, 2, 3 … */
  | 'COUNTED'
  /** Holds a word that examples hold. */
  | 'EXAMPLE'
  /** Too few different bytes to have come from a random source. */
  | 'MONOTONOUS';

/** Fewest bytes of a secret. */
export const SECRET_BYTES = 32;

/** Random 32 bytes have about 30 different ones; fewer than 20 happen once in some 10^12 times. */
const FEWEST_DIFFERENT = 20;

const EXAMPLE_WORDS = /change.?me|example|secret|passw|default|huying|placeholder|insecure|develop|test/iu;

/** Why this secret (base64 of at least 32 random bytes) must be refused, or null. */
export function secretFlaw(base64: string): SecretFlaw | null {
  const bytes = secretBytes(base64);
  if (bytes === null) return EXAMPLE_WORDS.test(base64) ? 'EXAMPLE' : 'UNREADABLE';
  if (bytes.length < SECRET_BYTES) return 'TOO_SHORT';
  if (isRepeated(bytes)) return 'REPEATED';
  if (isCounted(bytes)) return 'COUNTED';
  if (EXAMPLE_WORDS.test(bytes.toString('latin1'))) return 'EXAMPLE';
  return new Set(bytes).size < FEWEST_DIFFERENT ? 'MONOTONOUS' : null;
}

/** The bytes of a base64 or base64url secret; null when it is neither. */
export function secretBytes(base64: string): Buffer | null {
  const bare = base64.trim().replace(/=+$/u, '').replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Buffer.from(bare, 'base64');
  return bytes.length > 0 && bytes.toString('base64').replace(/=+$/u, '') === bare ? bytes : null;
}

function isRepeated(bytes: Buffer): boolean {
  for (let period = 1; period <= bytes.length / 2; period++) {
    if (bytes.subarray(period).equals(bytes.subarray(0, bytes.length - period))) return true;
  }
  return false;
}

/** True when more than half of the steps from byte to byte are the same. */
function isCounted(bytes: Buffer): boolean {
  const steps = new Map<number, number>();
  bytes.forEach((byte, i) => {
    const step = (byte - (bytes[i - 1] ?? 0) + 256) % 256;
    if (i > 0) steps.set(step, (steps.get(step) ?? 0) + 1);
  });
  return Math.max(...steps.values()) > bytes.length / 2;
}
