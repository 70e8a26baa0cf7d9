import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Clock } from '../../../client-sdk/index.ts';
import { say as wireSay, type Locale, type Say } from '../../../client-sdk/wording/index.ts';
import type { CivilDate } from '../../../shared/ids.ts';
import { civilDateOf } from './days.rules.ts';
import { zhCN, type Words } from './zh-CN.ts';

/** How often the day is looked at, in milliseconds. */
const DAY_LOOK_MS = 30_000;

/** Everything a screen needs to speak: words, today, and sentences for refusals. */
export interface Speech {
  say: Words;
  language: Locale;
  speak: (language: Locale) => void;
  today: CivilDate;
  now: () => number;
  /** What the server says in codes: cards, roles, methods. */
  wire: Say;
  /** The sentence for anything that was thrown. */
  fault: (error: unknown) => string;
}

const SpeechContext = createContext<Speech | null>(null);

/** The speech of the page; inside SpeechProvider only. */
export const useSpeech = (): Speech => {
  const speech = useContext(SpeechContext);
  if (speech === null) throw new Error('useSpeech stands outside SpeechProvider');
  return speech;
};

const english = async (): Promise<Words> => (await import('./en.ts')).en;

/** Gives every screen below its words; English is fetched when asked for. */
export const SpeechProvider = ({ clock, children }: { clock: Clock; children: ReactNode }) => {
  const [words, setWords] = useState<{ language: Locale; say: Words }>({ language: 'zh-CN', say: zhCN });
  const [today, setToday] = useState(() => civilDateOf(clock.now()));

  useEffect(() => {
    const timer = setInterval(() => setToday(civilDateOf(clock.now())), DAY_LOOK_MS);
    return () => clearInterval(timer);
  }, [clock]);

  const speak = useCallback((language: Locale) => {
    if (language === 'zh-CN') setWords({ language, say: zhCN });
    else void english().then((say) => setWords({ language, say }));
  }, []);

  // The page may begin in another language than Chinese: look.js has it from the last time.
  const [begun] = useState(() => document.documentElement.lang);
  useEffect(() => {
    if (begun === 'en') void english().then((say) => setWords({ language: begun, say }));
  }, [begun]);
  useEffect(() => {
    document.documentElement.lang = words.language;
  }, [words]);

  const speech = useMemo<Speech>(() => {
    const wire = wireSay(words.language);
    return { ...words, speak, today, now: () => clock.now(), wire, fault: wire.fault };
  }, [words, speak, today, clock]);
  return <SpeechContext value={speech}>{children}</SpeechContext>;
};
