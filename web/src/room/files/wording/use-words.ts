import { useEffect, useState } from 'react';
import { useSpeech } from '../../../wording/speech.tsx';
import { zhCN, type FileWords } from './zh-CN.ts';

/** The words about files in the language of the page; until another language has come, Chinese. */
export function useFileWords(): FileWords {
  const { language } = useSpeech();
  const [english, setEnglish] = useState<FileWords | null>(null);
  useEffect(() => {
    if (language === 'en') void import('./en.ts').then(({ en }) => setEnglish(en));
  }, [language]);
  return language === 'en' && english ? english : zhCN;
}
