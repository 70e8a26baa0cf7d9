import type { KeyObject } from 'node:crypto';
import { Readable } from 'node:stream';
import { create as disposition } from 'content-disposition';
import type { PersonId } from '../../../shared/ids.ts';
import type { Clock } from '../../wire/ports.ts';
import type { ContentStore } from '../contents.store.ts';
import type { AccessFile, Fetchable } from './access-file.actions.ts';
import type { Claim, Target } from './addresses.rules.ts';
import { cachingOf, dispositionOf, etagOf, policyOf, SANDBOX, typeOf } from './headers.rules.ts';
import type { Holders } from './holders.actions.ts';
import type { PackOf } from './packs.actions.ts';
import type { Asked } from './queries.rules.ts';
import { isAsked, isStillOf, wantedOf } from './ranges.rules.ts';
import { watched } from './watched.actions.ts';
import { zipOf } from './zip.actions.ts';

/** Somebody comes with an address, and with what HTTP lets them say besides. */
export interface Asking {
  readonly asked: Asked | null;
  /** An access token, which need not be sent. */
  readonly token: string | null;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
  readonly ifMatch: string | undefined;
}

/** What is answered. Nothing is read before `open` is called; `close` ends it at any time. */
export interface Answer {
  readonly status: 200 | 206 | 412 | 416;
  readonly headers: Readonly<Record<string, string>>;
  readonly open: () => Readable;
  readonly close: () => void;
}

export interface FetchParts {
  readonly holders: Holders;
  readonly accessFile: AccessFile;
  readonly packOf: PackOf;
  readonly contents: Pick<ContentStore, 'read'>;
  /** Marks what was made of files. */
  readonly tagKey: KeyObject;
  readonly clock: Clock;
  /** Monotonic milliseconds. */
  readonly tick: () => number;
  /** Takes a token of this person’s pace, or throws TOO_FAST. */
  readonly take: (personId: PersonId) => Promise<void>;
}

export type Fetch = (asking: Asking) => Promise<Answer>;

/** Answers addresses; everything about the person is read anew, also while the answer is under way. */
export function makeFetch(parts: FetchParts): Fetch {
  const { holders, take } = parts;
  return async ({ asked, token, ifMatch, ...said }) => {
    const { target, claim } = holders.genuine(asked);
    await take(claim.personId);
    await holders.same(claim, token);
    const answer = await ('fileId' in target
      ? answerFile(parts, { claim, ...said }, target)
      : answerPack(parts, claim, target));
    return isAsked(ifMatch, answer.headers['ETag']) ? answer : somethingElse(answer);
  };
}

/** Another content than the client goes on with: its tag, and nothing of it. */
function somethingElse({ headers, close }: Answer): Answer {
  close();
  const { ETag } = headers;
  return {
    ...{ status: 412, open: nothing, close: () => undefined },
    headers: {
      ...EVERY,
      ...(ETag !== undefined && { ETag }),
      ...{ 'Cache-Control': 'private, no-store', 'Content-Length': '0' },
    },
  };
}

/** Asks for what this person may have while it is looked whether their session goes on; that refusal comes first. */
async function whileLive<T>({ holders }: FetchParts, claim: Claim, asked: Promise<T>): Promise<T> {
  asked.catch(() => undefined); // thrown below
  await holders.live(claim);
  return asked;
}

type FileTarget = Extract<Target, { fileId: unknown }>;
type PackTarget = Exclude<Target, FileTarget>;

/** What goes with everything that is given out. */
const EVERY = {
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

async function answerFile(
  parts: FetchParts,
  { claim, range, ifRange }: { claim: Claim } & Pick<Asking, 'range' | 'ifRange'>,
  target: FileTarget,
): Promise<Answer> {
  const { accessFile, tagKey, clock } = parts;
  const found = await whileLive(parts, claim, accessFile(claim.personId, target));
  const { bytes } = found.part;
  const etag = etagOf(tagKey, found);
  const wanted = wantedOf(bytes, isStillOf(ifRange, etag) ? range : undefined);
  const headers = {
    ...EVERY,
    'Accept-Ranges': 'bytes',
    ETag: etag,
    'Cache-Control': cachingOf(found.part, claim.expires - clock.now().getTime() / 1_000),
  };
  if (wanted === 'none')
    return {
      ...{ status: 416, open: nothing, close: () => undefined },
      headers: { ...headers, 'Content-Range': `bytes */${bytes}`, 'Content-Length': '0' },
    };
  const span = wanted === 'whole' ? { first: 0, last: bytes - 1 } : wanted;
  const stream = lazily(() => contentOf(parts, claim, { found, span }));
  return {
    ...stream,
    status: wanted === 'whole' ? 200 : 206,
    headers: {
      ...{ ...headers, 'Content-Type': typeOf(found.part), 'Content-Disposition': dispositionOf(found) },
      ...{ 'Content-Security-Policy': policyOf(found.part), 'Content-Length': lengthOf(span) },
      ...(wanted !== 'whole' && { 'Content-Range': `bytes ${span.first}-${span.last}/${bytes}` }),
    },
  };
}

const nothing = () => Readable.from([]);

interface Span {
  readonly first: number;
  readonly last: number;
}

const lengthOf = ({ first, last }: Span) => String(last - first + 1);

/** The bytes, as long as their reader may have them. */
function contentOf(
  parts: FetchParts,
  claim: Claim,
  { found, span }: { found: Fetchable; span: Span },
): Readable {
  const { part, file } = found;
  const { contents, accessFile, tick } = parts;
  const check = () =>
    whileLive(parts, claim, accessFile(claim.personId, { fileId: file._id, rendition: part.rendition }));
  return Readable.from(watched(contents.read(part.contentId, span), { check, tick }), { objectMode: false });
}

/** A stream that is there when it is asked for, and can be ended before. */
function lazily(make: () => Readable): Pick<Answer, 'open' | 'close'> {
  let made: Readable | null = null;
  return { open: () => (made ??= make()), close: () => made?.destroy() };
}

async function answerPack(parts: FetchParts, claim: Claim, target: PackTarget): Promise<Answer> {
  const pack = await whileLive(parts, claim, parts.packOf(claim.personId, target));
  const zip = zipOf(pack, ({ file, part }) => {
    const whole = { first: 0, last: part.bytes - 1 };
    return contentOf(parts, claim, { found: { file, part }, span: whole });
  });
  return {
    status: 200,
    headers: {
      ...EVERY,
      'Content-Type': 'application/zip',
      'Content-Length': String(zip.bytes),
      'Content-Disposition': disposition(`${pack.roomName}.zip`),
      'Content-Security-Policy': SANDBOX,
      'Cache-Control': 'private, no-store',
      'Accept-Ranges': 'none',
    },
    open: () => zip.stream,
    close: zip.close,
  };
}
