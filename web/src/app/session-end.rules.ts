import type { SessionTerms } from '../../../client-sdk/index.ts';

/** How long before it somebody is warned, in milliseconds (WCAG 2.2.1 asks for 20 s; people think longer). */
export const WARNING_MS = 120_000;

/** `idle…`: nobody has done anything; `end…`: the session is old. Soon: within the warning. */
export type Ending = 'far' | 'idle-soon' | 'idle' | 'end-soon' | 'end';

/**
 * How near the session is to its end. Idleness is counted only where others use the computer, too: elsewhere an open
 * page keeps itself signed in.
 */
export function endingOf({ shared, idleMs, endsAt }: SessionTerms, heardAt: number, now: number): Ending {
  if (now >= endsAt) return 'end';
  const idleLeft = shared ? heardAt + idleMs - now : Infinity;
  if (idleLeft <= 0) return 'idle';
  if (endsAt - now <= WARNING_MS) return 'end-soon';
  return idleLeft <= WARNING_MS ? 'idle-soon' : 'far';
}
