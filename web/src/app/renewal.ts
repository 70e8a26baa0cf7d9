import { createContext } from 'react';
import type { Updates } from './updates.ts';

/** How this page comes by a newer version of itself. */
export interface Renewal {
  /** The versions on this device; they are looked after from the first time that somebody asks. */
  readonly updates: () => Promise<Updates>;
  /** Resolves when everything that is being written has been kept. */
  readonly settled: () => Promise<void>;
}

const nothing: Renewal = {
  updates: () => Promise.reject(new Error('this page has no versions')),
  settled: () => Promise.resolve(),
};

export const RenewalContext = createContext<Renewal>(nothing);
