import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { FileKind, Rendition, SignedAddress } from '../../../shared/files.ts';
import type { FileId, PersonId, RoomId } from '../../../shared/ids.ts';

/** What an address gives: a rendition of a file, or all files of a room as one. */
export type Target =
  | { readonly fileId: FileId; readonly rendition: Rendition }
  | { readonly roomId: RoomId; readonly kind: FileKind | null };

/** For whom an address is, and until when. Nobody else may use it, nor they in another session. */
export interface Holder {
  readonly personId: PersonId;
  readonly sessionId: string;
}

/** What an address says of itself besides its target; all of it is signed. */
export interface Claim extends Holder {
  /** Seconds since 1970. */
  readonly expires: number;
}

/**
 * The last moment of an address, seconds since 1970. Moments lie half a lifetime apart, so that a page which is shown
 * again finds the addresses it had, and with them what the browser keeps; one lasts at least half a lifetime.
 */
export function expiryAfter(now: Date, lifeMs: number): number {
  const step = lifeMs / 2;
  return Math.floor((Math.floor((now.getTime() + lifeMs) / step) * step) / 1_000);
}

/** HMAC-SHA-256 over everything that an address says, base64url. */
export const signatureOf = (key: KeyObject, target: Target, claim: Claim): string =>
  createHmac('sha256', key)
    .update(JSON.stringify([...partsOf(target), claim.personId, claim.sessionId, claim.expires]), 'utf8')
    .digest('base64url');

const partsOf = (target: Target): (string | null)[] =>
  'fileId' in target ? ['file', target.fileId, target.rendition] : ['pack', target.roomId, target.kind];

/** True when this signature is of this target and claim; takes as long for a wrong one. */
export function isSigned(key: KeyObject, signature: string, of: { target: Target; claim: Claim }): boolean {
  const right = Buffer.from(signatureOf(key, of.target, of.claim), 'latin1');
  const given = Buffer.from(signature, 'latin1');
  return given.length === right.length && timingSafeEqual(given, right);
}

/** An address of this target for this person and session, from now on. */
export function addressOf(
  key: KeyObject,
  target: Target,
  { holder, now, lifeMs }: { holder: Holder; now: Date; lifeMs: number },
): SignedAddress {
  const { personId, sessionId } = holder;
  const claim = { personId, sessionId, expires: expiryAfter(now, lifeMs) };
  const query = new URLSearchParams({
    ...('roomId' in target && { room: target.roomId, ...(target.kind && { kind: target.kind }) }),
    person: personId,
    session: sessionId,
    expires: String(claim.expires),
    signature: signatureOf(key, target, claim),
  });
  const place = 'fileId' in target ? `${target.fileId}/${target.rendition}` : 'pack';
  return {
    path: `/api/v1/files/${place}?${query.toString()}`,
    expires: new Date(claim.expires * 1_000).toISOString(),
  };
}
