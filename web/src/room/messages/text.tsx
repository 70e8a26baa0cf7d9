import { Written } from '../../kit/written.tsx';
import { useSpeech } from '../../wording/speech.tsx';
import { Bubble } from './bubble.tsx';
import type { Shown } from './message-view.tsx';

/** What somebody said. */
export const TextView = (shown: Shown<'text'>) => {
  const { wire } = useSpeech();
  const { message } = shown;
  return (
    <Bubble {...shown}>
      <Written text={message.body.text} block />
      {message.editedAt !== undefined && <small className="message-edited">{wire.words.edited}</small>}
    </Bubble>
  );
};
