import type { ReactNode } from 'react';
import type { Message } from '../../../../shared/messages.ts';
import type { SeatRole } from '../../../../shared/seats.ts';
import { Chip } from '../../kit/chip.tsx';
import { coming } from '../../kit/coming.tsx';
import { wallClockOf } from '../../wording/days.rules.ts';
import { useSpeech } from '../../wording/speech.tsx';
import { toneOfRole } from '../seats.rules.ts';
import { useRest } from '../use-rest.ts';
import { QuoteBlock, ReactionsLine } from './marks.tsx';

/** What says who has read it. */
const ReadLine = coming(async () => (await import('../reads/read-line.tsx')).ReadLine);

interface BubbleProps {
  message: Message;
  continued: boolean;
  mine: boolean;
  role: SeatRole | undefined;
  /** Who has read it is told to whoever looks: it is theirs, or they are of the office. */
  showsReaders: boolean;
  children: ReactNode;
}

/** What somebody put into the room, under their name and role as they were called when they did. */
export const Bubble = ({ message, continued, mine, role, showsReaders, children }: BubbleProps) => {
  const { say, wire } = useSpeech();
  const rested = useRest();
  const { author } = message;
  const label = author.kind === 'person' ? author.label : '';
  const time = <time dateTime={message.at}>{wallClockOf(message.at)}</time>;
  return (
    <article className={mine ? 'message message-mine' : 'message'} data-seq={message.seq}>
      {!mine && (
        <span className={`message-face message-face-${toneOfRole(role)}`} aria-hidden="true">
          {author.name.slice(0, 1)}
        </span>
      )}
      <div className="message-body">
        {!continued && (
          <p className="message-who">
            {mine ? (
              <>
                {time} {say.you}
              </>
            ) : (
              <>
                <b>{author.name}</b>
                <Chip tone={toneOfRole(role)}>
                  {role === undefined
                    ? label
                    : [wire.words.seatRoles[role], label].filter(Boolean).join(' · ')}
                </Chip>
                {time}
              </>
            )}
          </p>
        )}
        <div className="message-text">
          {message.quote && <QuoteBlock quote={message.quote} />}
          {children}
        </div>
        <ReactionsLine reactions={message.reactions ?? []} />
        {showsReaders && (
          <p className="message-under message-reads">{rested && <ReadLine message={message} />}</p>
        )}
      </div>
    </article>
  );
};
