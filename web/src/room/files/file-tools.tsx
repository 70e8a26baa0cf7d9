import { useEffect, useRef, useState, type RefObject } from 'react';
import type { FileKind } from '../../../../client-sdk/index.ts';
import { sizeOf } from '../../../../client-sdk/wording/words.ts';
import { Fault } from '../../../../shared/faults.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Icon } from '../../kit/icon.tsx';
import { useRoomFiles } from '../room-files.ts';
import { FilmCamera, PhotoCamera } from './camera.tsx';
import { kindOf } from './kinds.rules.ts';
import { useGiven } from './use-given.ts';
import { VoiceRecorder } from './voice-recorder.tsx';
import { useFileWords } from './wording/use-words.ts';
import './files.css';
import './recorder.css';

interface ChosenProps {
  chosen: readonly File[];
  send: (file: File, kind: FileKind) => void;
  close: () => void;
}

/** What was dropped or pasted is sent only after a look at it. */
const Chosen = ({ chosen, send, close }: ChosenProps) => {
  const words = useFileWords();
  const tools = useRef<HTMLDivElement>(null);
  // Who pasted a picture wants to send it: Enter does.
  useEffect(() => tools.current?.querySelector('button')?.focus(), []);
  return (
    <Dialog title={words.confirm(chosen.length)} closeWords={words.cancel} close={close}>
      <ul className="file-chosen">
        {chosen.map((file, i) => (
          <li key={i}>
            <span>{file.name}</span> <small>{sizeOf(file.size)}</small>
          </li>
        ))}
      </ul>
      <div className="recorder-tools" ref={tools}>
        <Button
          look="primary"
          onClick={() => {
            for (const file of chosen) send(file, kindOf(file.type));
            close();
          }}
        >
          {words.send}
        </Button>
        <Button onClick={close}>{words.cancel}</Button>
      </div>
    </Dialog>
  );
};

interface PickerProps {
  picker: RefObject<HTMLInputElement | null>;
  kind: FileKind;
  accept: string;
  words: string;
  send: (file: File, kind: FileKind) => void;
}

/** The browser’s own dialog; its button stands beside. */
const Picker = ({ picker, kind, accept, words, send }: PickerProps) => (
  <input
    ref={picker}
    type="file"
    hidden
    multiple
    accept={accept}
    aria-label={words}
    data-picks={kind}
    onChange={(event) => {
      for (const file of event.target.files ?? []) send(file, kind);
      event.target.value = ''; // the same file may be chosen again
    }}
  />
);

type Sheet = 'voice' | 'photo' | 'film' | null;

/** The ways by which files come into a room: chosen, recorded, taken, dropped, pasted. */
export const FileTools = () => {
  const words = useFileWords();
  const { room } = useRoomFiles();
  const place = useRef<HTMLSpanElement>(null);
  const pictures = useRef<HTMLInputElement>(null);
  const documents = useRef<HTMLInputElement>(null);
  const films = useRef<HTMLInputElement>(null);
  const [sheet, setSheet] = useState<Sheet>(null);
  const [unreadable, setUnreadable] = useState(false);
  const [given, setGiven] = useState<readonly File[]>([]);
  const isOver = useGiven(place, setGiven);
  const close = () => setSheet(null);

  const send = (file: File, kind: FileKind) => {
    setUnreadable(false);
    // A refused one stays in the log with its reason; one that cannot be read never comes there.
    room.sendFile(file, { kind }).catch((error: unknown) => setUnreadable(!(error instanceof Fault)));
  };
  const choosePicture = () => {
    close();
    pictures.current?.click();
  };
  const chooseFilm = () => {
    close();
    films.current?.click();
  };
  return (
    <span className="file-tools" ref={place} role="group" aria-label={words.tools}>
      <Button look="quiet" onClick={() => pictures.current?.click()}>
        <Icon name="picture" />
        {words.picture}
      </Button>
      <Button look="quiet" onClick={() => documents.current?.click()}>
        <Icon name="file" />
        {words.document}
      </Button>
      <Button look="quiet" className="file-speak" onClick={() => setSheet('voice')}>
        <Icon name="voice" />
        <span className="file-speak-short">{words.voice}</span>
        <span className="file-speak-long">{words.speak}</span>
      </Button>
      <Button look="quiet" onClick={() => setSheet('film')}>
        <Icon name="film" />
        {words.video}
      </Button>
      <Button look="quiet" onClick={() => setSheet('photo')}>
        <Icon name="camera" />
        {words.photo}
      </Button>
      <Picker picker={pictures} kind="picture" accept="image/*" words={words.picture} send={send} />
      <Picker picker={documents} kind="document" accept="" words={words.document} send={send} />
      <Picker picker={films} kind="video-note" accept="video/*" words={words.video} send={send} />
      {unreadable && <b role="alert">{words.unreadable}</b>}
      {isOver && <b className="file-drop">{words.dropHere}</b>}
      {given.length > 0 && <Chosen chosen={given} send={send} close={() => setGiven([])} />}
      {sheet === 'voice' && <VoiceRecorder send={(file) => send(file, 'voice')} close={close} />}
      {sheet === 'photo' && (
        <PhotoCamera send={(file) => send(file, 'picture')} choose={choosePicture} close={close} />
      )}
      {sheet === 'film' && (
        <FilmCamera send={(file) => send(file, 'video-note')} choose={chooseFilm} close={close} />
      )}
    </span>
  );
};
