import { useState } from 'react';
import { textAsKept } from '../../../../shared/values/messages.ts';
import { Button } from '../../kit/button.tsx';
import { Written } from '../../kit/written.tsx';
import { useSpeech } from '../../wording/speech.tsx';
import { useRoomFiles } from '../room-files.ts';
import type { ShownFile } from './file-view.tsx';
import { useFileWords } from './wording/use-words.ts';

const Correction = ({ seq, text, close }: { seq: number; text: string; close: () => void }) => {
  const words = useFileWords();
  const { fault } = useSpeech();
  const { room } = useRoomFiles();
  const [written, setWritten] = useState(text);
  const [refusal, setRefusal] = useState<unknown>(null);
  const save = async () => {
    try {
      await room.correctTranscript(seq, written);
      close();
    } catch (error) {
      setRefusal(error);
    }
  };
  return (
    <form
      className="file-correction"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <textarea
        autoFocus
        dir="auto"
        value={written}
        rows={3}
        aria-label={words.player.text}
        onChange={(event) => setWritten(event.target.value)}
      />
      <div className="file-under">
        <Button type="submit" look="primary" disabled={textAsKept(written) === null}>
          {words.player.save}
        </Button>
        <Button onClick={close}>{words.cancel}</Button>
      </div>
      {refusal !== null && <p role="alert">{fault(refusal)}</p>}
    </form>
  );
};

/** What was said in a voice, in words; who spoke may put it right. */
export const TranscriptView = ({ id, seq, file, mine }: ShownFile & { id: string }) => {
  const words = useFileWords();
  const [state, setState] = useState<'read' | 'writing' | 'written'>('read');
  const { transcript } = file;
  if (state === 'writing')
    return <Correction seq={seq} text={transcript?.text ?? ''} close={() => setState('written')} />;
  return (
    <div className="file-transcript">
      {transcript && (
        <p id={id} data-transcript={transcript.by}>
          <Written text={transcript.text} /> <small>{words.player[transcript.by]}</small>
        </p>
      )}
      {!transcript && mine && <p>{words.player.noTranscript}</p>}
      {mine && (
        <Button look="quiet" autoFocus={state === 'written'} onClick={() => setState('writing')}>
          {transcript ? words.player.correct : words.player.write}
        </Button>
      )}
    </div>
  );
};
