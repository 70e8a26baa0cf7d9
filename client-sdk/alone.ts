interface Locks {
  request<T>(name: string, o: { signal: AbortSignal }, work: () => Promise<T>): Promise<T>;
}
const around = globalThis as unknown as { readonly navigator?: { readonly locks?: Locks } };

/** Works while no other tab of this browser does the same; where there are no tabs, at once. */
export function alone<T>(name: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const locks = around.navigator?.locks;
  return locks ? locks.request(name, { signal }, work) : work();
}
