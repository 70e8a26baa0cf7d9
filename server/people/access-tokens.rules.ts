import type { KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';

/** What an access token says: who, in which session, until when. Roles are read anew for each request. */
export interface AccessClaims {
  readonly personId: string;
  readonly sessionId: string;
  readonly expiresAt: Date;
}

const ALGORITHM = 'HS256';
const TYPE = 'at+jwt'; // RFC 9068
const ISSUER = 'huying';
const AUDIENCE = 'huying';

const seconds = (instant: Date) => Math.floor(instant.getTime() / 1_000);

/** Signs an access token; `life` in milliseconds. */
export function signAccess(
  key: KeyObject,
  who: { personId: string; sessionId: string },
  term: { now: Date; life: number },
): { accessToken: string; expiresAt: Date } {
  const iat = seconds(term.now);
  const exp = iat + Math.floor(term.life / 1_000);
  const claims = { iss: ISSUER, aud: AUDIENCE, sub: who.personId, sid: who.sessionId, iat, exp };
  const accessToken = jwt.sign(claims, key, {
    algorithm: ALGORITHM,
    header: { alg: ALGORITHM, typ: TYPE },
  });
  return { accessToken, expiresAt: new Date(exp * 1_000) };
}

/** What a token says, or null when it is not ours, was changed, is of another kind, or has expired. */
export function readAccess(key: KeyObject, token: string, now: Date): AccessClaims | null {
  const read = verified(key, token, now);
  if (read?.header.typ !== TYPE || typeof read.payload === 'string') return null;
  const { sub, sid, exp } = read.payload as { sub?: unknown; sid?: unknown; exp?: unknown };
  if (typeof sub !== 'string' || typeof sid !== 'string' || typeof exp !== 'number') return null;
  return { personId: sub, sessionId: sid, expiresAt: new Date(exp * 1_000) };
}

function verified(key: KeyObject, token: string, now: Date): jwt.Jwt | null {
  try {
    return jwt.verify(token, key, {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      clockTimestamp: seconds(now),
      complete: true,
    });
  } catch (error) {
    if (error instanceof jwt.JsonWebTokenError) return null;
    throw error;
  }
}
