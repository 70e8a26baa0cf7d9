import type { Message, MessageBody } from '../../../../shared/messages.ts';
import { wallClockOf } from '../../wording/days.rules.ts';
import { useSpeech } from '../../wording/speech.tsx';
import { useRoomSay } from '../../wording/use-room-say.ts';

/** A grey line about the room itself, or where a message was taken back. */
export const SystemLine = ({
  message,
}: {
  message: Message & { body: MessageBody & { kind: 'system' | 'recalled' } };
}) => {
  const { wire } = useSpeech();
  const rooms = useRoomSay();
  return (
    <p className="system-line">
      {message.body.kind === 'system' ? rooms.system(message.body) : wire.recalled(message.body)}{' '}
      {wallClockOf(message.at)}
    </p>
  );
};
