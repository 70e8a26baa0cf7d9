/** What every call fails with once a process is dead. */
export class Died extends Error {}

/** The same store, until the process dies: `left` calls of all stores that share this life still go through. */
export function mortal<T extends object>(store: T, life: { left: number }): T {
  return new Proxy(store, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...args: unknown[]): unknown => {
        if (life.left-- <= 0) return Promise.reject(new Died());
        return Reflect.apply(method, target, args) as unknown;
      };
    },
  });
}
