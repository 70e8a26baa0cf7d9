import { createStore } from 'zustand/vanilla';
import type { Huying } from '../../../../client-sdk/index.ts';
import type { SuggestionId } from '../../../../shared/ids.ts';
import type { listSuggestions } from '../../../../shared/suggestions.ts';
import type * as z from 'zod/mini';

/** One line of the office's list. */
export type Registered = z.infer<typeof listSuggestions.output>['suggestions'][number];

interface RegisteredState {
  suggestions: readonly Registered[];
  total: number;
  cursor: string | null;
  loaded: boolean;
  chosen: ReadonlySet<SuggestionId>;
}

const NOTHING: RegisteredState = {
  suggestions: [],
  total: 0,
  cursor: null,
  loaded: false,
  chosen: new Set(),
};

/** The suggestions that wait to be handed over, and which of them are chosen. */
export const makeRegistered = (huying: Huying) => {
  const store = createStore<RegisteredState>(() => NOTHING);
  const ask = (cursor: string | null) => huying.ask('suggestion:list', { state: 'registered', cursor });
  return {
    read: store.getState,
    subscribe: store.subscribe,
    load: async () => {
      const page = await ask(null);
      store.setState({ ...page, loaded: true, chosen: new Set() });
    },
    more: async () => {
      const { cursor } = store.getState();
      if (cursor === null) return;
      const page = await ask(cursor);
      store.setState((state) => ({ ...page, suggestions: [...state.suggestions, ...page.suggestions] }));
    },
    /** Chooses these, or lets them go. */
    choose: (ids: readonly SuggestionId[], on: boolean) => {
      store.setState((state) => {
        const chosen = new Set(state.chosen);
        for (const id of ids)
          if (on) chosen.add(id);
          else chosen.delete(id);
        return { chosen };
      });
    },
  };
};
