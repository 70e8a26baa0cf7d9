import { useEffect, useRef, type PointerEvent } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Icon } from '../../kit/icon.tsx';
import { wallClockOf } from '../../wording/days.rules.ts';
import { useSpeech } from '../../wording/speech.tsx';
import { clockOf } from './kinds.rules.ts';
import { named, VOICE_TYPES } from './recording.ts';
import { useLongest } from './use-longest.ts';
import { useRecording, type Take } from './use-recording.ts';
import { useFileWords } from './wording/use-words.ts';

/** From here on it says how long there is still. */
const SOON_MS = 30_000;
/** So far to the left a slide gives it up, in pixels. */
const SLIDE_PX = 80;
const CONSTRAINTS: MediaStreamConstraints = { audio: { echoCancellation: true, noiseSuppression: true } };

interface RunningProps {
  take: Take & { is: 'running' };
  mostMs: number;
  drop: () => void;
}

const Running = ({ take, mostMs, drop }: RunningProps) => {
  const words = useFileWords();
  const from = useRef<number | null>(null);
  const slid = (event: PointerEvent) => {
    if (from.current !== null && from.current - event.clientX > SLIDE_PX) drop();
  };
  return (
    <div
      className="recorder-running"
      onPointerDown={(event) => {
        from.current = event.clientX;
      }}
      onPointerMove={slid}
      onPointerUp={() => {
        from.current = null;
      }}
    >
      <p>
        <b className="recorder-time">{words.record.running(clockOf(take.ms))}</b>{' '}
        {mostMs - take.ms < SOON_MS && words.record.left(Math.ceil((mostMs - take.ms) / 1000))}
      </p>
      <meter className="recorder-level" aria-label={words.record.level} min={0} max={1} value={take.level} />
      <p className="recorder-hint">{words.record.slide}</p>
    </div>
  );
};

/** Records a voice: begins by itself, can be heard before it is sent, and dropped at any time. */
export const VoiceRecorder = ({ send, close }: { send: (file: File) => void; close: () => void }) => {
  const words = useFileWords();
  const { now } = useSpeech();
  const mostMs = useLongest('voice');
  const { take, begin, stop, drop } = useRecording({
    types: VOICE_TYPES,
    constraints: CONSTRAINTS,
    mostMs,
  });
  useEffect(() => void begin(), [begin]);
  const giveUp = () => {
    drop();
    close();
  };
  return (
    <Dialog title={words.record.title} closeWords={words.cancel} close={giveUp}>
      {take.is === 'asking' && <p role="status">{words.record.asking}</p>}
      {take.is === 'denied' && <p role="alert">{words.record.denied}</p>}
      {take.is === 'unable' && <p role="alert">{words.record.unable}</p>}
      {take.is === 'running' && <Running take={take} mostMs={mostMs} drop={giveUp} />}
      {take.is === 'taken' && (
        <>
          {take.full && <p role="status">{words.record.full}</p>}
          <p>{words.record.listen}</p>
          <audio className="recorder-audio" src={take.url} controls aria-label={words.record.listen} />
        </>
      )}
      <div className="recorder-tools">
        {take.is === 'running' && (
          <Button look="primary" autoFocus onClick={() => void stop(take.ms)}>
            {words.record.stop}
          </Button>
        )}
        {take.is === 'taken' && (
          <Button
            look="primary"
            autoFocus
            onClick={() => {
              const time = wallClockOf(new Date(now()).toISOString());
              send(named(take.content, words.record.name(time.replace(':', '-'))));
              close();
            }}
          >
            {words.send}
          </Button>
        )}
        {(take.is === 'taken' || take.is === 'denied') && (
          <Button onClick={() => void begin()}>
            <Icon name="voice" />
            {words.again}
          </Button>
        )}
        <Button onClick={giveUp}>{words.cancel}</Button>
      </div>
    </Dialog>
  );
};
