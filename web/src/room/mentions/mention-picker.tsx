import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Huying, Room, RoomSnapshot } from '../../../../client-sdk/index.ts';
import type { PersonId } from '../../../../shared/ids.ts';
import { Button } from '../../kit/button.tsx';
import { Refusal } from '../../kit/field.tsx';
import { Icon } from '../../kit/icon.tsx';
import { useSpeech } from '../../wording/speech.tsx';
import { useRoomWords } from '../wording/use-words.ts';
import { type Calling, type Callable, callablesOf, fitting } from './callings.rules.ts';
import './mentions.css';

/** Typing is followed by a question to the server after this, in milliseconds. */
const PAUSE_MS = 200;
/** Most lines shown; who looks for somebody else types. */
const MOST_SHOWN = 60;

export interface PickerProps {
  room: Room;
  me: PersonId;
  snapshot: RoomSnapshot;
  huying: Pick<Huying, 'searchNames'>;
  choose: (calling: Calling) => void;
  close: () => void;
}

/** People of the room whom the server finds by pinyin or initials. */
const useFound = (huying: PickerProps['huying'], room: Room, typed: string): ReadonlySet<PersonId> => {
  const [found, setFound] = useState<ReadonlySet<PersonId>>(new Set());
  const wanted = typed.trim();
  useEffect(() => {
    if (wanted === '') return undefined;
    const timer = setTimeout(() => {
      huying.searchNames(wanted, { roomId: room.roomId }).then(
        (names) => setFound(new Set(names.flatMap((one) => (one.kind === 'person' ? one.personId : [])))),
        () => undefined, // then by what is written alone
      );
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [huying, room, wanted]);
  return found;
};

/** Who sits here, fetched where the room is too large for them to be here already. */
const useSeats = (room: Room, snapshot: RoomSnapshot) => {
  const { fault } = useSpeech();
  const [refusal, setRefusal] = useState('');
  const missing = snapshot.members === null;
  useEffect(() => {
    if (missing) room.members().catch((error: unknown) => setRefusal(fault(error)));
  }, [room, missing, fault]);
  return { seats: snapshot.members, refusal };
};

const Line = ({ one }: { one: Callable }) => {
  const { say } = useSpeech();
  return (
    <>
      <span className="mention-words">@{one.words}</span>
      <span className="mention-detail">{one.count === null ? one.detail : say.members.count(one.count)}</span>
    </>
  );
};

/** Whom to call: roles first, then people, by what is typed. The field keeps the focus; arrows, Enter or a touch choose. */
export const MentionPicker = ({ room, me, snapshot, huying, choose, close }: PickerProps) => {
  const { say, wire } = useSpeech();
  const words = useRoomWords();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const { seats, refusal } = useSeats(room, snapshot);
  const found = useFound(huying, room, typed);
  const all = useMemo(() => {
    const { mentionRoles, everyone } = wire.words;
    const own = { personId: me, roles: snapshot.roles };
    return callablesOf(seats ?? [], own, { roles: mentionRoles, everyone, person: say.person });
  }, [seats, me, snapshot.roles, wire, say]);
  const shown = fitting(all, typed, found).slice(0, MOST_SHOWN);
  const current = Math.min(at, shown.length - 1);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    document.getElementById(`${id}-${current}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, current]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const steps: Readonly<Record<string, () => void>> = {
      ArrowDown: () => setAt((current + 1) % Math.max(1, shown.length)),
      ArrowUp: () => setAt((current + shown.length - 1) % Math.max(1, shown.length)),
      Enter: () => {
        const one = shown[current];
        if (one) choose(one);
      },
      Escape: close,
      ...(typed === '' && { Backspace: close }),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    step();
  };

  return (
    <div
      className="mention-picker"
      role="group"
      aria-label={words.picker}
      onBlur={(event) => {
        // Another window may have come before this one: then the focus is to return here.
        if (event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget)) close();
      }}
    >
      <div className="mention-head">
        <input
          ref={field}
          className="input"
          role="combobox"
          aria-label={words.picker}
          aria-autocomplete="list"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={current >= 0 ? `${id}-${current}` : undefined}
          autoComplete="off"
          placeholder={words.find}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <Button look="icon" onClick={close} aria-label={say.close}>
          <Icon name="close" />
        </Button>
      </div>
      <Refusal>{refusal}</Refusal>
      <ul className="mention-list" role="listbox" id={`${id}-list`} aria-label={words.options}>
        {shown.map((one, i) => (
          <li
            key={one.key}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === current}
            className="mention-option"
            data-call={one.mention.kind === 'role' ? one.mention.role : one.mention.kind}
            // The field keeps the focus: a touch chooses on its end.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(one)}
          >
            <Line one={one} />
          </li>
        ))}
      </ul>
      <p className="mention-none" role="status">
        {seats === null ? (refusal === '' ? say.loading : '') : shown.length === 0 ? words.nobody : ''}
      </p>
    </div>
  );
};
