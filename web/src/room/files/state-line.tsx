import type { PendingMessage } from '../../../../client-sdk/index.ts';
import { sizeOf } from '../../../../client-sdk/wording/words.ts';
import { Button } from '../../kit/button.tsx';
import { Chip } from '../../kit/chip.tsx';
import { Icon } from '../../kit/icon.tsx';
import { useReadable } from '../../kit/use-readable.ts';
import { useSpeech } from '../../wording/speech.tsx';
import { useRoomFiles } from '../room-files.ts';
import type { ShownFile } from './file-view.tsx';
import { iconOf } from './file-icon.ts';
import { useFileWords } from './wording/use-words.ts';

const Sending = ({ name, pending }: { name: string; pending: PendingMessage }) => {
  const words = useFileWords();
  const { fault } = useSpeech();
  const { room } = useRoomFiles();
  const share = pending.file?.progress ?? 0;
  const discard = () => void room.discard(pending.sendKey).catch(() => undefined);
  if (pending.state === 'refused')
    return (
      <div className="file-under">
        <span className="message-refused">{pending.fault && fault(pending.fault)}</span>
        {/* What comes of it shows in the log. */}
        <Button onClick={() => void room.retry(pending.sendKey).catch(() => undefined)}>
          {words.resend}
        </Button>
        <Button onClick={discard}>{words.cancel}</Button>
      </div>
    );
  return (
    <div className="file-under">
      <progress className="file-progress" max={1} value={share} aria-label={name} />
      <span>{words.percent(Math.floor(share * 100))}</span>
      <Button onClick={discard} aria-label={words.giveUp(name)}>
        {words.cancel}
      </Button>
    </div>
  );
};

/** A file that cannot be had yet, or never: what it is called, how far it is, or why not and what to do. */
export const StateLine = ({ seq, file, mine }: ShownFile) => {
  const { wire } = useSpeech();
  const { room } = useRoomFiles();
  const { pending } = useReadable(room);
  const own = mine ? pending.find((one) => one.file?.begun?.seq === seq) : undefined;
  return (
    <>
      <p className="file-name">
        <Icon name={iconOf(file.kind)} />
        <span>{file.name}</span>
        <small>{sizeOf(file.bytes)}</small>
      </p>
      {file.state === 'uploading' && own && <Sending name={file.name} pending={own} />}
      {file.state === 'refused' && (
        <p className="message-refused">{wire.words.refusedFile[file.why ?? 'broken']}</p>
      )}
      {file.state !== 'refused' && !own && (
        <Chip tone="plain" icon="clock">
          {wire.words.fileStates[file.state]}
        </Chip>
      )}
    </>
  );
};
