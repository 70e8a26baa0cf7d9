import type { Buffer } from 'node:buffer';
import { type Request as HttpRequest, type RequestHandler, type Response, Router } from 'express';
import multer from 'multer';
import * as z from 'zod/mini';
import { EVERY_REQUEST } from '../../../shared/contract.ts';
import { Fault, type FaultCode } from '../../../shared/faults.ts';
import { importId as importIdSchema, type ImportId } from '../../../shared/ids.ts';
import { SENDING_TABLE, suggestionImport } from '../../../shared/import.ts';
import { IMPORT_LIMITS } from '../../../shared/values/import.ts';
import { admit, type AdmitParts, callerIn, faultOf, watchBody } from '../../files/index.ts';
import { sendFault } from '../../wire/http-door.ts';
import type { Staging } from './stage.actions.ts';
import { templateCsv, templateWorkbook } from './template.ts';

export interface TableDoorParts extends AdmitParts {
  readonly staging: Staging;
  /** Who sends nearly nothing for so long is cut off. */
  readonly stallMs: number;
}

/** Files that are taken at once: each stands in memory until it is read. */
const AT_ONCE = 2;
const AGAIN_MS = 3_000;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** What a form has besides its content. */
const FRAME_BYTES = 64 * 1024;
/** After a refusal the client has so long to read it before the connection is cut. */
const LINGER_MS = 1_000;
const PROMISED: ReadonlySet<FaultCode> = new Set([...EVERY_REQUEST, ...SENDING_TABLE]);

/**
 * `POST /api/v1/imports/{importId}`: the file of an import that was begun, as the part `content` of a form. And, for
 * everybody, `GET /api/v1/imports/template.xlsx` and `template.csv`: tables with nothing but headings and an example.
 */
export function makeTableDoor({ staging, stallMs, ...parts }: TableDoorParts): Router {
  const receive = multer({
    storage: multer.memoryStorage(),
    limits: { files: 1, fields: 0, parts: 1, headerPairs: 20, fileSize: IMPORT_LIMITS.bytes },
  }).single('content');
  const body = { stallMs, mostBytes: IMPORT_LIMITS.bytes + FRAME_BYTES };
  let taking = 0;

  const awaited: RequestHandler = (req, res, next) => {
    if (taking >= AT_ONCE) throw new Fault('TOO_FAST', { retryAfterMs: AGAIN_MS });
    taking += 1;
    res.once('close', () => (taking -= 1));
    void staging.awaited(callerIn(res), idIn(req)).then(() => next(), next);
  };
  const router = Router();
  let workbook: Promise<Buffer> | null = null;
  router.get('/template.csv', (_req, res) => {
    res.attachment('template.csv').type('text/csv; charset=utf-8').send(templateCsv());
  });
  router.get('/template.xlsx', (_req, res, next) => {
    workbook ??= templateWorkbook();
    void workbook.then((bytes) => res.attachment('template.xlsx').type(XLSX).send(bytes), next);
  });
  router.post(
    '/:importId',
    admit(parts, 'import:bytes'),
    awaited,
    (req, res, next) => {
      res.once('close', watchBody(req, body));
      receive(req, res, next);
    },
    (req, res, next) => {
      void answer(staging, req, res).catch(next);
    },
  );
  router.use((error: unknown, req: HttpRequest, res: Response, _next: unknown) => {
    refuse(req, res, () => sendFault(res, faultOf(parts, asFault(error), PROMISED)));
  });
  return router;
}

const idIn = (req: HttpRequest): ImportId => {
  const parsed = importIdSchema.safeParse(req.params['importId']);
  if (!parsed.success) throw new Fault('INVALID_INPUT', { paths: ['importId'] });
  return parsed.data;
};

async function answer(staging: Staging, req: HttpRequest, res: Response): Promise<void> {
  if (req.file === undefined) throw new Fault('INVALID_INPUT', { paths: ['content'] });
  const data = await staging.stage(callerIn(res), idIn(req), req.file.buffer);
  res.json({ ok: true, data: z.parse(suggestionImport, data) });
}

/** What multer says, in our words; anything else as it is. */
function asFault(error: unknown): unknown {
  if (!(error instanceof multer.MulterError)) return error;
  return error.code === 'LIMIT_FILE_SIZE'
    ? new Fault('FILE_TOO_LARGE', { limit: IMPORT_LIMITS.bytes })
    : new Fault('INVALID_INPUT', { reason: error.code });
}

/** Answers at once, though more of the body may be coming; then the connection is cut. */
function refuse(req: HttpRequest, res: Response, say: () => void): void {
  if (res.headersSent) return;
  say();
  if (req.complete) return;
  const cut = setTimeout(() => req.socket.destroy(), LINGER_MS).unref();
  req.once('end', () => clearTimeout(cut));
}
