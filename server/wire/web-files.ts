import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Request, type Response, Router } from 'express';
import cookieParser from 'cookie-parser';
import helmet from 'helmet';
import { HERE_COOKIE } from './http-door.ts';

/** What a browser may do with our pages: everything from this origin, nothing inline, in nobody's frame. */
const policy = (baseUri: "'none'" | "'self'") => ({
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    mediaSrc: ["'self'", 'blob:'], // what was just recorded, before it is sent
    workerSrc: ["'self'"],
    manifestSrc: ["'self'"],
    connectSrc: ["'self'", 'ws:', 'wss:'],
    objectSrc: ["'none'"],
    baseUri: [baseUri],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
});

/** The same policy for a page that names its own base, as the board of queues does. */
export const policyWithBase = () => helmet.contentSecurityPolicy(policy("'self'"));

/** Tells browsers so, and the rest of what is good for them. */
export const securityHeaders = (https: boolean) =>
  helmet({
    contentSecurityPolicy: policy("'none'"),
    strictTransportSecurity: https,
    referrerPolicy: { policy: 'no-referrer' },
  });

const askAgain = (res: Response) => res.set('Cache-Control', 'no-cache');

const isHere = (req: Request): boolean => HERE_COOKIE in (req.cookies as Record<string, unknown>);

/**
 * The built web client: hashed assets for ever; pages, and the worker that keeps them, always asked for again. Every other
 * path is the app itself, or the sign-in page where nobody is signed in; which one it is decides only what is loaded first,
 * never who may do what.
 */
export function makeWebFiles(folder: string): Router {
  const router = Router();
  if (!existsSync(join(folder, 'index.html'))) return router;
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y' }),
    // Of an earlier version, as a rule: whoever asks for it is about to be told of the newer one.
    (_req: Request, res: Response) => void res.sendStatus(404),
  );
  router.use(express.static(folder, { index: false, cacheControl: false, setHeaders: askAgain }));
  const page = (res: Response, name: string) => {
    askAgain(res).sendFile(name, { root: folder, cacheControl: false });
  };
  router.get('/sign-in', (_req, res) => page(res, 'sign-in.html'));
  router.get('/{*path}', cookieParser(), (req, res) => {
    if (isHere(req)) page(res, 'index.html');
    else {
      res.set('Cache-Control', 'no-store');
      res.redirect(
        req.originalUrl === '/' ? '/sign-in' : `/sign-in?then=${encodeURIComponent(req.originalUrl)}`,
      );
    }
  });
  return router;
}
