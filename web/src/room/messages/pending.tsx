import type { PendingMessage, Room } from '../../../../client-sdk/index.ts';
import { Button } from '../../kit/button.tsx';
import { Chip } from '../../kit/chip.tsx';
import { useSpeech } from '../../wording/speech.tsx';

/** An own message that the server has not kept yet; a refused one says why and waits for a decision. */
export const PendingView = ({ pending, room }: { pending: PendingMessage; room: Room }) => {
  const { say, wire, fault } = useSpeech();
  const { file } = pending;
  const refused = pending.state === 'refused';
  return (
    <article className="message message-mine" data-pending={pending.state}>
      <div className="message-body">
        <p className="message-text">
          {file ? `${wire.words.fileKinds[file.kind]} ${file.name}` : pending.text}
        </p>
        <p className="message-under">
          {refused ? (
            <>
              <span className="message-refused">
                {say.room.failed} {pending.fault && fault(pending.fault)}
              </span>
              {/* What comes of it shows in the log. */}
              <Button onClick={() => void room.retry(pending.sendKey).catch(() => undefined)}>
                {say.room.resend}
              </Button>
              <Button onClick={() => void room.discard(pending.sendKey).catch(() => undefined)}>
                {say.room.discard}
              </Button>
            </>
          ) : (
            <>
              <Chip tone="plain" icon="clock">
                {say.room.waiting}
              </Chip>
              {file && (
                <Button onClick={() => void room.discard(pending.sendKey).catch(() => undefined)}>
                  {say.cancel}
                </Button>
              )}
            </>
          )}
        </p>
      </div>
    </article>
  );
};
