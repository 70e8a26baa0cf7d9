import { createHash, type Hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { type NextFunction, type Request as HttpRequest, type Response, Router } from 'express';
import multer from 'multer';
import type * as z from 'zod/mini';
import type { WireFault } from '../../../shared/contract.ts';
import { announcedFile, type beginFile } from '../../../shared/file-acts.ts';
import { Fault } from '../../../shared/faults.ts';
import type { Binding } from '../../wire/bind.ts';
import type { Gate } from '../../wire/gate.ts';
import { doorOf, sendFault } from '../../wire/http-door.ts';
import { fileIdOf } from '../files.rules.ts';
import type { FileDoc } from '../files.store.ts';
import { admit, type AdmitParts, callerIn, faultOf } from './admit.ts';
import type { Receiving } from './receive.actions.ts';
import { type BodyLimits, watchBody } from './slow-bodies.ts';

export interface FormDoorParts extends AdmitParts {
  readonly gate: Gate;
  /** `file:begin`, as it is bound. */
  readonly begin: Binding;
  readonly receiving: Receiving;
  readonly body: BodyLimits;
  readonly secureCookies: boolean;
}

type Begun = z.output<(typeof beginFile)['output']>;

/** The parts of a form, and how large they may be; the content itself is measured by what was announced. */
const LIMITS = {
  ...{ files: 1, fields: 1, parts: 2, headerPairs: 20 },
  ...{ fieldNameSize: 20, fieldSize: 16 * 1024, fieldNestingDepth: 0 },
};
/** After a refusal the client has so long to read it before the connection is cut. */
const LINGER_MS = 1_000;

/**
 * `POST /api/v1/files`: a small file in one request. The form’s field `file` is what `file:begin` takes, as JSON, and
 * comes first; then one part `content`, whose name counts where the field says none. Answers as `file:begin` does.
 */
export function makeFormDoor(parts: FormDoorParts): Router {
  const receive = multer({
    storage: {
      _handleFile: (req, file, done) =>
        void receiveContent(parts, req, file).then(
          () => done(null, {}),
          (error: unknown) => {
            refuse(parts, req, error);
            done(error);
          },
        ),
      _removeFile: (_req, _file, done) => done(null), // what came of it is kept, to be gone on with
    },
    limits: LIMITS,
    preservePath: true,
    defParamCharset: 'utf8',
  }).single('content');
  const router = Router();
  router.post('/', admit(parts), (req, res, next) => {
    res.once('close', watchBody(req, parts.body));
    receive(req, res, next);
  });
  router.post('/', (_req, res) => {
    const begun = res.locals['begun'] as Begun | undefined;
    if (begun === undefined) sendFault(res, INCOMPLETE);
    else res.json({ ok: true, data: begun });
  });
  router.use((error: unknown, req: HttpRequest, _res: Response, _next: NextFunction) => {
    const reason = error instanceof multer.MulterError ? error.code : 'unreadable';
    refuse(parts, req, error instanceof Fault ? error : new Fault('INVALID_INPUT', { reason }));
  });
  return router;
}

const INCOMPLETE: WireFault = { code: 'INVALID_INPUT', facts: { paths: ['content'] } };

/** Begins the file, then takes its content as it comes. */
async function receiveContent(
  parts: FormDoorParts,
  req: HttpRequest,
  { stream, originalname }: Express.Multer.File,
): Promise<void> {
  const res = req.res as Response;
  const { personId } = callerIn(res);
  const announced = announcedIn(req.body as Record<string, unknown>, originalname);
  const reply = await parts.gate(
    parts.begin,
    announced,
    callerIn(res),
    doorOf(req, res, parts.secureCookies),
  );
  if (!reply.ok) throw new Fault(reply.fault.code, reply.fault.facts);
  const begun = reply.data as Begun;
  const doc = await parts.receiving.open(personId, fileIdOf(announcedFile.parse(announced), personId));
  const offset = await takeWhole(parts.receiving, doc, { stream, from: begun.upload.offset });
  res.locals['begun'] = { ...begun, upload: { ...begun.upload, offset } };
}

/** The announced file, as it will be parsed by the gate. */
function announcedIn(body: Record<string, unknown>, name: string): unknown {
  const { file } = body;
  if (typeof file !== 'string') throw new Fault('INVALID_INPUT', { paths: ['file'] });
  try {
    const said: unknown = JSON.parse(file);
    return typeof said === 'object' && said !== null ? { name, ...said } : said;
  } catch {
    throw new Fault('INVALID_INPUT', { paths: ['file'] });
  }
}

/** Takes what is not kept yet; all of it is hashed on the way, and held against what was announced. */
async function takeWhole(
  receiving: Receiving,
  doc: FileDoc,
  { stream, from }: { stream: Readable; from: number },
): Promise<number> {
  const hash = createHash('sha256');
  const { sha256, bytes: announced } = doc.announced;
  const kept = await receiving.take(doc, {
    offset: from,
    bytes: beyond(stream, { hash, from }),
    isIntact: () => sha256 === undefined || sha256 === hash.digest('hex'),
  });
  if (kept < announced) throw new Fault('UPLOAD_CONFLICT', { offset: kept });
  return kept;
}

/** The pieces of a stream beyond its first bytes; all of them are hashed. */
async function* beyond(
  stream: Readable,
  { hash, from }: { hash: Hash; from: number },
): AsyncGenerator<Buffer> {
  let skip = from;
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      hash.update(piece);
      if (skip < piece.length) yield piece.subarray(skip);
      skip = Math.max(0, skip - piece.length);
    }
  } catch {
    throw new Fault('INVALID_INPUT', { paths: ['content'] }); // the form broke off, or is none
  }
}

/** Answers at once, though more of the body may be coming; then the connection is cut. */
function refuse(parts: FormDoorParts, req: HttpRequest, error: unknown): void {
  const res = req.res as Response;
  if (res.headersSent) return;
  sendFault(res, faultOf(parts, error));
  if (req.complete) return;
  const cut = setTimeout(() => req.socket.destroy(), LINGER_MS).unref();
  req.once('end', () => clearTimeout(cut));
}
