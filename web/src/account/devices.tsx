import { useCallback, useEffect, useState } from 'react';
import type { Huying, LiveSession } from '../../../client-sdk/index.ts';
import { Button } from '../kit/button.tsx';
import { Refusal } from '../kit/field.tsx';
import { civilDateOf, dayName, wallClockOf } from '../wording/days.rules.ts';
import { useSpeech } from '../wording/speech.tsx';
import { useAccountWords } from './wording/use-words.ts';
import './devices.css';

/** Where somebody is signed in, and the way out of each. */
export const Devices = ({ huying }: { huying: Huying }) => {
  const { fault } = useSpeech();
  const { devices: words } = useAccountWords();
  const [sessions, setSessions] = useState<readonly LiveSession[]>([]);
  const [refusal, setRefusal] = useState('');
  const [done, setDone] = useState('');

  const read = useCallback(
    () =>
      huying.ask('session:list', {}).then(
        (found) => setSessions(found.sessions),
        (error: unknown) => setRefusal(fault(error)),
      ),
    [huying, fault],
  );
  useEffect(() => void read(), [read]);

  const end = async (sessionId: string) => {
    setRefusal('');
    try {
      await huying.ask('session:end', { sessionId });
      setDone(words.ended);
    } catch (error) {
      setRefusal(fault(error));
    }
    await read();
  };

  return (
    <section className="devices" aria-labelledby="devices-title">
      <h2 id="devices-title">{words.title}</h2>
      <p className="devices-why">{words.why}</p>
      <Refusal>{refusal}</Refusal>
      <ul>
        {sessions.map((session) => (
          <Device key={session.sessionId} session={session} end={end} />
        ))}
      </ul>
      <p role="status" className="devices-why">
        {done}
      </p>
    </section>
  );
};

const Device = ({ session, end }: { session: LiveSession; end: (sessionId: string) => Promise<void> }) => {
  const { devices: words } = useAccountWords();
  const { today, language } = useSpeech();
  const { sessionId, device, place, startedAt, usedAt, shared, current } = session;
  const when = (instant: string) =>
    `${dayName(civilDateOf(instant), today, language)} ${wallClockOf(instant)}`;
  const facts = [
    ...(shared ? [words.shared] : []),
    words.since(when(startedAt)),
    words.used(when(usedAt)),
    ...(place === '' ? [] : [words.place(place)]),
  ];
  return (
    <li className="devices-one">
      <div>
        <p>
          <b>{device || words.unnamed}</b> {current && <span className="devices-here">{words.current}</span>}
        </p>
        <p className="devices-why">{facts.join(' · ')}</p>
      </div>
      {!current && <Button onClick={() => void end(sessionId)}>{words.end}</Button>}
    </li>
  );
};
