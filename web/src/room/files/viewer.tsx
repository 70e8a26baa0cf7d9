import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { SharedFile } from '../../../../client-sdk/index.ts';
import { Button } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { useRoomFiles } from '../room-files.ts';
import { Blurred } from './blurred.tsx';
import { firstOf } from './kinds.rules.ts';
import { follow } from './use-address.ts';
import { useZoom } from './use-zoom.ts';
import { STEP } from './zoom.rules.ts';
import { useFileWords } from './wording/use-words.ts';
import './viewer.css';

interface Picture {
  seq: number;
  file: SharedFile;
}

/** One press of an arrow moves a large picture by so many pixels. */
const NUDGE = 60;

const One = ({ file, turn }: { file: SharedFile; turn: (by: number) => void }) => {
  const words = useFileWords();
  const { huying } = useRoomFiles();
  const place = useRef<HTMLDivElement>(null);
  const { zoom, larger, fit, move, hands } = useZoom(place);
  const isLarge = zoom.scale > 1;

  useEffect(() => place.current?.focus(), []);
  // A button that has nothing to do any more lets the focus go: the keys stay here.
  useEffect(() => {
    if (!isLarge && place.current?.contains(document.activeElement)) place.current.focus();
  }, [isLarge]);
  const onKeyDown = (event: KeyboardEvent) => {
    const keys: Record<string, () => void> = {
      ArrowLeft: () => (isLarge ? move({ x: NUDGE, y: 0 }) : turn(-1)),
      ArrowRight: () => (isLarge ? move({ x: -NUDGE, y: 0 }) : turn(1)),
      ArrowUp: () => move({ x: 0, y: NUDGE }),
      ArrowDown: () => move({ x: 0, y: -NUDGE }),
      PageUp: () => turn(-1),
      PageDown: () => turn(1),
      '+': () => larger(STEP),
      '=': () => larger(STEP),
      '-': () => larger(1 / STEP),
      '0': fit,
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <div className="viewer-one" ref={place} tabIndex={-1} onKeyDown={onKeyDown}>
      <div
        className="viewer-place"
        data-scale={zoom.scale}
        style={{ transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})` }}
        onDoubleClick={() => (isLarge ? fit() : larger(STEP * STEP))}
        {...hands}
      >
        <Blurred file={file} rendition={firstOf(file, 'preview', 'original', 'thumb')} alt={file.name} />
      </div>
      <div className="viewer-tools">
        <Button onClick={() => larger(STEP)}>{words.viewer.larger}</Button>
        <Button onClick={() => larger(1 / STEP)} disabled={!isLarge}>
          {words.viewer.smaller}
        </Button>
        <Button onClick={fit} disabled={!isLarge}>
          {words.viewer.fit}
        </Button>
        <Button onClick={() => void follow(huying.addressOf(file.fileId, 'original'))}>
          {words.viewer.original}
        </Button>
        <Button onClick={() => void follow(huying.addressOf(file.fileId, 'original'), { saveAs: file.name })}>
          {words.download}
        </Button>
      </div>
    </div>
  );
};

/** Pictures one at a time over the whole page: arrows turn, plus and minus change the size, Escape closes. */
export const Viewer = ({
  pictures,
  first,
  close,
}: {
  pictures: readonly Picture[];
  first: number;
  close: () => void;
}) => {
  const words = useFileWords();
  const box = useRef<HTMLDialogElement>(null);
  const [seq, setSeq] = useState(first);
  const at = Math.max(
    0,
    pictures.findIndex((one) => one.seq === seq),
  );
  const shown = pictures[at];

  useEffect(() => {
    const dialog = box.current;
    const opener = document.activeElement;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>('.viewer-one')?.focus(); // its keys work at once
    return () => {
      dialog?.close();
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);

  const turn = (by: number) => {
    const next = pictures[at + by];
    if (next) setSeq(next.seq);
  };
  return (
    <dialog
      ref={box}
      className="viewer"
      aria-label={words.viewer.title}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <header className="viewer-head">
        <p role="status">
          {shown?.file.name} <small>{words.viewer.place(at + 1, pictures.length)}</small>
        </p>
        <Button look="icon" onClick={close} aria-label={words.close}>
          <Icon name="close" />
        </Button>
      </header>
      {shown && <One key={shown.seq} file={shown.file} turn={turn} />}
      <Button className="viewer-turn viewer-back" onClick={() => turn(-1)} disabled={at === 0}>
        <Icon name="back" />
        <span className="hidden-words">{words.viewer.previous}</span>
      </Button>
      <Button className="viewer-turn viewer-on" onClick={() => turn(1)} disabled={at >= pictures.length - 1}>
        <Icon name="forward" />
        <span className="hidden-words">{words.viewer.next}</span>
      </Button>
    </dialog>
  );
};
