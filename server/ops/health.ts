import { type Request, Router } from 'express';
import type { Metrics } from './metrics.ts';

export interface HealthParts {
  /** Each resolves when the engine answers. */
  pings: Readonly<Record<string, () => Promise<unknown>>>;
  /** By how much this machine's clock is wrong; it is not followed, but should be set right. */
  clockAheadMs: () => number;
  metrics: Metrics;
  metricsToken: string;
  stopping: () => boolean;
  /** Ways to people that the configuration opens. */
  channels: Readonly<Record<'mail', boolean>>;
}

const PATIENCE_MS = 2_000;
const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];

/** /livez: the process runs. /readyz: it may be given work. /metrics: for Prometheus. */
export function makeHealth(parts: HealthParts): Router {
  const { pings, clockAheadMs, metrics, metricsToken, stopping, channels } = parts;
  const router = Router();
  router.get('/livez', (_req, res) => {
    res.json({ ok: true });
  });
  router.get('/readyz', async (_req, res) => {
    const engines = Object.fromEntries(
      await Promise.all(
        Object.entries(pings).map(async ([name, ping]) => [name, await answers(ping)] as const),
      ),
    );
    const ok = !stopping() && Object.values(engines).every(Boolean);
    res
      .status(ok ? 200 : 503)
      .json({ ok, stopping: stopping(), engines, channels, clockAheadMs: Math.round(clockAheadMs()) });
  });
  router.get('/metrics', async (req, res) => {
    if (!mayReadMetrics(req, metricsToken)) return void res.sendStatus(403);
    res.type(metrics.contentType).send(await metrics.text());
  });
  return router;
}

const answers = (ping: () => Promise<unknown>): Promise<boolean> =>
  Promise.race([
    ping().then(
      () => true,
      () => false,
    ),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), PATIENCE_MS).unref()),
  ]);

/** Without a token only this machine may look (never through a proxy, which is on this machine too). */
function mayReadMetrics(req: Request, token: string): boolean {
  if (token !== '') return req.get('authorization') === `Bearer ${token}`;
  return LOOPBACK.includes(req.socket.remoteAddress ?? '') && req.get('x-forwarded-for') === undefined;
}
