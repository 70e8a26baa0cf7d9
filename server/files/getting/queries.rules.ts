import * as z from 'zod/mini';
import { fileKind, rendition } from '../../../shared/files.ts';
import { fileId, personId, roomId } from '../../../shared/ids.ts';
import type { Claim, Target } from './addresses.rules.ts';

/** What the path and query of an address say; whether it is true, the signature tells. */
export interface Asked {
  readonly target: Target;
  readonly claim: Claim;
  readonly signature: string;
}

const holder = {
  person: personId,
  session: z.string().check(z.minLength(1), z.maxLength(100)),
  expires: z.string().check(z.regex(/^\d{1,12}$/)),
  signature: z.string().check(z.regex(/^[\w-]{43}$/)),
};
const fileAsked = z.object({ fileId, rendition, ...holder });
const packAsked = z.object({ room: roomId, kind: z.optional(fileKind), ...holder });

/** What an address of a file asks for, or null when it is none of ours. */
export function askedOfFile(params: object, query: object): Asked | null {
  const read = fileAsked.safeParse({ ...query, ...params });
  if (!read.success) return null;
  const { fileId: id, rendition: wanted } = read.data;
  return { target: { fileId: id, rendition: wanted }, ...claimOf(read.data) };
}

/** The same of an address of all files of a room. */
export function askedOfPack(query: object): Asked | null {
  const read = packAsked.safeParse(query);
  if (!read.success) return null;
  return { target: { roomId: read.data.room, kind: read.data.kind ?? null }, ...claimOf(read.data) };
}

const claimOf = ({
  person,
  session,
  expires,
  signature,
}: z.infer<typeof fileAsked> | z.infer<typeof packAsked>) => ({
  claim: { personId: person, sessionId: session, expires: Number(expires) },
  signature,
});
