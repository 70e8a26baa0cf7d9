import { useEffect, useRef, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { wallClockOf } from '../../wording/days.rules.ts';
import { useSpeech } from '../../wording/speech.tsx';
import { clockOf } from './kinds.rules.ts';
import { FILM_TYPES, named, release } from './recording.ts';
import { useLongest } from './use-longest.ts';
import { useRecording } from './use-recording.ts';
import { useFileWords } from './wording/use-words.ts';

interface CameraProps {
  send: (file: File) => void;
  /** To choose something that is there already. */
  choose: () => void;
  close: () => void;
}

const VIEW = { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } };
const FILM: MediaStreamConstraints = {
  video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
  audio: true,
};
const QUALITY = 0.9;

const useTime = () => {
  const { now } = useSpeech();
  return () => wallClockOf(new Date(now()).toISOString()).replace(':', '-');
};

/** Shows what the camera sees; `see` is given what shows it. */
const View = ({ stream, see }: { stream: MediaStream; see?: (view: HTMLVideoElement) => void }) => {
  const words = useFileWords();
  const view = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (!view.current) return;
    view.current.srcObject = stream;
    see?.(view.current);
  }, [stream, see]);
  return (
    <video ref={view} className="camera-view" autoPlay muted playsInline aria-label={words.camera.view} />
  );
};

/** What the camera sees; null: asked for; `denied`: there is none, or it may not be used. */
const useSight = (): MediaStream | null | 'denied' => {
  const [sight, setSight] = useState<MediaStream | null | 'denied'>(null);
  useEffect(() => {
    let here = true;
    let given: MediaStream | null = null;
    const ask = async () => {
      try {
        const stream = await navigator.mediaDevices.getUserMedia({ video: VIEW });
        if (!here) {
          release(stream);
          return;
        }
        given = stream;
        setSight(stream);
      } catch {
        if (here) setSight('denied');
      }
    };
    void ask();
    return () => {
      here = false;
      if (given) release(given);
    };
  }, []);
  return sight;
};

const drawn = (video: HTMLVideoElement): Promise<Blob | null> => {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
};

/** Takes a photo, to be looked at before it is sent. */
export const PhotoCamera = ({ send, choose, close }: CameraProps) => {
  const words = useFileWords();
  const time = useTime();
  const sight = useSight();
  const [view, setView] = useState<HTMLVideoElement | null>(null);
  const [photo, setPhoto] = useState<{ content: Blob; url: string } | null>(null);
  useEffect(() => () => (photo ? URL.revokeObjectURL(photo.url) : undefined), [photo]);
  const shoot = async () => {
    const content = view && (await drawn(view));
    if (content) setPhoto({ content, url: URL.createObjectURL(content) });
  };
  return (
    <Dialog title={words.camera.photo} closeWords={words.cancel} close={close}>
      {sight === null && <p role="status">{words.camera.asking}</p>}
      {sight === 'denied' && <p role="alert">{words.camera.denied}</p>}
      {photo && <img className="camera-view" src={photo.url} alt={words.camera.taken} />}
      {sight !== null && sight !== 'denied' && !photo && <View stream={sight} see={setView} />}
      <div className="recorder-tools">
        {photo ? (
          <>
            <Button
              look="primary"
              autoFocus
              onClick={() => {
                send(named(photo.content, words.camera.photoName(time())));
                close();
              }}
            >
              {words.send}
            </Button>
            <Button onClick={() => setPhoto(null)}>{words.again}</Button>
          </>
        ) : (
          <Button look="primary" disabled={sight === null || sight === 'denied'} onClick={() => void shoot()}>
            {words.camera.shoot}
          </Button>
        )}
        <Button onClick={choose}>{words.camera.choose}</Button>
        <Button onClick={close}>{words.cancel}</Button>
      </div>
    </Dialog>
  );
};

/** Takes a video note, to be looked at before it is sent. */
export const FilmCamera = ({ send, choose, close }: CameraProps) => {
  const words = useFileWords();
  const time = useTime();
  const mostMs = useLongest('video-note');
  const { take, begin, stop } = useRecording({ types: FILM_TYPES, constraints: FILM, mostMs });
  const isDenied = take.is === 'denied' || take.is === 'unable';
  return (
    <Dialog title={words.camera.video} closeWords={words.cancel} close={close}>
      {take.is === 'asking' && <p role="status">{words.camera.asking}</p>}
      {isDenied && <p role="alert">{words.camera.denied}</p>}
      {take.is === 'running' && (
        <>
          <View stream={take.stream} />
          <b className="recorder-time">{words.camera.running(clockOf(take.ms))}</b>
        </>
      )}
      {take.is === 'taken' && (
        <>
          {take.full && <p role="status">{words.camera.full}</p>}
          <video
            className="camera-view"
            src={take.url}
            controls
            playsInline
            aria-label={words.camera.video}
          />
        </>
      )}
      <div className="recorder-tools">
        {take.is === 'running' && (
          <Button look="primary" autoFocus onClick={() => void stop(take.ms)}>
            {words.camera.stop}
          </Button>
        )}
        {take.is === 'taken' && (
          <Button
            look="primary"
            autoFocus
            onClick={() => {
              send(named(take.content, words.camera.videoName(time())));
              close();
            }}
          >
            {words.send}
          </Button>
        )}
        {(take.is === 'idle' || take.is === 'taken' || isDenied) && (
          <Button onClick={() => void begin()}>
            {take.is === 'idle' ? words.camera.start : words.again}
          </Button>
        )}
        <Button onClick={choose}>{words.camera.choose}</Button>
        <Button onClick={close}>{words.cancel}</Button>
      </div>
    </Dialog>
  );
};
