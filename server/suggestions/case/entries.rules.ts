import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import * as z from 'zod/mini';
import { EVENT_BODIES, type Happened } from '../../../shared/case-events.ts';
import { civilDateOf } from '../../org/index.ts';
import type { Case, CaseEntry, Doer } from './case.rules.ts';

/** What somebody did, before it has its place in a history. */
export interface Deed {
  readonly at: Date;
  readonly by: Doer;
  readonly why: string | null;
  readonly actKey: string | null;
  readonly asked: string | null;
  readonly happened: readonly Happened[];
}

/** SHA-256 over everything an entry says (JSON canonicalized after RFC 8785), the hash before it included. */
export function hashOfEntry({
  hash: _own,
  _id,
  ...said
}: Omit<CaseEntry, 'hash'> & { hash?: string }): string {
  const text = canonicalize({ ...said, at: said.at.toISOString() });
  return createHash('sha256')
    .update(text ?? '')
    .digest('base64url');
}

/** The next entry of a history. Bodies are parsed: only what their schema names is kept. */
export function entryAfter(
  { suggestionId, congressId, revision, hash: prev }: Omit<Case, 'text'>,
  { at, by, why, actKey, asked, happened }: Deed,
): CaseEntry {
  const n = revision + 1;
  const said = {
    _id: `${suggestionId}:${n}`,
    ...{ suggestionId, congressId, n, at, on: civilDateOf(at), by, why, actKey, asked },
    happened: happened.map(parsed),
    prev,
  };
  return { ...said, hash: hashOfEntry(said) };
}

const parsed = ({ kind, body }: Happened): Happened =>
  ({ kind, body: z.parse(EVENT_BODIES[kind], body) }) as Happened;

/** Where a history is not what was written: the first number, and what is wrong there; null: it is whole. */
export function firstBreak(
  entries: readonly CaseEntry[],
): { n: number; what: 'missing' | 'changed' | 'unlinked' } | null {
  let prev = '';
  for (const [i, entry] of entries.entries()) {
    const n = i + 1;
    if (entry.n !== n) return { n, what: 'missing' };
    if (entry.prev !== prev) return { n, what: 'unlinked' };
    if (entry.hash !== hashOfEntry(entry)) return { n, what: 'changed' };
    prev = entry.hash;
  }
  return null;
}
