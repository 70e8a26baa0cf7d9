import { useCallback, useEffect, useState } from 'react';
import type { Huying } from '../../../client-sdk/index.ts';
import type { Me } from '../../../shared/people.ts';

/** Where the person stands: `ended` was signed in until the session was taken away. */
export type Standing =
  | { is: 'starting' }
  | { is: 'unreachable'; why: unknown }
  | { is: 'out' }
  | { is: 'ended' }
  | { is: 'in'; me: Me };

/** The session of this browser, taken up from its cookie at the start. */
export const useSession = (huying: Huying) => {
  const [standing, setStanding] = useState<Standing>({ is: 'starting' });

  const start = useCallback(() => {
    huying.resume().then(
      (me) => setStanding(me === null ? { is: 'out' } : { is: 'in', me }),
      (why: unknown) => setStanding({ is: 'unreachable', why }),
    );
  }, [huying]);

  useEffect(start, [start]);
  useEffect(() => huying.on('ended', () => setStanding({ is: 'ended' })), [huying]);

  return {
    standing,
    tryAgain: () => {
      setStanding({ is: 'starting' });
      start();
    },
    signIn: async (login: string, password: string) => {
      setStanding({ is: 'in', me: await huying.signIn(login, password) });
    },
    signOut: async (everywhere: boolean) => {
      try {
        await huying.signOut({ everywhere });
      } finally {
        // Nobody is signed in here any more, also where the server could not be told.
        if (huying.me === null) setStanding({ is: 'out' });
      }
    },
    forgetEnd: () => setStanding({ is: 'out' }),
  };
};
