import { createHmac, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';

/** What a challenge says: whose password was right, and how they want to be signed in. It opens nothing but the second step. */
export interface Challenge {
  readonly personId: string;
  /** Of the password hash: another password ends it. */
  readonly mark: string;
  readonly device: string;
  readonly shared: boolean;
}

const ALGORITHM = 'HS256';
const TYPE = 'challenge+jwt';
const ISSUER = 'huying';
const AUDIENCE = 'huying second factor';

const seconds = (instant: Date) => Math.floor(instant.getTime() / 1_000);

/** Which password hash a challenge was given for; says nothing about it. */
export const markOf = (key: KeyObject, passwordHash: string): string =>
  createHmac('sha256', key).update(passwordHash).digest('base64url').slice(0, 22);

/** Signs a challenge; `life` in milliseconds. */
export function signChallenge(
  key: KeyObject,
  { personId, mark, device, shared }: Challenge,
  term: { now: Date; life: number },
): { challenge: string; expiresAt: Date } {
  const iat = seconds(term.now);
  const exp = iat + Math.floor(term.life / 1_000);
  const claims = { iss: ISSUER, aud: AUDIENCE, sub: personId, mark, device, shared, iat, exp };
  const challenge = jwt.sign(claims, key, {
    algorithm: ALGORITHM,
    header: { alg: ALGORITHM, typ: TYPE },
  });
  return { challenge, expiresAt: new Date(exp * 1_000) };
}

/** What a challenge says, or null when it is not ours, was changed, is of another kind, or its time is over. */
export function readChallenge(key: KeyObject, token: string, now: Date): Challenge | null {
  try {
    const { header, payload } = jwt.verify(token, key, {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      clockTimestamp: seconds(now),
      complete: true,
    });
    if (header.typ !== TYPE || typeof payload === 'string') return null;
    const { sub, mark, device, shared } = payload as Record<string, unknown>;
    if (typeof sub !== 'string' || typeof mark !== 'string') return null;
    if (typeof device !== 'string' || typeof shared !== 'boolean') return null;
    return { personId: sub, mark, device, shared };
  } catch (error) {
    if (error instanceof jwt.JsonWebTokenError) return null;
    throw error;
  }
}
