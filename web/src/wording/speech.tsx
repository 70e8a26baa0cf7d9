import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Clock } from '../../../client-sdk/index.ts';
import type { Locale } from '../../../client-sdk/wording/index.ts';
import { type RoomSay, roomSayIn } from '../../../client-sdk/wording/say-rooms.ts';
import { type FirstSay, firstSayIn } from '../../../client-sdk/wording/say.ts';
import { zhCN as wireZh } from '../../../client-sdk/wording/zh/words.ts';
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
  /** What the server says in codes: roles, methods, refusals. */
  wire: FirstSay;
  /** What it says in rooms alone: cards, lines of the product. Null: Chinese, which rooms bring themselves. */
  rooms: RoomSay | null;
  /** The sentence for anything that was thrown. */
  fault: (error: unknown) => string;
}

/** All words of one language. */
type Spoken = Pick<Speech, 'language' | 'say' | 'wire' | 'rooms'>;

const CHINESE: Spoken = { language: 'zh-CN', say: zhCN, wire: firstSayIn(wireZh), rooms: null };

const english = async (): Promise<Spoken> => {
  const [{ en }, wire, rooms] = await Promise.all([
    import('./en.ts'),
    import('../../../client-sdk/wording/en/words.ts'),
    import('../../../client-sdk/wording/en/room-words.ts'),
  ]);
  return { language: 'en', say: en, wire: firstSayIn(wire.en), rooms: roomSayIn(rooms.en, wire.en) };
};

const SpeechContext = createContext<Speech | null>(null);

/** The speech of the page; inside SpeechProvider only. */
export const useSpeech = (): Speech => {
  const speech = useContext(SpeechContext);
  if (speech === null) throw new Error('useSpeech stands outside SpeechProvider');
  return speech;
};

/** Gives every screen below its words; English is fetched when asked for. */
export const SpeechProvider = ({ clock, children }: { clock: Clock; children: ReactNode }) => {
  const [spoken, setSpoken] = useState<Spoken>(CHINESE);
  const [today, setToday] = useState(() => civilDateOf(clock.now()));

  useEffect(() => {
    const timer = setInterval(() => setToday(civilDateOf(clock.now())), DAY_LOOK_MS);
    return () => clearInterval(timer);
  }, [clock]);

  const speak = useCallback((language: Locale) => {
    if (language === 'zh-CN') setSpoken(CHINESE);
    else void english().then(setSpoken);
  }, []);

  // The page may begin in another language than Chinese: look.js has it from the last time.
  const [begun] = useState(() => document.documentElement.lang);
  useEffect(() => {
    if (begun === 'en') void english().then(setSpoken);
  }, [begun]);
  useEffect(() => {
    document.documentElement.lang = spoken.language;
  }, [spoken]);

  const speech = useMemo<Speech>(
    () => ({ ...spoken, speak, today, now: () => clock.now(), fault: spoken.wire.fault }),
    [spoken, speak, today, clock],
  );
  return <SpeechContext value={speech}>{children}</SpeechContext>;
};
