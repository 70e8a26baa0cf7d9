import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';
import helmet from 'helmet';

/** What a browser may do with our pages: everything from this origin, nothing inline, in nobody's frame. */
const policy = (baseUri: "'none'" | "'self'") => ({
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    mediaSrc: ["'self'", 'blob:'], // what was just recorded, before it is sent
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

/** The built web client: hashed assets for ever, pages always asked for again; every other path is the app itself. */
export function makeWebFiles(folder: string): Router {
  const router = Router();
  if (!existsSync(join(folder, 'index.html'))) return router;
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
  );
  router.use(express.static(folder, { index: false, maxAge: 0 }));
  router.get('/{*path}', (_req, res) => {
    res.sendFile('index.html', {
      root: folder,
      cacheControl: false,
      headers: { 'Cache-Control': 'no-cache' },
    });
  });
  return router;
}
