import { hash, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import type { PeopleLimits } from './limits.rules.ts';
import { passwordText } from './passwords.rules.ts';

export interface Hasher {
  /** Argon2id, encoded with its parameters and salt. */
  hash(password: string): Promise<string>;
  /** Null stands for "nobody": false after the same work as for somebody. */
  verify(passwordHash: string | null, password: string): Promise<boolean>;
}

/** Hashes passwords on the thread pool. */
export function makeHasher(argon2: PeopleLimits['argon2']): Hasher {
  const hashOf = (password: string) => hash(passwordText(password), argon2);
  let nobodys: Promise<string> | null = null;
  return {
    hash: hashOf,
    verify: async (passwordHash, password) => {
      nobodys ??= hashOf(randomBytes(24).toString('base64'));
      const fits = await verify(passwordHash ?? (await nobodys), passwordText(password));
      return fits && passwordHash !== null;
    },
  };
}
