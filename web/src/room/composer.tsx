import {
  lazy,
  Suspense,
  useEffect,
  useId,
  useRef,
  useState,
  type ChangeEvent,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import type { Huying, Room, RoomSnapshot } from '../../../client-sdk/index.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { Mention } from '../../../shared/messages.ts';
import { Button } from '../kit/button.tsx';
import { useSpeech } from '../wording/speech.tsx';
import type { Drafts } from './drafts.ts';
import { beginsCall, type Calling, withCalling } from './mentions/callings.rules.ts';
import { MANY, useCallings } from './mentions/use-callings.ts';
import { useRoomWords } from './wording/use-words.ts';
import { judge, type Writing } from './writing.rules.ts';
import './composer.css';

const MentionPicker = lazy(() =>
  import('./mentions/mention-picker.tsx').then((feature) => ({ default: feature.MentionPicker })),
);
const ManyDialog = lazy(() =>
  import('./mentions/many-dialog.tsx').then((feature) => ({ default: feature.ManyDialog })),
);

/**
 * Safari ends a composition before it reports the Enter that ended it.
 * An Enter within this span after the end (milliseconds) still belongs to the input method.
 */
const IME_TAIL_MS = 30;

interface ComposerProps {
  room: Room;
  me: PersonId;
  snapshot: RoomSnapshot;
  huying: Pick<Huying, 'countMentions' | 'searchNames'>;
  drafts: Drafts;
  send: (text: string, mentions: readonly Mention[]) => void;
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

/** The text of a room as it is written: what was begun here comes back, what is written is kept. */
const useText = (drafts: Drafts, { roomId }: Pick<Room, 'roomId'>) => {
  const [text, setText] = useState('');
  const touched = useRef(false);
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
  return { text, write };
};

/** Where in the text words shall stand: from here, in the place of what lies between. */
interface Place {
  readonly from: number;
  readonly to: number;
}

/** Where a message is written: Enter sends, Shift+Enter starts a line, an input method's Enter does neither. */
export const Composer = (props: ComposerProps) => {
  const { room, me, snapshot, huying, drafts, send, tools, voiceFirst } = props;
  const { say } = useSpeech();
  const words = useRoomWords();
  const hintId = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const composed = useRef(-Infinity);
  const { text, write } = useText(drafts, room);
  const [picking, setPicking] = useState<Place | null>(null);
  const [sure, setSure] = useState(true);
  const { roomId } = room;
  const { calls } = drafts;
  const { mentions, notified, chosen, choose } = useCallings(text, { roomId, me, snapshot, calls, huying });

  const writing = judge(text);
  const sendable = writing.is === 'fine' || writing.is === 'nearly-full';
  const sendNow = () => {
    setSure(true);
    send(text, mentions);
    write('');
    choose([]);
  };
  const submit = () => {
    if (!sendable) return;
    if (notified !== null && notified > MANY) setSure(false);
    else sendNow();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey) return;
    if (event.nativeEvent.isComposing || event.timeStamp - composed.current < IME_TAIL_MS) return;
    event.preventDefault();
    submit();
  };
  const onChange = ({ target, nativeEvent }: ChangeEvent<HTMLTextAreaElement>) => {
    write(target.value);
    const at = target.selectionStart - 1;
    const typed = nativeEvent instanceof InputEvent && nativeEvent.inputType.startsWith('insert');
    if (typed && nativeEvent.data?.length === 1 && beginsCall(target.value, at))
      setPicking({ from: at, to: at + 1 });
  };
  const here = (): Place => ({
    from: box.current?.selectionStart ?? text.length,
    to: box.current?.selectionEnd ?? text.length,
  });
  /** Back to the box, behind this character. */
  const backTo = (at: number) => {
    setPicking(null);
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(at, at);
    });
  };
  const call = ({ mention, words: called }: Calling) => {
    const { from, to } = picking ?? here();
    const put = `@${called} `;
    write(`${text.slice(0, from)}${put}${text.slice(to)}`);
    choose(withCalling(chosen, { mention, words: called }));
    backTo(from + put.length);
  };

  return (
    <form
      className={voiceFirst ? 'composer composer-voice-first' : 'composer'}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {picking && (
        <Suspense>
          <MentionPicker {...{ room, me, snapshot, huying }} choose={call} close={() => backTo(picking.to)} />
        </Suspense>
      )}
      <div className="composer-line">
        <textarea
          ref={box}
          className="composer-box"
          dir="auto"
          rows={1}
          value={text}
          aria-label={say.room.label}
          aria-describedby={hintId}
          placeholder={say.room.placeholder}
          onChange={onChange}
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
        {tools !== false && (
          <Button look="quiet" className="composer-call" onClick={() => setPicking(here())}>
            {words.call}
          </Button>
        )}
        <b className="composer-calls" role="status">
          {notified !== null && words.willCall(notified)}
        </b>
        <span className="composer-hints" id={hintId}>
          <Remark writing={writing} />
          <span className="composer-keys">{say.room.keys}</span>
          <span>{say.room.secrecy}</span>
        </span>
      </div>
      {!sure && notified !== null && (
        <Suspense>
          <ManyDialog notified={notified} send={sendNow} close={() => setSure(true)} />
        </Suspense>
      )}
    </form>
  );
};
