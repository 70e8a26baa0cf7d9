import type { PersonId } from '../../shared/ids.ts';
import {
  type KeptPreferences,
  type Preferences,
  preferencesChanged,
  type QuietHours,
} from '../../shared/preferences.ts';
import { DEFAULT_PREFERENCES } from '../../shared/values/preferences.ts';
import type { Caller, Tell } from '../wire/ports.ts';
import type { PreferencesDoc, PreferencesStore } from './preferences.store.ts';

interface Parts {
  readonly store: PreferencesStore;
  readonly tell: Pick<Tell, 'people'>;
}

type Chosen = { readonly [F in keyof Preferences]?: Preferences[F] | undefined };

const keptOf = (doc: PreferencesDoc | null): KeptPreferences => {
  if (doc === null) return { preferences: DEFAULT_PREFERENCES, version: 0 };
  const { _id, version, ...chosen } = doc;
  return { preferences: { ...DEFAULT_PREFERENCES, ...chosen }, version };
};

/** How people want the product to be: their own to read and to change, nobody else’s. */
export function makePreferences({ store, tell }: Parts) {
  const show = async ({ personId }: Pick<Caller, 'personId'>): Promise<KeptPreferences> =>
    keptOf(await store.of(personId));

  return {
    show,
    async set(chosen: Chosen, caller: Pick<Caller, 'personId'>): Promise<KeptPreferences> {
      const given: Partial<Preferences> = Object.fromEntries(
        Object.entries(chosen).filter(([, value]) => value !== undefined),
      );
      if (Object.keys(given).length === 0) return show(caller);
      const kept = keptOf(await store.set(caller.personId, given));
      tell.people([caller.personId], preferencesChanged, kept);
      return kept;
    },
    /** The language in which they are spoken to. */
    languageOf: async (id: PersonId): Promise<Preferences['language']> =>
      (await store.of(id))?.language ?? DEFAULT_PREFERENCES.language,
    /** When this person wants nothing to ring; null: whenever. */
    quietHoursOf: async (id: PersonId): Promise<QuietHours | null> => (await store.of(id))?.quiet ?? null,
  };
}
