import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { RoomId } from '../../../shared/ids.ts';
import { Button } from '../kit/button.tsx';
import { useSpeech } from '../wording/speech.tsx';
import type { Drafts } from './drafts.ts';
import { judge, type Writing } from './writing.rules.ts';
import './composer.css';

/**
 * Safari ends a composition before it reports the Enter that ended it.
 * An Enter within this span after the end (milliseconds) still belongs to the input method.
 */
const IME_TAIL_MS = 30;

interface ComposerProps {
  roomId: RoomId;
  drafts: Drafts;
  send: (text: string) => void;
  /** Buttons that stand beside writing. */
  tools: ReactNode;
  /** On small screens speaking comes before writing: deputies would rather talk. */
  voiceFirst: boolean;
}

const Remark = ({ writing }: { writing: Writing }) => {
  const { say } = useSpeech();
  if (writing.is === 'too-long') return <b className="composer-over">{say.room.tooLong(writing.over)}</b>;
  if (writing.is === 'odd') return <b className="composer-over">{say.room.odd}</b>;
  if (writing.is === 'nearly-full') return <span>{say.room.left(writing.left)}</span>;
  return null;
};

/** Where a message is written: Enter sends, Shift+Enter starts a line, an input method's Enter does neither. */
export const Composer = ({ roomId, drafts, send, tools, voiceFirst }: ComposerProps) => {
  const { say } = useSpeech();
  const hintId = useId();
  const [text, setText] = useState('');
  const touched = useRef(false);
  const composed = useRef(-Infinity);

  useEffect(() => {
    let here = true;
    drafts.read(roomId).then(
      (draft) => {
        if (here && !touched.current) setText(draft);
      },
      () => undefined, // without its storage a browser keeps no drafts
    );
    return () => {
      here = false;
    };
  }, [drafts, roomId]);

  const write = (next: string) => {
    touched.current = true;
    setText(next);
    drafts.keep(roomId, next).catch(() => undefined);
  };
  const writing = judge(text);
  const sendable = writing.is === 'fine' || writing.is === 'nearly-full';
  const submit = () => {
    if (!sendable) return;
    send(text);
    write('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey) return;
    if (event.nativeEvent.isComposing || event.timeStamp - composed.current < IME_TAIL_MS) return;
    event.preventDefault();
    submit();
  };

  return (
    <form
      className={voiceFirst ? 'composer composer-voice-first' : 'composer'}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="composer-line">
        <textarea
          className="composer-box"
          dir="auto"
          rows={1}
          value={text}
          aria-label={say.room.label}
          aria-describedby={hintId}
          placeholder={say.room.placeholder}
          onChange={(event) => write(event.target.value)}
          onCompositionEnd={(event) => {
            composed.current = event.timeStamp;
          }}
          onKeyDown={onKeyDown}
        />
        {/* The button takes no focus by pointer: the writer stays in the box. */}
        <Button
          look="primary"
          type="submit"
          disabled={!sendable}
          onPointerDown={(event) => event.preventDefault()}
        >
          {say.room.send}
        </Button>
      </div>
      <div className="composer-tools">
        {tools}
        <span className="composer-hints" id={hintId}>
          <Remark writing={writing} />
          <span className="composer-keys">{say.room.keys}</span>
          <span>{say.room.secrecy}</span>
        </span>
      </div>
    </form>
  );
};
