import { Button } from '../kit/button.tsx';
import { useTaskWords } from './wording/use-words.ts';

/** What can be done with rows. */
export interface RowActs {
  readonly passOn: (() => void) | null;
  readonly putOff: () => void;
  readonly mute: () => void;
  readonly read: () => void;
  readonly help: () => void;
}

interface BulkBarProps {
  picked: number;
  /** Whether an act has anything to act upon. */
  ready: boolean;
  /** In the queue of what is muted the same button ends it. */
  muted: boolean;
  acts: RowActs;
}

/** The acts, and how many rows are picked. */
export const BulkBar = ({ picked, ready, muted, acts }: BulkBarProps) => {
  const words = useTaskWords();
  return (
    <div
      className={ready ? 'task-bar' : 'task-bar task-bar-idle'}
      role="group"
      aria-label={words.picked(picked)}
    >
      <span className="task-picked-count" role="status">
        {words.picked(picked)}
      </span>
      {acts.passOn && (
        <Button disabled={!ready} onClick={acts.passOn} aria-keyshortcuts="A">
          {words.passOn}
        </Button>
      )}
      <Button disabled={!ready} onClick={acts.putOff} aria-keyshortcuts="E">
        {words.putOff}
      </Button>
      <Button disabled={!ready} onClick={acts.mute} aria-keyshortcuts="M">
        {muted ? words.unmute : words.mute}
      </Button>
      <Button look="quiet" disabled={!ready} onClick={acts.read}>
        {words.read}
      </Button>
      <span className="task-space" />
      <Button look="quiet" className="task-help" onClick={acts.help} aria-keyshortcuts="?">
        {words.help}
      </Button>
    </div>
  );
};
