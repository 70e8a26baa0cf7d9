import { startTransition, useCallback, useEffect, useState } from 'react';
import type { Huying } from '../../../client-sdk/index.ts';
import type { Me } from '../../../shared/people.ts';
import { dropForms } from '../kit/kept-forms.ts';

/** `stranger`: nobody was signed in; `left`: by themselves, just now; `idle`: nobody was there any more. */
export type Out = 'stranger' | 'left' | 'idle';

/** Where the person stands: `ended` was signed in until the session was taken away. */
export type Standing =
  | { is: 'starting' }
  | { is: 'unreachable'; why: unknown }
  | { is: 'out'; why: Out }
  | { is: 'ended' }
  | { is: 'in'; me: Me };

/** The session of this browser, taken up from its cookie at the start. */
export const useSession = (huying: Huying) => {
  const [standing, setStanding] = useState<Standing>({ is: 'starting' });

  const start = useCallback(() => {
    huying.resume().then(
      // In small pieces: a slow device stays able to answer while the house is built.
      (me) =>
        startTransition(() => setStanding(me === null ? { is: 'out', why: 'stranger' } : { is: 'in', me })),
      (why: unknown) => setStanding({ is: 'unreachable', why }),
    );
  }, [huying]);

  useEffect(start, [start]);
  useEffect(() => huying.on('ended', () => setStanding({ is: 'ended' })), [huying]);

  const leave = useCallback(
    async (why: Out, everywhere: boolean) => {
      try {
        await huying.signOut({ everywhere });
      } finally {
        // Nobody is signed in here any more, also where the server could not be told.
        if (huying.me === null) {
          dropForms();
          setStanding({ is: 'out', why });
        }
      }
    },
    [huying],
  );

  return {
    standing,
    tryAgain: () => {
      setStanding({ is: 'starting' });
      start();
    },
    signOut: (everywhere: boolean) => leave('left', everywhere),
    /** That the server could not be told changes nothing here. */
    leaveIdle: useCallback(() => void leave('idle', false).catch(() => undefined), [leave]),
  };
};
