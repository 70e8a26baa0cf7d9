import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import type { Clock, Huying } from '../../../client-sdk/index.ts';
import { endingOf, type Ending } from './session-end.rules.ts';

const SessionEndDialog = lazy(() =>
  import('./session-end-dialog.tsx').then((feature) => ({ default: feature.SessionEndDialog })),
);

/** How often the clock is looked at, in milliseconds. */
const LOOK_MS = 5_000;
const DEEDS = ['pointerdown', 'keydown'] as const;
/** Tabs of one browser tell each other that somebody is there. */
const CHANNEL = 'huying-here';

interface SessionEndProps {
  huying: Huying;
  clock: Clock;
  /** Signs out because nobody was there. */
  leave: () => void;
  /** To the door and back here. */
  again: () => void;
}

/** How near the session's end is; `stay` says that somebody is there. Once warned, only that counts. */
const useEnding = (huying: Huying, clock: Clock) => {
  const [ending, setEnding] = useState<Ending>('far');
  const heardAt = useRef(0);
  const warned = useRef(false);

  const look = useCallback(() => {
    const { terms } = huying;
    if (terms === null) return;
    const now = endingOf(terms, heardAt.current, clock.now());
    warned.current = now !== 'far';
    setEnding(now);
  }, [huying, clock]);

  useEffect(() => {
    const tabs = new BroadcastChannel(CHANNEL);
    const heard = () => {
      heardAt.current = clock.now();
      look();
    };
    const done = () => {
      if (warned.current) return;
      heardAt.current = clock.now();
      if (huying.terms?.shared === true) tabs.postMessage(null);
    };
    heardAt.current = clock.now();
    tabs.addEventListener('message', heard);
    for (const deed of DEEDS) addEventListener(deed, done, { passive: true });
    const timer = setInterval(look, LOOK_MS);
    return () => {
      tabs.close();
      for (const deed of DEEDS) removeEventListener(deed, done);
      clearInterval(timer);
    };
  }, [huying, clock, look]);

  const stay = useCallback(() => {
    heardAt.current = clock.now();
    const tabs = new BroadcastChannel(CHANNEL);
    tabs.postMessage(null);
    tabs.close();
    look();
    huying.stay().catch(() => undefined); // what ends the session is told as such
  }, [huying, clock, look]);
  return { ending, stay };
};

/** Watches over the end of the session: warns two minutes before, and leaves where nobody answered. */
export const SessionEnd = ({ huying, clock, leave, again }: SessionEndProps) => {
  const { ending, stay } = useEnding(huying, clock);
  const [put, setPut] = useState(false);
  useEffect(() => {
    if (ending === 'idle') leave();
    if (ending === 'end') stay();
  }, [ending, leave, stay]);

  if (ending === 'idle-soon')
    return (
      <Suspense>
        <SessionEndDialog why="idle" act={stay} close={stay} />
      </Suspense>
    );
  if (ending === 'end-soon' && !put)
    return (
      <Suspense>
        <SessionEndDialog why="end" act={again} close={() => setPut(true)} />
      </Suspense>
    );
  return null;
};
