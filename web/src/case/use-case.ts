import { useEffect, useState } from 'react';
import type { Huying } from '../../../client-sdk/index.ts';
import type { SuggestionId } from '../../../shared/ids.ts';
import type { ContactRecord, SuggestionView } from '../../../shared/suggestions.ts';

/** The case behind a room. Null until read; stays what it was while being read again. */
export interface Case {
  suggestion: SuggestionView | null;
  contacts: readonly ContactRecord[];
  /** Why it could not be read. */
  refusal: unknown;
}

const UNREAD: Case = { suggestion: null, contacts: [], refusal: null };

/** Reads the case, and again whenever `version` changes or the line returns. Null id: a room without a case. */
export const useCase = (huying: Huying, suggestionId: SuggestionId | null, version: string): Case => {
  const [found, setFound] = useState<Case>(UNREAD);
  const [returns, setReturns] = useState(0);

  useEffect(
    () =>
      huying.on('state', (state) => {
        if (state === 'online') setReturns((n) => n + 1);
      }),
    [huying],
  );

  useEffect(() => {
    if (suggestionId === null) return undefined;
    let wanted = true;
    Promise.all([
      huying.ask('suggestion:show', { suggestionId }),
      huying.ask('contact:list', { suggestionId }),
    ]).then(
      ([suggestion, { contacts }]) => {
        if (wanted) setFound({ suggestion, contacts, refusal: null });
      },
      (refusal: unknown) => {
        if (wanted) setFound((before) => ({ ...before, refusal }));
      },
    );
    return () => {
      wanted = false;
    };
  }, [huying, suggestionId, version, returns]);

  return found;
};
