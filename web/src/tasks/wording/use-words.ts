import { useEffect, useState } from 'react';
import { useSpeech } from '../../wording/speech.tsx';
import { type TaskWords, zhCN } from './zh-CN.ts';

/** The words in the language of the page; until another language has come, Chinese. */
export function useTaskWords(): TaskWords {
  const { language } = useSpeech();
  const [english, setEnglish] = useState<TaskWords | null>(null);
  useEffect(() => {
    if (language === 'en') void import('./en.ts').then(({ en }) => setEnglish(en));
  }, [language]);
  return language === 'en' && english ? english : zhCN;
}
