import cookieParser from 'cookie-parser';
import express, { type NextFunction, type Request as HttpRequest, type Response, Router } from 'express';
import type { Reply, WireFault } from '../../shared/contract.ts';
import type { Session } from '../../shared/people.ts';
import { homePage, signInPage, type SignInTrouble, STYLE } from './admin-pages.ts';
import type { Binding } from './bind.ts';
import { bearerOf, type HttpDoorParts, whoCalls } from './http-door.ts';
import type { Caller, Door } from './ports.ts';
import { policyWithBase } from './web-files.ts';

export interface AdminDoorParts extends Pick<
  HttpDoorParts,
  'gate' | 'admission' | 'bindings' | 'isUnreachable' | 'onSurprise' | 'secureCookies'
> {
  readonly callerOf: (token: string) => Promise<{ caller: Caller; expiresAt: Date } | null>;
  readonly may: (roles: Caller['roles'], act: 'queue:watch') => boolean;
  /** What is shown to who may see it. */
  readonly board: Router;
}

/** Holds an access token: as long as that, and for these pages only. */
const COOKIE = 'huying_admin';
const COOKIE_PATH = '/admin';

/**
 * Pages for administrators, closed to everybody else: a cookie of its own, got by the form or by POST with a bearer
 * token, and looked through anew each time, so that it ends with its session.
 */
export function makeAdminDoor(parts: AdminDoorParts): Router {
  const router = Router();
  router.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });
  router.get('/style.css', (_req, res) => void res.type('css').send(STYLE));
  router.use(cookieParser());
  router.post('/sign-in', express.urlencoded({ extended: false, limit: '4kb' }), (req, res) =>
    bearerOf(req) === null ? signInByForm(parts, req, res) : signInByToken(parts, req, res),
  );
  router.use((req, res, next) => admit(parts, { req, res, next }));
  router.get('/', (_req, res) => void res.send(homePage()));
  router.post('/sign-out', async (req, res) => {
    await end(parts, req, tokenIn(req));
    res.clearCookie(COOKIE, attributesOf(parts)).redirect(303, COOKIE_PATH);
  });
  router.use('/queues', policyWithBase(), parts.board);
  router.use((_req, res) => void res.sendStatus(404));
  router.use((error: unknown, _req: HttpRequest, res: Response, _next: NextFunction) => {
    const status = (error as { status?: unknown }).status;
    if (typeof status === 'number' && status < 500) res.sendStatus(status);
    else res.status(500).send({ incident: parts.onSurprise(error, 'admin') });
  });
  return router;
}

const tokenIn = (req: HttpRequest): string | null => {
  const token = (req.cookies as Record<string, unknown>)[COOKIE];
  return typeof token === 'string' && token !== '' ? token : null;
};

const attributesOf = ({ secureCookies: secure }: AdminDoorParts) =>
  ({ httpOnly: true, sameSite: 'strict', secure, path: COOKIE_PATH }) as const;

const isAdministrator = ({ may }: AdminDoorParts, caller: Caller): boolean =>
  may(caller.roles, 'queue:watch');

/** Lets administrators through; who has not signed in is shown the form. */
async function admit(
  parts: AdminDoorParts,
  { req, res, next }: { req: HttpRequest; res: Response; next: NextFunction },
): Promise<void> {
  const caller = await whoCalls(parts, tokenIn(req));
  if (caller !== null && 'code' in caller) refuse(res, caller);
  else if (caller === null) res.status(401).send(signInPage(null));
  else if (!isAdministrator(parts, caller)) res.status(403).send(signInPage('not-administrator'));
  else next();
}

const TROUBLES: Partial<Record<WireFault['code'], [status: number, trouble: SignInTrouble]>> = {
  TOO_FAST: [429, 'too-fast'],
  UNAVAILABLE: [503, 'unavailable'],
  SECOND_FACTOR_NEEDED: [401, 'code-needed'],
  CODE_REFUSED: [401, 'code-refused'],
};

function refuse(res: Response, { code }: WireFault): void {
  const [status, trouble] = TROUBLES[code] ?? [401, 'refused'];
  res.status(status).send(signInPage(trouble));
}

/** The same gate as every sign-in: as slow for guessers, as strict, in the same log. */
async function signInByForm(parts: AdminDoorParts, req: HttpRequest, res: Response): Promise<void> {
  const { login, password, code } = (req.body ?? {}) as Record<string, unknown>;
  const asked = { login, password, keep: 'body', device: COOKIE_PATH };
  const passed = await ask(parts, req, { name: 'session:sign-in', input: asked, caller: null });
  const reply = (await secondStep(parts, req, { passed, code })) as Reply<Session>;
  if (!reply.ok) {
    refuse(res, reply.fault);
  } else if (await keep(parts, res, reply.data.accessToken)) {
    res.redirect(303, `${COOKIE_PATH}/queues`);
  } else {
    await end(parts, req, reply.data.accessToken);
    res.status(403).send(signInPage('not-administrator'));
  }
}

/** The code from the same form, where the password alone is not enough. */
async function secondStep(
  parts: AdminDoorParts,
  req: HttpRequest,
  { passed, code }: { passed: Reply<unknown>; code: unknown },
): Promise<Reply<unknown>> {
  if (passed.ok || passed.fault.code !== 'SECOND_FACTOR_NEEDED') return passed;
  const { challenge, enrol } = passed.fault.facts;
  if (enrol === true || typeof code !== 'string' || code === '') return passed;
  const input = { challenge, code, keep: 'body' };
  return ask(parts, req, { name: 'session:second-factor', input, caller: null });
}

async function signInByToken(parts: AdminDoorParts, req: HttpRequest, res: Response): Promise<void> {
  const token = bearerOf(req);
  const caller = await whoCalls(parts, token);
  if (caller === null || token === null) res.sendStatus(401);
  else if ('code' in caller) refuse(res, caller);
  else res.sendStatus((await keep(parts, res, token)) ? 204 : 403);
}

/** Puts an administrator’s token into the cookie; false: it is nobody’s, or somebody else’s. */
async function keep(parts: AdminDoorParts, res: Response, token: string): Promise<boolean> {
  const found = await parts.callerOf(token);
  if (found === null || !isAdministrator(parts, found.caller)) return false;
  res.cookie(COOKIE, token, { ...attributesOf(parts), expires: found.expiresAt });
  return true;
}

/** Ends the session that a token belongs to. */
async function end(parts: AdminDoorParts, req: HttpRequest, token: string | null): Promise<void> {
  const caller = await whoCalls(parts, token);
  if (caller === null || 'code' in caller) return;
  await ask(parts, req, { name: 'session:sign-out', input: { everywhere: false }, caller });
}

interface Asked {
  readonly name: string;
  readonly input: unknown;
  readonly caller: Caller | null;
}

function ask({ gate, bindings }: AdminDoorParts, req: HttpRequest, asked: Asked): Promise<Reply<unknown>> {
  const binding = bindings.find(({ request }) => request.name === asked.name);
  if (!binding) throw new Error(`nothing answers ${asked.name}`);
  return gate(binding satisfies Binding, asked.input, asked.caller, plainDoor(req.ip ?? 'unknown'));
}

const nothing = () => Promise.resolve();

/** A door through which only an answer comes. */
const plainDoor = (address: string): Door => ({
  ...{ kind: 'http', address, enter: nothing, exit: nothing, extend: () => undefined },
  cookie: { read: () => null, write: () => undefined, clear: () => undefined },
});
