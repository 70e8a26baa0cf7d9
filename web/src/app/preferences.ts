import type { Huying, Readable } from '../../../client-sdk/index.ts';
import { Fault } from '../../../shared/faults.ts';
import type { KeptPreferences, Preferences } from '../../../shared/preferences.ts';
import { DEFAULT_PREFERENCES } from '../../../shared/values/preferences.ts';
import { shownLook, showLook } from './look.ts';

/** How the person wants the product to be: shown at once, kept with the account as soon as the line allows. */
export interface PreferencesStore extends Readable<Preferences> {
  /** Begins to follow the account; the answer ends it. */
  start(): () => void;
  /** Throws the server’s refusal, and takes back what it refused; without a line it is kept until there is one. */
  set(chosen: Partial<Preferences>): Promise<void>;
}

const isLine = (error: unknown): boolean => error instanceof Fault && error.code === 'UNAVAILABLE';

/** Makes the store. Of two devices the later word holds, field by field; the server numbers what it keeps. */
export function makePreferences(huying: Pick<Huying, 'ask' | 'on'>): PreferencesStore {
  const watchers = new Set<() => void>();
  let kept: KeptPreferences = { preferences: DEFAULT_PREFERENCES, version: -1 };
  /** Chosen here and not kept yet. */
  let chosen: Partial<Preferences> = {};
  let shown: Preferences = { ...DEFAULT_PREFERENCES, ...shownLook() };

  const show = () => {
    shown = { ...kept.preferences, ...chosen };
    showLook(shown);
    for (const changed of watchers) changed();
  };
  const took = (next: KeptPreferences) => {
    if (next.version <= kept.version) return;
    kept = next;
    show();
  };
  /** What was sent waits no longer, unless something else was chosen meanwhile. */
  const settled = (sent: Partial<Preferences>) => {
    chosen = Object.fromEntries(
      Object.entries(chosen).filter(([field, value]) => sent[field as keyof Preferences] !== value),
    );
  };
  const send = async (): Promise<void> => {
    const sent = chosen;
    if (Object.keys(sent).length === 0) return;
    try {
      const next = await huying.ask('preferences:set', sent);
      settled(sent);
      took(next);
    } catch (error) {
      if (isLine(error)) return; // it is sent when the line returns
      settled(sent);
      show();
      throw error;
    }
  };
  /** Who never chose anything takes over what this page was set to before they came in. */
  const read = async (): Promise<void> => {
    const next = await huying.ask('preferences:show', {});
    if (next.version === 0 && kept.version < 0) chosen = { ...shownLook(), ...chosen };
    took(next);
    await send();
  };

  return {
    read: () => shown,
    subscribe(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    start() {
      const again = () => {
        read().catch(() => undefined); // asked again when the line returns
      };
      again();
      const stops = [
        huying.on('preferences', took),
        huying.on('state', (state) => {
          if (state === 'online') again();
        }),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
    set(more) {
      chosen = { ...chosen, ...more };
      show();
      return send();
    },
  };
}
