import { Link } from 'wouter';
import type { TaskCounts, TaskQueue } from '../../../client-sdk/index.ts';
import { useTaskWords } from './wording/use-words.ts';
import './queue-list.css';

const GROUPS: readonly { name: 'first' | 'contacts' | 'all'; queues: readonly TaskQueue[] }[] = [
  { name: 'first', queues: ['first', 'overdue', 'soon', 'unanswered', 'mentioned', 'opinion'] },
  { name: 'contacts', queues: ['contact-pre', 'contact-mid', 'contact-post', 'feedback', 'promises'] },
  { name: 'all', queues: ['all', 'unread', 'later', 'quiet'] },
];

/** The address of a queue. */
export const queueHref = (queue: TaskQueue): string =>
  queue === 'first' ? '/inbox' : `/inbox?queue=${queue}`;

/** Always there, also where there is room only for queues with something in them. */
const ALWAYS: readonly TaskQueue[] = ['first', 'all'];

/** All queues with how many rooms each has. */
export const QueueList = ({ current, counts }: { current: TaskQueue; counts: TaskCounts | null }) => {
  const words = useTaskWords();
  const hasNothing = (queue: TaskQueue) =>
    counts?.[queue] === 0 && queue !== current && !ALWAYS.includes(queue);
  return (
    <nav className="queue-list" aria-label={words.queueLabel}>
      {GROUPS.map(({ name, queues }) => (
        <section key={name} aria-labelledby={`queues-${name}`}>
          <h2 id={`queues-${name}`}>{words.groups[name]}</h2>
          <ul>
            {queues.map((queue) => (
              <li key={queue} className={hasNothing(queue) ? 'queue-nothing' : undefined}>
                <Link
                  href={queueHref(queue)}
                  className={`queue-link queue-${queue}`}
                  aria-current={queue === current ? 'page' : undefined}
                >
                  <span>{words.queues[queue]}</span>
                  {counts && <b>{counts[queue].toLocaleString()}</b>}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
};
