import { useEffect, useRef, useState } from 'react';
import type { PersonId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import { useSpeech } from '../wording/speech.tsx';

/** Messages within this span are announced together, in milliseconds. */
const TOGETHER_MS = 1_500;

/** One sentence for screen readers about what others said since the last one; own messages are not announced. */
export const useArrivals = (messages: readonly Message[], me: PersonId): string => {
  const { say } = useSpeech();
  const [sentence, setSentence] = useState('');
  const told = useRef<number | null>(null);
  useEffect(() => {
    const last = messages.at(-1);
    if (last === undefined) return undefined;
    told.current ??= last.seq;
    const timer = setTimeout(() => {
      const from = told.current ?? last.seq;
      const fresh = messages.filter(
        ({ seq, author }) => seq > from && !(author.kind === 'person' && author.personId === me),
      );
      told.current = last.seq;
      const newest = fresh.at(-1);
      if (newest) setSentence(say.room.arrived(fresh.length, newest.author.name));
    }, TOGETHER_MS);
    return () => clearTimeout(timer);
  }, [messages, me, say]);
  return sentence;
};
