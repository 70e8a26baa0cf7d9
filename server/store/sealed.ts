import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** `A256GCM.<key id>.<base64url of nonce ‖ tag ‖ ciphertext>`: names its own algorithm and key, so that both may change. */
export type Sealed = string;

/** Where a sealed value lives. It opens there and nowhere else (additional authenticated data). */
export interface SealedPlace {
  readonly collection: string;
  readonly field: string;
  readonly id: string;
}

export interface Sealer {
  /** Encrypts with the newest key, under a fresh random nonce. */
  seal(plain: string, place: SealedPlace): Sealed;
  /** Decrypts with the key named inside. Throws for a changed value, a wrong place, an unknown key or algorithm. */
  open(sealed: Sealed, place: SealedPlace): string;
  /** True when the newest key sealed it: nothing to do when keys were rotated. */
  isCurrent(sealed: Sealed): boolean;
  /** Keyed fingerprints by which an exact value is found without being readable: one per key, newest first. */
  fingerprints(plain: string, purpose: string): [newest: string, ...older: string[]];
}

const ALGORITHM = 'A256GCM';
const NONCE_BYTES = 12; // 96 bits, NIST SP 800-38D
const TAG_BYTES = 16;

interface Subkeys {
  readonly keyId: string;
  readonly seal: Buffer;
  readonly index: Buffer;
}

/** Builds a sealer from the data keys, newest first; only the first seals, all open. */
export function makeSealer(keys: readonly Uint8Array[]): Sealer {
  const [newest, ...older] = keys.map(subkeysOf);
  if (newest === undefined) throw new Error('a sealer needs at least one key');
  const byId = new Map([newest, ...older].map((k) => [k.keyId, k]));
  return {
    seal: (plain, place) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', newest.seal, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(placeBytes(newest.keyId, place));
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      const body = Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
      return `${ALGORITHM}.${newest.keyId}.${body}`;
    },
    open: (sealed, place) => {
      const [algorithm, keyId = '', body = ''] = sealed.split('.');
      const key = byId.get(keyId);
      if (algorithm !== ALGORITHM || key === undefined)
        throw new Error('sealed with an unknown algorithm or key');
      const bytes = Buffer.from(body, 'base64url');
      const nonce = bytes.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key.seal, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(placeBytes(keyId, place));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    },
    isCurrent: (sealed) => sealed.startsWith(`${ALGORITHM}.${newest.keyId}.`),
    fingerprints: (plain, purpose) => [
      fingerprint(newest, plain, purpose),
      ...older.map((key) => fingerprint(key, plain, purpose)),
    ],
  };
}

/** One secret, several purposes: subkeys by HKDF-SHA-256 (RFC 5869). */
function subkeysOf(key: Uint8Array): Subkeys {
  const derive = (purpose: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', key, new Uint8Array(), `huying ${purpose}`, bytes));
  return {
    keyId: derive('data key id', 6).toString('base64url'),
    seal: derive('data seal', 32),
    index: derive('data index', 32),
  };
}

const placeBytes = (keyId: string, place: SealedPlace) =>
  Buffer.from(JSON.stringify([ALGORITHM, keyId, place.collection, place.field, place.id]), 'utf8');

const fingerprint = (key: Subkeys, plain: string, purpose: string) =>
  createHmac('sha256', key.index)
    .update(JSON.stringify([purpose, plain]), 'utf8')
    .digest('base64url');
