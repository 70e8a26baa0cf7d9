import type { Message, MessageBody } from '../../../../shared/messages.ts';
import { wallClockOf } from '../../wording/days.rules.ts';
import { useSpeech } from '../../wording/speech.tsx';

/** A grey line about the room itself. */
export const SystemLine = ({
  message,
}: {
  message: Message & { body: MessageBody & { kind: 'system' } };
}) => {
  const { say } = useSpeech();
  const { key, params } = message.body;
  return (
    <p className="system-line">
      {say.system[key](params['names'] ?? '', params['why'] ?? '')} {wallClockOf(message.at)}
    </p>
  );
};
