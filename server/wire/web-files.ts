import { existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { extname, join } from 'node:path';
import express, { type Request, type Response, Router } from 'express';
import cookieParser from 'cookie-parser';
import helmet from 'helmet';
import { HERE_COOKIE } from './http-door.ts';
import { sayNothingOfPages } from './page-headers.ts';

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

/** Encodings in which the build left a file beside itself, the smallest first, and how the names of these end. */
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;
/** What may lie there so. */
const TEXT = /^\/(?:assets\/)?\w[\w.-]*\.(?:css|html|js|svg|webmanifest)$/;

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** What is sent for a file: as the build made it smaller, where the browser reads that. */
async function sentFor(folder: string, name: string, req: Request): Promise<string> {
  for (const [encoding, ending] of ENCODINGS)
    if (req.acceptsEncodings(encoding) && (await isThere(join(folder, name + ending)))) return name + ending;
  return name;
}

/** Says of a file that is sent how it was made smaller, and what it is when it is read. */
function sayEncoding(res: Response, file: string): void {
  res.vary('Accept-Encoding');
  const found = ENCODINGS.find(([, ending]) => file.endsWith(ending));
  if (!found) return;
  const [encoding, ending] = found;
  res.set('Content-Encoding', encoding).type(extname(file.slice(0, -ending.length)));
}

/** Scripts that run in pages, and live by the policy of these. */
const IN_PAGES = /\/(?:early|look)\.js(?:\.br|\.gz)?$/;
/** Signs of the product: browsers ask for them again and again. */
const SIGN = /\.(?:png|svg)(?:\.br|\.gz)?$/;
const A_DAY = 'public, max-age=86400';

/**
 * The built web client: hashed assets for ever; pages, and the worker that keeps them, always asked for again. Every other
 * path is the app itself, or the sign-in page where nobody is signed in; which one it is decides only what is loaded first,
 * never who may do what.
 */
export function makeWebFiles(folder: string): Router {
  const router = Router();
  if (!existsSync(join(folder, 'index.html'))) return router;
  router.use(async (req, _res, next) => {
    if (TEXT.test(req.path))
      req.url = (await sentFor(folder, req.path, req)) + req.url.slice(req.path.length);
    next();
  });
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), {
      ...{ immutable: true, maxAge: '1y' },
      ...{ etag: false, lastModified: false, acceptRanges: false }, // named by what is in them: nobody compares
      setHeaders: (res: Response, file: string) => {
        sayNothingOfPages(res);
        sayEncoding(res, file);
      },
    }),
    // Of an earlier version, as a rule: whoever asks for it is about to be told of the newer one.
    (_req: Request, res: Response) => void res.sendStatus(404),
  );
  const setHeaders = (res: Response, file: string) => {
    if (IN_PAGES.test(file)) sayNothingOfPages(res);
    if (SIGN.test(file)) res.set('Cache-Control', A_DAY);
    else askAgain(res);
    sayEncoding(res, file);
  };
  router.use(express.static(folder, { index: false, cacheControl: false, setHeaders }));
  const page = async (req: Request, res: Response, name: string) => {
    const sent = await sentFor(folder, name, req);
    setHeaders(res, sent);
    res.sendFile(sent, { root: folder, cacheControl: false });
  };
  router.get('/sign-in', (req, res) => page(req, res, 'sign-in.html'));
  router.get('/{*path}', cookieParser(), async (req, res) => {
    if (isHere(req)) await page(req, res, 'index.html');
    else {
      res.set('Cache-Control', 'no-store');
      res.redirect(
        req.originalUrl === '/' ? '/sign-in' : `/sign-in?then=${encodeURIComponent(req.originalUrl)}`,
      );
    }
  });
  return router;
}
