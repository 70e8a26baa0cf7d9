import { useCallback, useLayoutEffect, useRef, useState, type ReactElement } from 'react';
import { VList, type VListHandle } from 'virtua';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { dayName, recentDayName } from '../wording/days.rules.ts';
import { useSpeech } from '../wording/speech.tsx';
import { firstRowToShow, type Row } from './rows.rules.ts';
import './message-log.css';

/** How near the start of what is held older messages are fetched, in pixels. */
const OLDER_AT = 800;
/** How near the end counts as being at the end, in pixels. */
const END_AT = 24;

interface LogProps {
  rows: readonly Row[];
  /** Number of the oldest message held; grows downwards when older ones arrive. */
  oldest: number | null;
  older: (() => void) | null;
  /** Told whenever the reader comes to the end or leaves it. */
  atEnd: (is: boolean) => void;
  /** Messages below that the reader has not seen. */
  unseen: number;
  show: (row: Row & { kind: 'message' | 'pending' }) => ReactElement;
}

/** True in the one rendering in which rows were put in front: then virtua keeps the place from below. */
const useGrownInFront = (oldest: number | null, count: number): boolean => {
  const [seen, setSeen] = useState({ oldest, count, inFront: false });
  if (seen.oldest === oldest && seen.count === count) return seen.inFront;
  const inFront = seen.oldest !== null && oldest !== null && oldest < seen.oldest;
  setSeen({ oldest, count, inFront });
  return inFront;
};

const Line = ({ row }: { row: Row & { kind: 'start' | 'day' | 'new' } }) => {
  const { say, today, language } = useSpeech();
  if (row.kind === 'start') return <p className="log-note">{say.room.start}</p>;
  if (row.kind === 'new')
    return (
      <p className="log-line log-line-new" data-line="new">
        {say.room.newLine}
      </p>
    );
  return (
    <p className="log-line">
      <time dateTime={row.day} title={dayName(row.day, today, language)}>
        {recentDayName(row.day, today, language)}
      </time>
    </p>
  );
};

/** The record of the room, newest below; older messages come as the reader goes up. */
export const MessageLog = ({ rows, oldest, older, atEnd, unseen, show }: LogProps) => {
  const { say } = useSpeech();
  const list = useRef<VListHandle>(null);
  const placed = useRef(false);
  const ending = useRef(true);
  const lastOwn = useRef<string | null>(null);
  const inFront = useGrownInFront(oldest, rows.length);

  const look = useCallback(() => {
    const handle = list.current;
    if (!handle || !placed.current) return;
    const below = handle.scrollSize - handle.viewportSize - handle.scrollOffset;
    ending.current = below <= END_AT;
    atEnd(ending.current);
    if (handle.scrollOffset < OLDER_AT) older?.();
  }, [atEnd, older]);

  const toEnd = () => list.current?.scrollToIndex(rows.length - 1, { align: 'end' });
  const resized = () => {
    if (placed.current && ending.current) toEnd();
    look();
  };

  useLayoutEffect(() => {
    const handle = list.current;
    const last = rows.at(-1);
    if (!handle || last === undefined) return;
    // Who says something wants to see it said.
    if (last.kind === 'pending' && last.key !== lastOwn.current) {
      if (placed.current) ending.current = true;
      lastOwn.current = last.key;
    }
    if (!placed.current) {
      const first = firstRowToShow(rows);
      handle.scrollToIndex(first.index, { align: first.align });
      placed.current = true;
      ending.current = first.align === 'end';
    } else if (ending.current) {
      handle.scrollToIndex(rows.length - 1, { align: 'end' });
    }
  }, [rows]);

  return (
    <div className="log" role="log" aria-label={say.room.log} aria-live="off">
      <VList
        ref={list}
        className="log-list"
        shift={inFront}
        data={rows}
        onScroll={look}
        onResize={resized}
        tabIndex={0}
      >
        {(row: Row) => (
          <div
            key={row.key}
            className={row.kind === 'message' && row.continued ? 'log-row continued' : 'log-row'}
          >
            {row.kind === 'message' || row.kind === 'pending' ? show(row) : <Line row={row} />}
          </div>
        )}
      </VList>
      {unseen > 0 && (
        <Button className="log-end" onClick={toEnd}>
          <Icon name="down" />
          {say.room.below(unseen)}
        </Button>
      )}
    </div>
  );
};
