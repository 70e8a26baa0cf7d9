import { ERRORS, type Lock, type Locker, type RequestRelease } from '@tus/server';

/** Who holds an upload on this node, and is asked to let go. */
interface Holder {
  readonly ask: RequestRelease;
  readonly gone: Promise<void>;
  readonly leave: () => void;
}

/**
 * One request at a time for each upload on this node; a newer one asks the older to end, whose connection may be dead.
 * Requests on other nodes are kept apart by the chunks themselves.
 */
export function makeLocker(): Locker {
  const holders = new Map<string, Holder>();
  return { newLock: (id) => makeLock(holders, id) };
}

function makeLock(holders: Map<string, Holder>, id: string): Lock {
  let own: Holder | undefined;
  return {
    async lock(signal, ask) {
      for (let other = holders.get(id); other; other = holders.get(id)) {
        await other.ask();
        await Promise.race([other.gone, aborted(signal)]);
        if (signal.aborted) throw Object.assign(new Error('let go'), ERRORS.ABORTED);
      }
      own = newHolder(ask);
      holders.set(id, own);
    },
    unlock() {
      if (own && holders.get(id) === own) holders.delete(id);
      own?.leave();
      return Promise.resolve();
    },
  };
}

function newHolder(ask: RequestRelease): Holder {
  let leave = (): void => undefined;
  const gone = new Promise<void>((resolve) => {
    leave = resolve;
  });
  return { ask, gone, leave };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
