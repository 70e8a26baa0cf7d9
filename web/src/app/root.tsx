import { useEffect, useState, type ReactNode } from 'react';
import type { Huying } from '../../../client-sdk/index.ts';
import type { Me } from '../../../shared/people.ts';
import { useSpeech } from '../wording/speech.tsx';
import { PlainPage } from './plain-page.tsx';
import { useSession } from './session.ts';
import { ToDoor, toDoor } from './to-door.tsx';

/** How long nothing at all is shown while the session is taken up, in milliseconds. */
const PATIENCE_MS = 300;

type Session = ReturnType<typeof useSession>;

interface RootProps {
  huying: Huying;
  house: (me: Me, session: Session) => ReactNode;
}

const Waiting = () => {
  const { say } = useSpeech();
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return long ? <main className="plain-page">{say.loading}</main> : null;
};

/** The house for who is signed in; everybody else is on the way to the door, which is a page of its own. */
export const Root = ({ huying, house }: RootProps) => {
  const { say, fault } = useSpeech();
  const session = useSession(huying);
  const { standing } = session;
  switch (standing.is) {
    case 'starting':
      return <Waiting />;
    case 'unreachable':
      return (
        <PlainPage title={say.product} act={{ words: say.again, run: session.tryAgain }}>
          {fault(standing.why)}
        </PlainPage>
      );
    case 'out':
      return <ToDoor why={standing.why} />;
    case 'ended':
      return (
        <PlainPage title={say.ended.title} act={{ words: say.ended.again, run: () => toDoor('stranger') }}>
          {say.ended.expired}
        </PlainPage>
      );
    case 'in':
      return house(standing.me, session);
  }
};
