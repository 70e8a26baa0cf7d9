import { dirname } from 'node:path';
import type { Judge } from '../ports.ts';
import { makeAtOnce } from './bounds/at-once.ts';
import type { Bounds } from './bounds/bounded-program.ts';
import { makeAskChild } from './bounds/child.ts';
import { withSecondChance } from './bounds/second-chance.ts';
import { fitsKind, fitsName } from './kinds.rules.ts';

/** Judges contents by their bytes, in processes that may fall over: a content that two of them died of is broken. */
export function makeJudge({ atOnce, bounds }: { atOnce: number; bounds: Bounds }): Judge {
  const inTurn = makeAtOnce(atOnce);
  const askChild = makeAskChild(bounds);
  return async (laid, allowed) => {
    if (laid.bytes === 0) return { refused: 'empty' };
    const { path, name } = laid;
    const task = { do: 'look', path, name } as const;
    const seen = await inTurn(() => withSecondChance(() => askChild(task, dirname(path))));
    if ('refused' in seen) return seen;
    if (!('mime' in seen)) throw new Error('the child that had to look answered something else');
    const { mime } = seen;
    const isTaken = allowed.includes(mime) && fitsKind(laid.kind, mime) && fitsName(name, mime);
    return isTaken ? { mime } : { refused: 'not-allowed' };
  };
}
