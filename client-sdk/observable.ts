import type { Readable } from './huying.ts';

/** A value that can be read, watched and replaced. */
export interface Store<S> extends Readable<S> {
  set(next: S): void;
  patch(part: Partial<S>): void;
}

/** Listeners by event. Each is called in its own microtask, in order; one that throws harms no other. */
export interface Emitter<E> {
  on<N extends keyof E>(event: N, hear: (what: E[N]) => void): () => void;
  emit<N extends keyof E>(event: N, what: E[N]): void;
  listens(event: keyof E): boolean;
}

/** Makes a store; `read` gives the same object until `set` or `patch`. */
export function makeStore<S extends object>(first: S): Store<S> {
  let current = first;
  const watchers = makeEmitter<{ changed: null }>();
  const set = (next: S) => {
    current = next;
    watchers.emit('changed', null);
  };
  return {
    read: () => current,
    subscribe: (changed) => watchers.on('changed', () => changed()),
    set,
    patch: (part) => set({ ...current, ...part }),
  };
}

/** Makes an emitter without listeners. */
export function makeEmitter<E>(): Emitter<E> {
  const listeners = new Map<keyof E, Set<(what: never) => void>>();
  return {
    on(event, hear) {
      const own = (what: never) => hear(what);
      const all = listeners.get(event) ?? new Set();
      listeners.set(event, all.add(own));
      return () => void all.delete(own);
    },
    emit(event, what) {
      const all = listeners.get(event);
      if (!all) return;
      for (const hear of all) {
        queueMicrotask(() => {
          if (all.has(hear)) hear(what as never);
        });
      }
    },
    listens: (event) => (listeners.get(event)?.size ?? 0) > 0,
  };
}
