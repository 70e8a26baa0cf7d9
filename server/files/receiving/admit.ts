import type { NextFunction, Request as HttpRequest, RequestHandler, Response } from 'express';
import { EVERY_REQUEST, type WireFault } from '../../../shared/contract.ts';
import { beginFile, SENDING_BYTES } from '../../../shared/file-acts.ts';
import { Fault, type FaultCode } from '../../../shared/faults.ts';
import { bearerOf, type HttpDoorParts, sendFault, whoCalls } from '../../wire/http-door.ts';
import type { GateParts } from '../../wire/gate.ts';
import type { TakeToken } from '../../wire/pace.ts';
import type { Caller } from '../../wire/ports.ts';

export interface AdmitParts extends Pick<
  HttpDoorParts,
  'admission' | 'callerOf' | 'isUnreachable' | 'onSurprise'
> {
  readonly take: TakeToken;
  /** One line for each finished request, as of those that go through the gate. */
  readonly onDone: GateParts['onDone'];
  /** Monotonic milliseconds. */
  readonly tick: () => number;
}

/** Lets only people in who are signed in and not too fast; `callerIn` says who it is. `request`: what the log calls it. */
export const admit =
  (parts: AdmitParts, request = 'file:bytes'): RequestHandler =>
  (req: HttpRequest, res: Response, next: NextFunction) => {
    const started = parts.tick();
    res.once('close', () => parts.onDone({ ...doneOf(res), request, ms: parts.tick() - started }));
    void whoMay(parts, bearerOf(req))
      .then((caller) => {
        res.locals['caller'] = caller;
        next();
      })
      .catch((error: unknown) => sendFault(res, faultOf(parts, error)));
  };

/** Who was let in. */
export const callerIn = (res: Response): Caller => res.locals['caller'] as Caller;

/** What is told of a request that is over: a fault by its code, what tus itself refuses by its status. */
function doneOf(res: Response) {
  const { caller, fault } = res.locals as { caller?: Caller; fault?: FaultCode };
  const plain = res.writableFinished ? String(res.statusCode) : 'cut off';
  const outcome = fault ?? (res.writableFinished && res.statusCode < 400 ? 'ok' : plain);
  return { outcome, personId: caller?.personId ?? null };
}

async function whoMay(parts: AdmitParts, token: string | null): Promise<Caller> {
  const caller = await whoCalls(parts, token);
  if (caller === null) throw new Fault('NOT_SIGNED_IN');
  if ('code' in caller) throw new Fault(caller.code, caller.facts);
  if (caller.bot !== undefined) throw new Fault('NOT_ALLOWED');
  await parts.take('read', caller.personId);
  return caller;
}

/** A fault that was not promised is a bug, not an answer. */
const PROMISED: ReadonlySet<FaultCode> = new Set([...EVERY_REQUEST, ...SENDING_BYTES, ...beginFile.faults]);

/** What a client is told of an error. `promised`: what this door may refuse with. */
export function faultOf(
  { isUnreachable, onSurprise }: Pick<AdmitParts, 'isUnreachable' | 'onSurprise'>,
  error: unknown,
  promised: ReadonlySet<FaultCode> = PROMISED,
): WireFault {
  if (error instanceof Fault && promised.has(error.code)) return { code: error.code, facts: error.facts };
  if (isUnreachable(error)) return { code: 'UNAVAILABLE', facts: { retryAfterMs: 1_000 } };
  return { code: 'INTERNAL', facts: { incident: onSurprise(error, 'upload') } };
}
