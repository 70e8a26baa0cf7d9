import type { Readable } from '../../../client-sdk/index.ts';

/** `none`: this is the newest version as far as is known; `ready`: a newer one lies here and waits to be taken. */
export interface UpdateState {
  readonly update: 'none' | 'ready';
}

/** The versions of the application on this device: this page’s, and one that may wait to take over. */
export interface Updates extends Readable<UpdateState> {
  /** Asks the server whether there is a newer version. Resolves when one that was found lies here; without a line nothing happens. */
  look(): Promise<void>;
  /** Begins anew with the newest version, once `settled` has kept what is being written. */
  take(settled: () => Promise<void>): Promise<void>;
}

interface Around {
  /** Undefined: this browser has none, or the page came without encryption. */
  readonly workers: ServiceWorkerContainer | undefined;
  readonly reload: () => void;
}

const SCRIPT = '/service-worker.js';

/** Resolves when the worker has been fetched, or has failed to be. */
const installed = (worker: ServiceWorker): Promise<void> =>
  new Promise((resolve) => {
    const look = () => {
      if (worker.state !== 'installing') resolve();
    };
    worker.addEventListener('statechange', look);
    look();
  });

/** Sets the service worker up, and watches for those that follow it. */
export function makeUpdates({ workers, reload }: Around): Updates {
  let state: UpdateState = { update: 'none' };
  const watchers = new Set<() => void>();
  const nowReady = () => {
    if (state.update === 'ready') return;
    state = { update: 'ready' };
    for (const changed of watchers) changed();
  };
  /** Taken here: when the newest worker is in charge this page begins anew. Elsewhere: this page decides for itself. */
  let taken = false;
  const wasControlled = (workers?.controller ?? null) !== null;

  const registered = workers
    ?.register(SCRIPT, { updateViaCache: 'none' })
    .then((registration) => {
      const watch = async (worker: ServiceWorker | null) => {
        if (!worker) return;
        await installed(worker);
        if (registration.active && worker === registration.waiting) nowReady();
      };
      registration.addEventListener('updatefound', () => void watch(registration.installing));
      void watch(registration.installing);
      if (registration.waiting && registration.active) nowReady();
      return registration;
    })
    .catch(() => null); // refused, or no line: the page works without, and the next one tries again
  workers?.addEventListener('controllerchange', () => {
    if (taken) reload();
    else if (wasControlled) nowReady(); // another tab has taken it: this one runs what was before
  });

  return {
    read: () => state,
    subscribe(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    async look() {
      const registration = await registered;
      await registration?.update().catch(() => undefined);
      if (registration?.installing) await installed(registration.installing);
      if (registration?.waiting && registration.active) nowReady();
    },
    async take(settled) {
      await settled();
      const waiting = (await registered)?.waiting;
      if (!waiting) {
        reload();
        return;
      }
      taken = true;
      waiting.postMessage('take-over');
    },
  };
}
