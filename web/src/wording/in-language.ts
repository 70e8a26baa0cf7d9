import { useEffect, useState } from 'react';
import { useSpeech } from './speech.tsx';

/** A feature’s words in the language of the page; until another language has come, Chinese. `fetchEnglish` stays the same. */
export function useInLanguage<W>(chinese: W, fetchEnglish: () => Promise<{ readonly en: W }>): W {
  const { language } = useSpeech();
  const [english, setEnglish] = useState<W | null>(null);
  useEffect(() => {
    if (language === 'en') void fetchEnglish().then(({ en }) => setEnglish(() => en));
  }, [language, fetchEnglish]);
  return language === 'en' && english !== null ? english : chinese;
}
