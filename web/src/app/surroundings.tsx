import { useEffect, useMemo, type ReactNode } from 'react';
import { LetterKeysContext } from '../kit/letter-keys.ts';
import { OtherLookContext } from '../kit/look-button.tsx';
import { SavingContext } from '../kit/saving.ts';
import { useReadable } from '../kit/use-readable.ts';
import { useSpeech } from '../wording/speech.tsx';
import type { PreferencesStore } from './preferences.ts';

/** What all screens go by that somebody prefers: language, the other look at one tap, keys, a spared line. */
export const Surroundings = ({
  preferences,
  children,
}: {
  preferences: PreferencesStore;
  children: ReactNode;
}) => {
  const { say, speak } = useSpeech();
  const { look, language, saving, letterKeys } = useReadable(preferences);
  useEffect(() => preferences.start(), [preferences]);
  useEffect(() => speak(language), [language, speak]);
  const other = useMemo(
    () => ({
      words: look === 'elder' ? say.nav.normal : say.nav.elder,
      take: () => {
        // Nothing of it is ever refused; without a line it is kept until there is one.
        preferences.set({ look: look === 'elder' ? 'normal' : 'elder' }).catch(() => undefined);
      },
    }),
    [look, say, preferences],
  );
  return (
    <OtherLookContext value={other}>
      <SavingContext value={saving}>
        <LetterKeysContext value={letterKeys}>{children}</LetterKeysContext>
      </SavingContext>
    </OtherLookContext>
  );
};
