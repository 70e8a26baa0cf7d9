import type { Task } from '../../../client-sdk/index.ts';
import { PHASES } from '../../../shared/values/suggestions.ts';
import { Chip } from '../kit/chip.tsx';
import { Icon } from '../kit/icon.tsx';
import type { Tone } from '../kit/tone.ts';
import { dayName, daysBetween } from '../wording/days.rules.ts';
import { useSpeech } from '../wording/speech.tsx';
import { useTaskWords } from './wording/use-words.ts';

/** Days up to which a due day is shown as one to act upon soon. */
const SOON_DAYS = 30;

const toneOf = (days: number): Tone => (days < 0 ? 'late' : days <= SOON_DAYS ? 'warn' : 'plain');

/** The three contacts: done, due, to come. */
export const Contacts = ({ contacts }: { contacts: Task['contacts'] }) => {
  const { say } = useSpeech();
  const words = useTaskWords();
  if (contacts === null) return null;
  const spoken = PHASES.map((phase) => `${say.phase[phase]}${words.contactState[contacts[phase]]}`);
  return (
    <span className="task-contacts">
      <span className="hidden-words">{spoken.join('，')}</span>
      {PHASES.map((phase) => (
        <span key={phase} aria-hidden="true" className={`task-contact task-contact-${contacts[phase]}`}>
          {contacts[phase] === 'done' && <Icon name="tick" />}
          {words.short[phase]}
        </span>
      ))}
    </span>
  );
};

/** When the reply is due, or that it was given. */
export const ReplyDue = ({ task, brief = false }: { task: Task; brief?: boolean }) => {
  const { say, today, language } = useSpeech();
  const words = useTaskWords();
  const { replyDue, repliedOn } = task;
  if (replyDue === null && repliedOn === null) return null;
  const days = replyDue === null ? 0 : daysBetween(today, replyDue);
  const day = replyDue ?? repliedOn ?? today;
  return (
    <span className="task-due">
      {replyDue === null ? (
        <Chip tone="ok" icon="tick">
          {words.replied}
        </Chip>
      ) : (
        <Chip tone={toneOf(days)} icon="clock">
          {days < 0 ? say.due.late(-days) : say.due.left(days)}
        </Chip>
      )}
      {!brief && <span className="task-small">{dayName(day, today, language)}</span>}
    </span>
  );
};
