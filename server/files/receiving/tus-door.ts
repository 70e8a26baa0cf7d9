import { Server } from '@tus/server';
import { type NextFunction, type Request as HttpRequest, type Response, Router } from 'express';
import { FAULTS } from '../../../shared/faults.ts';
import { sendFault } from '../../wire/http-door.ts';
import { admit, type AdmitParts, callerIn, faultOf } from './admit.ts';
import { makeLocker } from './locker.ts';
import type { Receiving } from './receive.actions.ts';
import { type BodyLimits, watchBody } from './slow-bodies.ts';
import { TusStore } from './tus-store.ts';

export interface TusDoorParts extends AdmitParts {
  readonly receiving: Receiving;
  readonly body: BodyLimits;
}

/** How long a request may still write when a newer one for the same upload waits. */
const LET_GO_MS = 1_000;

/**
 * `/api/v1/uploads/<fileId>` by tus 1.0.0: HEAD says how much is kept, PATCH goes on from there, DELETE gives the file
 * up. An upload comes to be by `file:begin`, so there is no POST. Access is read anew for each request.
 */
export function makeTusDoor(parts: TusDoorParts): Router {
  const tus = makeTus(parts);
  const answer = (req: HttpRequest, res: Response) => tus.handle(req, res);
  const router = Router();
  router.options('/:fileId', answer);
  router.use(admit(parts));
  for (const method of ['head', 'patch', 'delete'] as const)
    router[method]('/:fileId', async (req, res) => {
      const who = callerIn(res).personId;
      await parts.receiving[method === 'delete' ? 'own' : 'open'](who, req.params.fileId);
      const endWatch = method === 'patch' ? watchBody(req, parts.body) : undefined;
      await answer(req, res).finally(endWatch);
    });
  router.use((_req, res) => sendFault(res, { code: 'NOT_FOUND', facts: {} }));
  router.use((error: unknown, _req: HttpRequest, res: Response, _next: NextFunction) => {
    if (res.headersSent) res.destroy();
    else sendFault(res, faultOf(parts, error));
  });
  return router;
}

/** Refusals of the protocol itself stay as tus has them; ours go out as everywhere. */
function makeTus(parts: TusDoorParts): Server {
  return new Server({
    path: '/api/v1/uploads',
    datastore: new TusStore(parts.receiving),
    locker: makeLocker(),
    lockDrainTimeout: LET_GO_MS,
    allowedOrigins: [],
    onResponseError(_req, error) {
      if ('status_code' in error) return undefined;
      const fault = faultOf(parts, error);
      return { status_code: FAULTS[fault.code].status, body: JSON.stringify({ ok: false, fault }) };
    },
  });
}
