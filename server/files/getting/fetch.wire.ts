import { pipeline } from 'node:stream/promises';
import { type Request as HttpRequest, type Response, Router } from 'express';
import type { WireFault } from '../../../shared/contract.ts';
import { Fault, FAULTS } from '../../../shared/faults.ts';
import { FETCHING } from '../../../shared/file-acts.ts';
import type { PersonId } from '../../../shared/ids.ts';
import { LONGEST_MS, within } from '../../ops/within.ts';
import type { Admission } from '../../wire/admission.ts';
import { bearerOf } from '../../wire/http-door.ts';
import type { Answer, Fetch } from './fetch.actions.ts';
import { askedOfFile, askedOfPack, type Asked } from './queries.rules.ts';
import { sentenceOf } from './sentences.rules.ts';

export interface FetchDoorParts {
  readonly fetch: Fetch;
  readonly admission: Pick<Admission, 'enter'>;
  readonly isUnreachable: (error: unknown) => boolean;
  readonly onSurprise: (error: unknown, where: string) => string;
  /** One line for each address that was answered to its end, or refused. */
  readonly onDone: (done: {
    request: string;
    outcome: string;
    ms: number;
    personId: PersonId | null;
  }) => void;
  /** Monotonic milliseconds. */
  readonly tick: () => number;
}

interface Exchange {
  readonly req: HttpRequest;
  readonly res: Response;
}

/** GET and HEAD of `/files/<fileId>/<rendition>` and `/files/pack`, by signed addresses. */
export function makeFetchDoor(parts: FetchDoorParts): Router {
  const router = Router();
  router.get('/files/pack', (req, res) =>
    exchange(parts, { req, res }, { request: 'file:fetch-pack', asked: askedOfPack(req.query) }),
  );
  router.get('/files/:fileId/:rendition', (req, res) =>
    exchange(parts, { req, res }, { request: 'file:fetch', asked: askedOfFile(req.params, req.query) }),
  );
  return router;
}

async function exchange(
  parts: FetchDoorParts,
  { req, res }: Exchange,
  { request, asked }: { request: string; asked: Asked | null },
): Promise<void> {
  const started = parts.tick();
  let outcome = 'ok';
  try {
    const answer = await work(parts, req, asked);
    await send({ req, res }, answer);
  } catch (error) {
    const fault = faultOf(parts, request, error);
    outcome = fault?.code ?? 'gone';
    if (fault !== null && !res.headersSent) refuse(res, fault);
    else res.destroy();
  }
  parts.onDone({ request, outcome, ms: parts.tick() - started, personId: asked?.claim.personId ?? null });
}

/** All that is decided before the first byte; how long the bytes take is their reader’s matter. */
async function work({ fetch, admission }: FetchDoorParts, req: HttpRequest, asked: Asked | null) {
  const leave = admission.enter(asked === null ? 'stranger' : 'caller');
  try {
    return await within(
      LONGEST_MS,
      fetch({
        ...{ asked, token: bearerOf(req), ifRange: req.get('if-range') },
        ifMatch: req.get('if-match'),
        range: req.method === 'HEAD' ? undefined : req.get('range'), // only GET knows ranges (RFC 9110, 14.2)
      }),
    );
  } finally {
    leave();
  }
}

/** A connection on which nothing moves for so long is given up; whoever comes back asks for the rest. */
const STILL_MS = 120_000;
/** Not of an answer that says only that nothing is new. */
const OF_CONTENT = ['Content-Length', 'Content-Type', 'Content-Range', 'Content-Disposition'];

async function send({ req, res }: Exchange, { status, headers, open, close }: Answer): Promise<void> {
  try {
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    if (req.fresh && status !== 412) {
      for (const name of OF_CONTENT) res.removeHeader(name);
      res.status(304).end();
    } else if (req.method === 'HEAD') {
      res.status(status).end();
    } else {
      res.status(status).setTimeout(STILL_MS, () => res.destroy());
      await pipeline(open(), res);
    }
  } finally {
    close();
  }
}

/** What sending ends with when nobody is there any more. */
const GONE: ReadonlySet<string> = new Set([
  ...['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE'],
]);

/** Null: whoever asked has gone. */
function faultOf(parts: FetchDoorParts, where: string, error: unknown): WireFault | null {
  const known: readonly string[] = FETCHING;
  if (error instanceof Fault && known.includes(error.code)) return { code: error.code, facts: error.facts };
  if (error instanceof Error && 'code' in error && GONE.has(String(error.code))) return null;
  if (parts.isUnreachable(error)) return { code: 'UNAVAILABLE', facts: { retryAfterMs: 1_000 } };
  return { code: 'INTERNAL', facts: { incident: parts.onSurprise(error, where) } };
}

/** The same as through every door, and a sentence for a person who opened the address by itself. */
function refuse(res: Response, fault: WireFault): void {
  const wait = fault.facts['retryAfterMs'];
  if (typeof wait === 'number') res.set('Retry-After', String(Math.ceil(wait / 1_000)));
  res.set('Cache-Control', 'no-store').status(FAULTS[fault.code].status);
  res.json({ ok: false, fault, message: sentenceOf(fault.code) });
}
