import type { cancelFile } from '../../shared/file-acts.ts';
import type { Handler } from '../wire/bind.ts';
import { sharedFileOf } from './files.rules.ts';
import type { Receiving } from './receiving/receive.actions.ts';

/** file:cancel: who sends it gives it up. What was given up already is answered as it is. */
export const makeCancelFile =
  (receiving: Receiving): Handler<typeof cancelFile> =>
  async ({ fileId }, caller) =>
    sharedFileOf(await receiving.cancel(await receiving.own(caller.personId, fileId)));
