import { useId } from 'react';
import type { SharedFile } from '../../../../client-sdk/index.ts';
import { Button } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { useReadable } from '../../kit/use-readable.ts';
import { useRoomFiles } from '../room-files.ts';
import type { ShownFile } from './file-view.tsx';
import { clockOf } from './kinds.rules.ts';
import { RATES, thePlayer } from './player.ts';
import { TranscriptView } from './transcript.tsx';
import { Unscanned } from './unscanned.tsx';
import { useFileWords } from './wording/use-words.ts';

/** Height and width of the drawing of a voice, in its own units. */
const TALL = 32;
const WIDE = 4;
/** A voice is not drawn before somebody has measured it. */
const FLAT: readonly number[] = Array.from({ length: 64 }, () => 24);

const Wave = ({ bars, share }: { bars: readonly number[]; share: number }) => (
  <svg
    className="file-wave"
    viewBox={`0 0 ${bars.length * WIDE} ${TALL}`}
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    {bars.map((bar, i) => {
      const tall = Math.max(2, (bar / 255) * TALL);
      const isOver = i / bars.length < share;
      return (
        <rect
          key={i} // bars never change places
          className={isOver ? 'file-bar-over' : 'file-bar'}
          x={i * WIDE}
          y={(TALL - tall) / 2}
          width={WIDE - 1.5}
          height={tall}
        />
      );
    })}
  </svg>
);

const Controls = ({ seq, file, isUnheard }: { seq: number; file: SharedFile; isUnheard: boolean }) => {
  const words = useFileWords();
  const stage = useRoomFiles();
  const player = thePlayer();
  const now = useReadable(player.store);
  const isHere = now.roomId === stage.room.roomId && now.seq === seq;
  const length = (file.durationMs ?? 0) / 1000;
  const at = isHere ? now.at : 0;
  const isOn = isHere && now.isOn;
  const next = RATES[(RATES.findIndex((rate) => rate === now.rate) + 1) % RATES.length] ?? 1;
  const all = clockOf(length * 1000);
  return (
    <div className="file-voice">
      <Button
        look="icon"
        onClick={() => (isOn ? player.pause() : void player.play(stage, { seq, file }))}
        aria-label={isOn ? words.player.pause : words.player.play(all)}
      >
        <Icon name={isOn ? 'pause' : 'play'} />
      </Button>
      <span className="file-track">
        <Wave bars={file.bars ?? FLAT} share={length === 0 ? 0 : at / length} />
        <input
          type="range"
          min={0}
          max={length}
          step={0.1}
          value={Math.min(at, length)}
          disabled={length === 0}
          aria-label={words.player.seek}
          aria-valuetext={words.player.at(clockOf(at * 1000), all)}
          onChange={(event) => void player.play(stage, { seq, file }, event.target.valueAsNumber)}
        />
      </span>
      <span className="file-time">{isHere ? clockOf(at * 1000) : all}</span>
      <Button onClick={() => player.setRate(next)} aria-label={words.player.rate(now.rate)}>
        {`${now.rate}×`}
      </Button>
      {isUnheard && (
        <span className="file-unheard" data-unheard>
          {words.player.unheard}
        </span>
      )}
      {isHere && now.isMissing && <p role="alert">{words.notToBeHad}</p>}
    </div>
  );
};

/** A voice: to be heard at several speeds, with what was said below it in words. */
export const VoiceView = ({ seq, file, mine }: ShownFile) => {
  const { room } = useRoomFiles();
  const { unheard } = useReadable(room);
  const id = useId();
  return (
    <div aria-describedby={file.transcript ? id : undefined}>
      <Controls seq={seq} file={file} isUnheard={unheard.includes(seq)} />
      <TranscriptView id={id} seq={seq} file={file} mine={mine} />
      <Unscanned file={file} />
    </div>
  );
};
