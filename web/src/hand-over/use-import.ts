import { useCallback, useEffect, useState } from 'react';
import type { Huying } from '../../../client-sdk/index.ts';
import type { ImportId } from '../../../shared/ids.ts';
import type { SuggestionImport } from '../../../shared/import.ts';
import { useSpeech } from '../wording/speech.tsx';
import { isAtWork, withStep } from './import.rules.ts';

/** How often it is asked while a job is at work, in milliseconds: what is told may be lost, or told to others. */
const ASK_MS = 2_000;

/** An import as it goes on. */
export interface WatchedImport {
  readonly shown: SuggestionImport | null;
  readonly refusal: string;
  /** What an act answered. */
  readonly took: (now: SuggestionImport) => void;
  /** Asks again: an act was refused, perhaps because another device was first. */
  readonly look: () => void;
}

/** Reads an import, hears how it goes on, and asks again whenever the line returns and while a job is at work. */
export function useImport(huying: Huying, importId: ImportId): WatchedImport {
  const { fault } = useSpeech();
  const [shown, setShown] = useState<SuggestionImport | null>(null);
  const [refusal, setRefusal] = useState('');
  const look = useCallback(() => {
    huying.ask('import:show', { importId }).then(
      (now) => {
        setRefusal('');
        setShown(now);
      },
      (error: unknown) => setRefusal(fault(error)),
    );
  }, [huying, importId, fault]);

  useEffect(() => {
    const stops = [
      huying.on('import', (step) => {
        setShown((now) => now && withStep(now, step));
        if (step.importId === importId && step.handOverId !== null) look();
      }),
      huying.on('hand-over', (run) =>
        setShown((now) => (now?.handOver?.handOverId === run.handOverId ? { ...now, handOver: run } : now)),
      ),
      huying.on('state', (state) => {
        if (state === 'online') look();
      }),
    ];
    look();
    return () => {
      for (const stop of stops) stop();
    };
  }, [huying, importId, look]);

  const atWork = shown !== null && isAtWork(shown);
  useEffect(() => {
    if (!atWork) return undefined;
    const timer = setInterval(look, ASK_MS);
    return () => clearInterval(timer);
  }, [atWork, look]);

  return { shown, refusal, took: setShown, look };
}
