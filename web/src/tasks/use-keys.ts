import { useEffect, useState } from 'react';
import { type Command, commandOf } from './keys.rules.ts';

const KEPT = 'huying-single-keys';

const kept = (): boolean => {
  try {
    return localStorage.getItem(KEPT) !== 'off';
  } catch {
    return true; // a browser that keeps nothing
  }
};

/** Whether somebody is writing, or a dialog is open: then keys are theirs. */
const isTaken = (target: EventTarget | null): boolean =>
  document.querySelector('dialog[open]') !== null ||
  (target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select')));

/** Listens for single keys while the list is on screen; they can be switched off. */
export function useKeys(run: (command: Command) => void): { on: boolean; turn: (on: boolean) => void } {
  const [on, setOn] = useState(kept);
  useEffect(() => {
    if (!on) return;
    const hear = (event: KeyboardEvent) => {
      const command = isTaken(event.target) ? null : commandOf(event);
      if (command === null) return;
      event.preventDefault();
      run(command);
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [on, run]);
  const turn = (next: boolean) => {
    setOn(next);
    try {
      localStorage.setItem(KEPT, next ? 'on' : 'off');
    } catch {
      // It lasts as long as the page.
    }
  };
  return { on, turn };
}
