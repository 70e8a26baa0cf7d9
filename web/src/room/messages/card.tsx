import type { Card, Message, MessageBody } from '../../../../shared/messages.ts';
import { Button } from '../../kit/button.tsx';
import { Icon, type IconName } from '../../kit/icon.tsx';
import { Written } from '../../kit/written.tsx';
import type { Tone } from '../../kit/tone.ts';
import { wallClockOf } from '../../wording/days.rules.ts';
import { useSpeech } from '../../wording/speech.tsx';
import { useRoomSay } from '../../wording/use-room-say.ts';
import { ReactionsLine } from './marks.tsx';
import './card.css';

const LOOKS: Record<Card['type'], { tone: Tone; icon: IconName }> = {
  welcome: { tone: 'brand', icon: 'file' },
  'service-welcome': { tone: 'brand', icon: 'people' },
  reminder: { tone: 'warn', icon: 'clock' },
  contact: { tone: 'ok', icon: 'tick' },
  announcement: { tone: 'brand', icon: 'bell' },
  bulletin: { tone: 'brand', icon: 'file' },
};

interface CardViewProps {
  message: Message & { body: MessageBody & { kind: 'card' } };
  /** Opens the form for a contact; null: this person records none here. */
  record: (() => void) | null;
}

/** A fact of the case in the log: never looks like somebody speaking. A reminder carries the button that ends it. */
export const CardView = ({ message, record }: CardViewProps) => {
  const { say } = useSpeech();
  const rooms = useRoomSay();
  const { card } = message.body;
  const { tone, icon } = LOOKS[card.type];
  const { title, lines, note } = rooms.card(card);
  const basis = card.type === 'contact' ? card.messageSeqs.length : 0;
  return (
    <article className={`card card-${tone}`} data-card={card.type}>
      <h2>
        <Icon name={icon} />
        {title}
        <time dateTime={message.at}>{wallClockOf(message.at)}</time>
      </h2>
      <dl>
        {lines.map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <Written text={text} block />
            </dd>
          </div>
        ))}
        {basis > 0 && (
          <div>
            <dt>{say.contact.basisLabel}</dt>
            <dd>{say.contact.basis(basis)}</dd>
          </div>
        )}
      </dl>
      {note !== '' && <p className="card-note">{note}</p>}
      <ReactionsLine reactions={message.reactions ?? []} />
      {card.type === 'reminder' && card.phase !== null && record && (
        <Button onClick={record}>
          <Icon name="pen" />
          {say.caseFile.record}
        </Button>
      )}
    </article>
  );
};
