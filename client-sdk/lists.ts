import type * as z from 'zod/mini';
import type { CaseState } from '../shared/cases.ts';
import type { listSuggestions, OwnSuggestion } from '../shared/suggestions.ts';
import type { Ask } from './asking.ts';
import type { Readable } from './huying.ts';
import { makeStore } from './observable.ts';

export interface PagedSnapshot<T> {
  readonly items: readonly T[];
  /** Of all pages; null where the server does not count. */
  readonly total: number | null;
  /** True when all are in `items`. */
  readonly complete: boolean;
  /** True once a first page has arrived. */
  readonly loaded: boolean;
}

/** A list that comes page by page. */
export interface Paged<T> extends Readable<PagedSnapshot<T>> {
  /** Fetches the first page and starts anew with it. */
  refresh(): Promise<void>;
  /** Fetches the next page. */
  more(): Promise<void>;
}

/** One page as a server gives it; the cursor continues, null: that was all. */
interface Page<T> {
  readonly items: readonly T[];
  readonly cursor: string | null;
  readonly total?: number;
}

/** Makes a list of whatever gives pages. */
export function pagedList<T>(fetch: (cursor: string | null) => Promise<Page<T>>): Paged<T> {
  const store = makeStore<PagedSnapshot<T>>({ items: [], total: null, complete: false, loaded: false });
  let next: string | null = null;
  let life = 0; // counts beginnings, so that a late answer changes nothing
  const took = (before: readonly T[], { items, cursor, total }: Page<T>) => {
    next = cursor;
    store.set({
      items: [...before, ...items],
      total: total ?? null,
      complete: cursor === null,
      loaded: true,
    });
  };
  return {
    read: () => store.read(),
    subscribe: (changed) => store.subscribe(changed),
    async refresh() {
      life += 1;
      const mine = life;
      const page = await fetch(null);
      if (mine === life) took([], page);
    },
    async more() {
      if (next === null) return;
      const mine = life;
      const from = next;
      const page = await fetch(from);
      if (mine === life && from === next) took(store.read().items, page);
    },
  };
}

/** One line of the office’s list. */
export type ListedSuggestion = z.output<typeof listSuggestions.output>['suggestions'][number];

/** The lists of suggestions that a client offers. */
export const makeLists = (ask: Ask) => ({
  ownSuggestions: (states: readonly CaseState[]): Paged<OwnSuggestion> =>
    pagedList(async (cursor) => {
      const { suggestions, ...page } = await ask('suggestion:own', { states: [...states], cursor });
      return { items: suggestions, ...page };
    }),
  suggestions: (state: CaseState | null): Paged<ListedSuggestion> =>
    pagedList(async (cursor) => {
      const { suggestions, ...page } = await ask('suggestion:list', { state, cursor });
      return { items: suggestions, ...page };
    }),
});
