import compression from 'compression';
import cookieParser from 'cookie-parser';
import express, { type NextFunction, type Request as HttpRequest, type Response, Router } from 'express';
import type { WireFault } from '../../shared/contract.ts';
import { Fault, FAULTS } from '../../shared/faults.ts';
import { LONGEST_MS, within } from '../ops/within.ts';
import type { Admission } from './admission.ts';
import type { Binding } from './bind.ts';
import type { Gate } from './gate.ts';
import { sayNothingOfPages } from './page-headers.ts';
import type { Caller, Door } from './ports.ts';

export interface HttpDoorParts {
  gate: Gate;
  admission: Pick<Admission, 'enter'>;
  bindings: readonly Binding[];
  callerOf: (token: string) => Promise<{ caller: Caller } | null>;
  isUnreachable: (error: unknown) => boolean;
  onSurprise: (error: unknown, where: string) => string;
  secureCookies: boolean;
}

/** What express and its body parser throw at what they cannot read; other errors have no status. */
interface Unreadable {
  type?: string;
  status?: number;
}

const REFRESH_COOKIE = 'huying_refresh';
const SESSION_PATH = '/session';
const COOKIE_PATH = `/api/v1${SESSION_PATH}`;
/** Says that somebody is signed in, to who serves pages; nothing else, and it opens nothing. */
export const HERE_COOKIE = 'huying_here';

/** `POST /api/v1/<noun>/<verb>` for every contract: JSON in, Reply out, the fault's status. */
export function makeHttpDoor(parts: HttpDoorParts): Router {
  const router = Router();
  router.use((_req, res, next) => {
    sayNothingOfPages(res);
    next();
  });
  router.use(squeezed, express.json({ limit: '1mb', strict: true }), cookieParser());
  for (const binding of parts.bindings) {
    router.post(`/${binding.request.name.replace(':', '/')}`, async (req, res) => {
      if (!req.is('application/json')) {
        sendFault(res, { code: 'INVALID_INPUT', facts: { paths: ['content-type'] } });
        return;
      }
      const caller = await whoCalls(parts, bearerOf(req));
      if (caller !== null && 'code' in caller) {
        sendFault(res, caller);
        return;
      }
      const reply = await parts.gate(binding, req.body, caller, doorOf(req, res, parts.secureCookies));
      if (reply.ok) res.json(reply);
      else sendFault(res, reply.fault);
    });
  }
  router.use((_req, res) => sendFault(res, { code: 'NOT_FOUND', facts: {} }));
  router.use((error: Unreadable, _req: HttpRequest, res: Response, _next: NextFunction) => {
    const isInput = typeof error.status === 'number' && error.status < 500;
    if (isInput) sendFault(res, { code: 'INVALID_INPUT', facts: { reason: error.type ?? 'unreadable' } });
    else sendFault(res, { code: 'INTERNAL', facts: { incident: parts.onSurprise(error, 'http') } });
  });
  return router;
}

/**
 * Longer answers travel compressed. Not those that bear tokens, or are given for a cookie alone: what stands beside a secret
 * in a compressed answer may give it away by its length (BREACH, 2013).
 */
const squeezed = compression({
  filter: (req, res) => !req.path.startsWith(`${SESSION_PATH}/`) && compression.filter(req, res),
});

/** A refusal, with its status, and when to come back; `locals.fault` says which it was. */
export function sendFault(res: Response, fault: WireFault): void {
  res.locals['fault'] = fault.code;
  const wait = fault.facts['retryAfterMs'];
  if (typeof wait === 'number') res.set('Retry-After', String(Math.ceil(wait / 1_000)));
  res.status(FAULTS[fault.code].status).json({ ok: false, fault });
}

/** The access token that a request brings in its header. */
export function bearerOf(req: HttpRequest): string | null {
  const [scheme, token] = (req.get('authorization') ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' && token !== undefined ? token : null;
}

/** Who holds this token; a fault: it cannot be told now. */
export async function whoCalls(
  parts: Pick<HttpDoorParts, 'admission' | 'callerOf' | 'isUnreachable'>,
  token: string | null,
): Promise<Caller | WireFault | null> {
  if (token === null) return null;
  let leave: (() => void) | undefined;
  try {
    leave = parts.admission.enter('stranger'); // until it is known who it is
    return (await within(LONGEST_MS, parts.callerOf(token)))?.caller ?? null;
  } catch (error) {
    if (error instanceof Fault) return { code: error.code, facts: error.facts };
    if (parts.isUnreachable(error)) return { code: 'UNAVAILABLE', facts: { retryAfterMs: 1_000 } };
    throw error;
  } finally {
    leave?.();
  }
}

const nothing = () => Promise.resolve();

/** The door of a request that came by HTTP. */
export function doorOf(req: HttpRequest, res: Response, secure: boolean): Door {
  const cookies = req.cookies as Record<string, unknown>;
  const attributes = { httpOnly: true, sameSite: 'strict', secure, path: COOKIE_PATH } as const;
  // Comes along with a link from elsewhere, too, as from a mail.
  const here = { httpOnly: true, sameSite: 'lax', secure, path: '/' } as const;
  return {
    kind: 'http',
    address: req.ip ?? 'unknown',
    enter: nothing,
    exit: nothing,
    extend: () => undefined,
    cookie: {
      read: () => {
        const value = cookies[REFRESH_COOKIE];
        return typeof value === 'string' && value !== '' ? value : null;
      },
      write: (value, expires) => {
        const until = expires === null ? {} : { expires };
        res.cookie(REFRESH_COOKIE, value, { ...attributes, ...until });
        res.cookie(HERE_COOKIE, '1', { ...here, ...until });
      },
      clear: () => {
        res.clearCookie(REFRESH_COOKIE, attributes);
        res.clearCookie(HERE_COOKIE, here);
      },
    },
  };
}
