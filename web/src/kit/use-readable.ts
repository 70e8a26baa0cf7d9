import { useCallback, useSyncExternalStore } from 'react';

/** Something that can be read and watched; `read` gives the same value until something changed. */
interface Readable<S> {
  read(): S;
  subscribe(changed: () => void): () => void;
}

/** The one bridge from stores to React. */
export const useReadable = <S>(source: Readable<S>): S =>
  useSyncExternalStore(
    useCallback((changed: () => void) => source.subscribe(changed), [source]),
    () => source.read(),
  );
