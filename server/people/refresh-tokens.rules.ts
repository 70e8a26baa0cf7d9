import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

/** What a refresh token is made from. The seed is in the database, the key is not: a token needs both. */
export interface Family {
  readonly familyId: string;
  readonly seed: string;
}

const PREFIX = 'hyr1';

/** The token of one generation of a family. Always the same, so a lost answer can be given again. */
export const refreshToken = (key: KeyObject, family: Family, generation: number): string =>
  [PREFIX, family.familyId, generation, mac(key, family, generation).toString('base64url')].join('.');

/** Which family and generation a token claims to be of; nothing is proven yet. Null: no refresh token. */
export function claimOf(token: string): { familyId: string; generation: number; proof: string } | null {
  const [prefix, familyId = '', generation = '', proof = ''] = token.split('.');
  if (prefix !== PREFIX || !/^\d{1,9}$/u.test(generation)) return null;
  return { familyId, generation: Number(generation), proof };
}

/** True when the token was given out by this server for this family. */
export function isGenuine(
  key: KeyObject,
  family: Family,
  claim: { generation: number; proof: string },
): boolean {
  const given = Buffer.from(claim.proof, 'base64url');
  const right = mac(key, family, claim.generation);
  return given.length === right.length && timingSafeEqual(given, right);
}

/**
 * What to do with a genuine token: `rotate` the newest; `repeat` the answer to the one before, if that was given a moment
 * ago; `theft`: its successor was used (RFC 9700, 4.14.2).
 */
export function verdictOn(generation: number, newest: number): 'rotate' | 'repeat' | 'theft' {
  if (generation === newest) return 'rotate';
  return generation === newest - 1 ? 'repeat' : 'theft';
}

const mac = (key: KeyObject, family: Family, generation: number) =>
  createHmac('sha256', key).update(`${family.familyId}.${generation}.${family.seed}`).digest();
