import { useState } from 'react';
import { useSpeech } from '../wording/speech.tsx';

/** Runs one attempt at a time and keeps the sentence of its refusal. */
export const useSending = (attempt: () => Promise<void>) => {
  const { fault } = useSpeech();
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState('');
  const send = () => {
    setSending(true);
    setRefusal('');
    attempt()
      .catch((error: unknown) => setRefusal(fault(error)))
      .finally(() => setSending(false));
  };
  return { sending, refusal, setRefusal, send };
};
