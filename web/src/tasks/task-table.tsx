import { memo } from 'react';
import { Link } from 'wouter';
import type { Task } from '../../../client-sdk/index.ts';
import type { RoomId } from '../../../shared/ids.ts';
import { Chip, Count } from '../kit/chip.tsx';
import { dayName } from '../wording/days.rules.ts';
import { useSpeech } from '../wording/speech.tsx';
import { sentenceOf } from './sentence.rules.ts';
import { Contacts, ReplyDue } from './task-marks.tsx';
import { useTaskWords } from './wording/use-words.ts';
import './task-table.css';

/** How rows are picked, and which of them the keys stand on. */
export interface Picking {
  readonly picked: ReadonlySet<RoomId>;
  readonly current: RoomId | null;
  readonly toggle: (roomId: RoomId) => void;
  readonly stand: (roomId: RoomId) => void;
}

const useSentence = (task: Task): string => {
  const { say, today, language } = useSpeech();
  const words = useTaskWords();
  return sentenceOf(task, {
    ...{ words, today, phases: say.phase },
    dayName: (day) => dayName(day, today, language),
  });
};

const useNumber = ({ room }: Task): string => {
  const { say } = useSpeech();
  return room.kind === 'service' ? say.inbox.service : say.number(room.number);
};

/** The whole cell is the target. */
const Pick = ({ task, picking }: { task: Task; picking: Picking }) => {
  const words = useTaskWords();
  const number = useNumber(task);
  const { roomId } = task.room;
  return (
    <label className="task-pick">
      <input
        type="checkbox"
        checked={picking.picked.has(roomId)}
        onChange={() => picking.toggle(roomId)}
        aria-label={words.pick(number)}
      />
    </label>
  );
};

const Title = ({ task, stand }: { task: Task; stand: Picking['stand'] }) => {
  const words = useTaskWords();
  const number = useNumber(task);
  const { roomId, title, name } = task.room;
  return (
    <>
      <span className="task-small">
        {number}
        {task.lead !== '' && <span className="task-lead">{words.lead(task.lead)}</span>}
      </span>
      <Link href={`/rooms/${roomId}`} className="task-title" data-room={roomId} onFocus={() => stand(roomId)}>
        {title === '' ? name : title}
      </Link>
    </>
  );
};

const What = ({ task }: { task: Task }) => {
  const { today, language } = useSpeech();
  const words = useTaskWords();
  return (
    <span className="task-what">
      {useSentence(task)} <Count value={task.unread} words={words.unread(task.unread)} />
      {task.later !== null && (
        <Chip tone="plain" icon="clock">
          {words.laterUntil(dayName(task.later, today, language))}
        </Chip>
      )}
      {task.quiet && <Chip tone="plain">{words.quiet}</Chip>}
    </span>
  );
};

const look = (task: Task, { picked, current }: Picking): string =>
  [
    'task-row',
    ...(picked.has(task.room.roomId) ? ['task-picked'] : []),
    ...(current === task.room.roomId ? ['task-current'] : []),
  ].join(' ');

interface RowsProps {
  items: readonly Task[];
  picking: Picking;
}

/** The rows as a table, for wide screens. */
export const TaskTable = memo(({ items, picking }: RowsProps) => {
  const words = useTaskWords();
  const { columns } = words;
  return (
    <table className="task-table">
      <thead>
        <tr>
          <th scope="col">
            <span className="hidden-words">{columns.pick}</span>
          </th>
          <th scope="col">{columns.suggestion}</th>
          <th scope="col">{columns.what}</th>
          <th scope="col">{columns.contacts}</th>
          <th scope="col">{columns.due}</th>
          <th scope="col">{columns.officer}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((task) => (
          <tr key={task.room.roomId} className={look(task, picking)}>
            <td className="task-pick-cell">
              <Pick task={task} picking={picking} />
            </td>
            <td>
              <Title task={task} stand={picking.stand} />
            </td>
            <td>
              <What task={task} />
            </td>
            <td>
              <Contacts contacts={task.contacts} />
            </td>
            <td>
              <ReplyDue task={task} />
            </td>
            <td>
              <span className="task-small">{task.officer === '' ? words.nobody : task.officer}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
});
TaskTable.displayName = 'TaskTable';

/** The rows as cards, for phones. */
export const TaskCards = memo(({ items, picking }: RowsProps) => (
  <ul className="task-cards">
    {items.map((task) => (
      <li key={task.room.roomId} className={look(task, picking)}>
        <Pick task={task} picking={picking} />
        <div className="task-card-words">
          <Title task={task} stand={picking.stand} />
          <What task={task} />
        </div>
        <ReplyDue task={task} brief />
      </li>
    ))}
  </ul>
));
TaskCards.displayName = 'TaskCards';
