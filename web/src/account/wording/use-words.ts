import { useEffect, useState } from 'react';
import { useSpeech } from '../../wording/speech.tsx';
import { zhCN, type AccountWords } from './zh-CN.ts';

/** The words about one's account in the language of the page; until another language has come, Chinese. */
export function useAccountWords(): AccountWords {
  const { language } = useSpeech();
  const [english, setEnglish] = useState<AccountWords | null>(null);
  useEffect(() => {
    if (language === 'en') void import('./en.ts').then(({ en }) => setEnglish(en));
  }, [language]);
  return language === 'en' && english ? english : zhCN;
}
