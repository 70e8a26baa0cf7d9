import { Router } from 'express';
import type { Gate } from '../../wire/gate.ts';
import type { Binding } from '../../wire/bind.ts';
import type { AdmitParts } from './admit.ts';
import { makeFormDoor } from './form-door.ts';
import type { Receiving } from './receive.actions.ts';
import { makeTusDoor } from './tus-door.ts';

export interface FileDoorsParts extends AdmitParts {
  readonly gate: Gate;
  readonly doors: { readonly receiving: Receiving; readonly begin: Binding; readonly mostBytes: number };
  /** Who sends nearly nothing for so long is cut off. */
  readonly stallMs: number;
  readonly secureCookies: boolean;
}

/** What a form has besides its content. */
const FRAME_BYTES = 64 * 1024;

/** The doors for bytes, below `/api/v1`: `uploads` by tus, `files` in one request. */
export function openFileDoors({ doors, stallMs, ...parts }: FileDoorsParts): Router {
  const { receiving, begin, mostBytes } = doors;
  const body = { stallMs, mostBytes: mostBytes + FRAME_BYTES };
  const router = Router();
  router.use('/uploads', makeTusDoor({ ...parts, receiving, body }));
  router.use('/files', makeFormDoor({ ...parts, receiving, begin, body }));
  return router;
}
