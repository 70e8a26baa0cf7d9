import type { Message, MessageBody } from '../../../../shared/messages.ts';
import { wallClockOf } from '../../wording/days.rules.ts';
import { useSpeech } from '../../wording/speech.tsx';

/** A grey line about the room itself. */
export const SystemLine = ({
  message,
}: {
  message: Message & { body: MessageBody & { kind: 'system' } };
}) => {
  const { wire } = useSpeech();
  return (
    <p className="system-line">
      {wire.system(message.body)} {wallClockOf(message.at)}
    </p>
  );
};
