import { useContext, useEffect } from 'react';
import { LetterKeysContext } from '../kit/letter-keys.ts';
import { type Command, commandOf } from './keys.rules.ts';

/** Whether somebody is writing, or a dialog is open: then keys are theirs. */
const isTaken = (target: EventTarget | null): boolean =>
  document.querySelector('dialog[open]') !== null ||
  (target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select')));

/** Listens for single keys while the list is on screen; false: the person wants none. */
export function useKeys(run: (command: Command) => void): boolean {
  const on = useContext(LetterKeysContext);
  useEffect(() => {
    if (!on) return undefined;
    const hear = (event: KeyboardEvent) => {
      const command = isTaken(event.target) ? null : commandOf(event);
      if (command === null) return;
      event.preventDefault();
      run(command);
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [on, run]);
  return on;
}
