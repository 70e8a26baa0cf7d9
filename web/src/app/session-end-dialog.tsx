import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { useSpeech } from '../wording/speech.tsx';

/** Says calmly that the session is about to end; Escape and the cross are answers, too. */
export const SessionEndDialog = ({
  why,
  act,
  close,
}: {
  why: 'idle' | 'end';
  act: () => void;
  close: () => void;
}) => {
  const { say } = useSpeech();
  const words = say.sessionEnd;
  return (
    <Dialog
      title={why === 'idle' ? words.idleTitle : words.endTitle}
      closeWords={why === 'idle' ? words.stay : words.later}
      close={close}
    >
      <p>{words[why]}</p>
      <Button look="primary" onClick={act}>
        {why === 'idle' ? words.stay : say.ended.again}
      </Button>
    </Dialog>
  );
};
