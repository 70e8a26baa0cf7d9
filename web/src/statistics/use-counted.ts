import { useEffect, useState } from 'react';
import type { Huying } from '../../../client-sdk/index.ts';
import { useSpeech } from '../wording/speech.tsx';
import type { Counted } from './sheets.rules.ts';

/** The figures of a session, null: of all; counted by the server when they are asked for. */
export function useCounted(huying: Huying, session: number | null) {
  const { fault } = useSpeech();
  const [found, setFound] = useState<{ session: number | null; counted: Counted } | null>(null);
  const [refusal, setRefusal] = useState('');
  useEffect(() => {
    let wanted = true;
    const ask = async () => {
      const [figures, progress, { rows }, { units }] = await Promise.all([
        huying.ask('figures:show', { session }),
        huying.ask('figures:progress', { session }),
        huying.ask('contact:coverage', { session, by: 'unit' }),
        huying.ask('figures:overdue', {}),
      ]);
      return { figures, progress, coverage: rows, overdue: units };
    };
    ask().then(
      (counted) => {
        if (!wanted) return;
        setRefusal('');
        setFound({ session, counted });
      },
      (error: unknown) => {
        if (wanted) setRefusal(fault(error));
      },
    );
    return () => {
      wanted = false;
    };
  }, [huying, session, fault]);
  // Which sessions there are does not depend on the one that is looked at.
  const sessions = found?.counted.progress.sessions ?? [];
  return { counted: found?.session === session ? found.counted : null, sessions, refusal };
}
