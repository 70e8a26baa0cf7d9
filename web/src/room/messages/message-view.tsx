import { memo } from 'react';
import type { Message, MessageBody } from '../../../../shared/messages.ts';
import { mayBeBasis } from '../../../../shared/values/messages.ts';
import type { SeatRole } from '../../../../shared/seats.ts';
import { useSpeech } from '../../wording/speech.tsx';
import { CardView } from './card.tsx';
import { FileMessage } from './file.tsx';
import { SystemLine } from './system.tsx';
import { TextView } from './text.tsx';
import './message-view.css';

/** What a view of one kind of message needs. `continued`: the line above is by the same person. */
export interface Shown<B extends MessageBody['kind']> {
  message: Message & { body: MessageBody & { kind: B } };
  continued: boolean;
  mine: boolean;
  role: SeatRole | undefined;
  /** Whether it says who has read it. */
  showsReaders: boolean;
}

interface MessageViewProps {
  message: Message;
  continued: boolean;
  mine: boolean;
  role: SeatRole | undefined;
  showsReaders: boolean;
  /** Opens the form for a contact; null: this person records none here. */
  record: (() => void) | null;
  /** Null: messages are not being chosen. */
  choice: { chosen: boolean; toggle: () => void } | null;
}

const isOf = <K extends MessageBody['kind']>(
  message: Message,
  kind: K,
): message is Message & { body: MessageBody & { kind: K } } => message.body.kind === kind;

const Body = ({ message, record, ...rest }: Omit<MessageViewProps, 'choice'>) => {
  const { say } = useSpeech();
  if (isOf(message, 'text')) return <TextView message={message} {...rest} />;
  if (isOf(message, 'file')) return <FileMessage message={message} {...rest} />;
  if (isOf(message, 'card')) return <CardView message={message} record={record} />;
  if (isOf(message, 'system') || isOf(message, 'recalled')) return <SystemLine message={message} />;
  return <p className="system-line">{say.room.unknown}</p>;
};

/** One message of the record, whatever its kind; what a contact may rest on can be chosen while choosing. */
export const MessageView = memo(({ choice, ...shown }: MessageViewProps) => {
  const { say } = useSpeech();
  if (choice === null || !mayBeBasis(shown.message.body)) return <Body {...shown} />;
  return (
    <label className="message-choosing">
      <input
        type="checkbox"
        checked={choice.chosen}
        onChange={choice.toggle}
        aria-label={say.room.chooseThis(shown.message.author.name)}
      />
      <Body {...shown} />
    </label>
  );
});
