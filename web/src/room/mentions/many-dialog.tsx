import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { useSpeech } from '../../wording/speech.tsx';
import { useRoomWords } from '../wording/use-words.ts';
import './mentions.css';

/** Asks once before many people are called. */
export const ManyDialog = ({
  notified,
  send,
  close,
}: {
  notified: number;
  send: () => void;
  close: () => void;
}) => {
  const { say } = useSpeech();
  const words = useRoomWords();
  return (
    <Dialog title={words.manyTitle} closeWords={say.cancel} close={close}>
      <p>{words.askMany(notified)}</p>
      <div className="mention-sure">
        <Button onClick={close}>{say.cancel}</Button>
        <Button look="primary" onClick={send}>
          {words.sendAll}
        </Button>
      </div>
    </Dialog>
  );
};
