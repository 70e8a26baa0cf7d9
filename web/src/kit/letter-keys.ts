import { createContext, useContext, useEffect } from 'react';

/** False: single letters and digits do nothing (WCAG 2.1.4). Set around all screens. */
export const LetterKeysContext = createContext(true);

const WRITING = 'input, textarea, select, [contenteditable], dialog';

/** What a key does, by its name; outside of text fields and sheets, without Ctrl, Alt or Meta, and only where the person wants it. */
export const useLetterKeys = (keys: Readonly<Record<string, () => void>>): void => {
  const wanted = useContext(LetterKeysContext);
  useEffect(() => {
    if (!wanted) return undefined;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented)
        return;
      if (event.target instanceof Element && event.target.closest(WRITING)) return;
      const act = keys[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [wanted, keys]);
};
