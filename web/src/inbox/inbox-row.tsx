import { memo } from 'react';
import { Link } from 'wouter';
import type { CivilDate, RoomId } from '../../../shared/ids.ts';
import type { InboxItem } from '../../../shared/rooms.ts';
import type { Phase } from '../../../shared/suggestions.ts';
import { PHASES } from '../../../shared/values/suggestions.ts';
import { Chip, Count } from '../kit/chip.tsx';
import { Written } from '../kit/written.tsx';
import { civilDateOf, daysBetween, recentDayName, wallClockOf } from '../wording/days.rules.ts';
import { useSpeech, type Speech } from '../wording/speech.tsx';
import { useRoomSay } from '../wording/use-room-say.ts';
import { toneOfDue } from './deadline.rules.ts';
import { useInboxWords } from './wording/use-words.ts';

const whenOf = (at: string, { today, language }: Speech): string => {
  const day = civilDateOf(at);
  return day === today ? wallClockOf(at) : recentDayName(day, today, language);
};

/** The contact that is owed or comes next; once one is made, that it is made. */
const PhaseChip = ({ phase, owed }: { phase: Phase; owed: boolean }) => {
  const { say } = useSpeech();
  const made = owed ? undefined : PHASES[PHASES.indexOf(phase) - 1];
  return made === undefined ? (
    <Chip tone="plain">{say.phaseBox.now(say.phase[phase])}</Chip>
  ) : (
    <Chip tone="ok" icon="tick">
      {say.phaseBox.done(say.phase[made])}
    </Chip>
  );
};

const Due = ({ due }: { due: CivilDate }) => {
  const { say, today } = useSpeech();
  const days = daysBetween(today, due);
  return (
    <Chip tone={toneOfDue(due, today)} icon="clock">
      {days < 0 ? say.due.late(-days) : say.due.left(days)}
    </Chip>
  );
};

/** What of the room wants attention. */
const Marks = ({ item }: { item: InboxItem }) => {
  const { say } = useSpeech();
  const words = useInboxWords();
  const { room } = item;
  return (
    <span className="inbox-row-marks">
      {room.supervised && <Chip tone="late">{say.state.supervised}</Chip>}
      {item.mentions.length > 0 && <Chip tone="brand">{words.called}</Chip>}
      {room.phase && <PhaseChip phase={room.phase} owed={room.nextDue !== null} />}
      {room.nextDue && <Due due={room.nextDue} />}
      <Count value={item.unread} words={say.inbox.unread(item.unread)} />
    </span>
  );
};

interface InboxRowProps {
  item: InboxItem;
  current: boolean;
  /** Hears that the room is opened from here. */
  opened?: (roomId: RoomId) => void;
}

/** One room in the list: which, what was said last, what is owed, how much is unread. */
export const InboxRow = memo(({ item, current, opened }: InboxRowProps) => {
  const speech = useSpeech();
  const { say } = speech;
  const rooms = useRoomSay();
  const { room } = item;
  return (
    <li>
      <Link
        href={`/rooms/${room.roomId}`}
        className={item.unread > 0 ? 'inbox-row unread' : 'inbox-row'}
        aria-current={current ? 'page' : undefined}
        onClick={() => opened?.(room.roomId)}
      >
        <span className="inbox-row-top">
          <span>{room.kind === 'service' ? say.inbox.service : say.number(room.number)}</span>
          <time dateTime={item.lastAt}>{whenOf(item.lastAt, speech)}</time>
        </span>
        <Written className="inbox-row-title" text={room.title === '' ? room.name : room.title} />
        <Written className="inbox-row-last" text={rooms.excerpt(item.last) || say.inbox.noMessage} />
        <Marks item={item} />
      </Link>
    </li>
  );
});
InboxRow.displayName = 'InboxRow';
