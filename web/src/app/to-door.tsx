import { useEffect } from 'react';
import { useSpeech } from '../wording/speech.tsx';
import { PlainPage } from './plain-page.tsx';
import type { Out } from './session.ts';

/** Goes to the sign-in page. A stranger is led back here from it; after somebody left, the next may be somebody else. */
export const toDoor = (why: Out): void => {
  const { pathname, search, hash } = location;
  if (why === 'stranger') location.replace(`/sign-in?then=${encodeURIComponent(pathname + search + hash)}`);
  else location.replace(why === 'idle' ? '/sign-in?ended' : '/sign-in');
};

/** On the way to the sign-in page; without a network it is gone to later. */
export const ToDoor = ({ why }: { why: Out }) => {
  const { say } = useSpeech();
  useEffect(() => {
    const go = () => toDoor(why);
    if (navigator.onLine) go();
    addEventListener('online', go);
    return () => removeEventListener('online', go);
  }, [why]);
  if (navigator.onLine) return null;
  return (
    <PlainPage title={say.ended.title} act={{ words: say.ended.again, run: () => toDoor(why) }}>
      {say.ended.left}
    </PlainPage>
  );
};
