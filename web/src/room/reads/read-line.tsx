import { useEffect, useState } from 'react';
import type { Message } from '../../../../shared/messages.ts';
import { useReadable } from '../../kit/use-readable.ts';
import { usePageSeen } from '../use-page-seen.ts';
import { useRoomFiles } from '../room-files.ts';
import { useRoomWords } from '../wording/use-words.ts';
import { ReadList } from './read-list.tsx';
import { readsOf } from './reads.ts';
import './reads.css';

/** Under a message: how many have read it, which opens who; and how many it called. */
export const ReadLine = ({ message }: { message: Pick<Message, 'seq' | 'notified'> }) => {
  const words = useRoomWords();
  const { room, huying } = useRoomFiles();
  const [reads] = useState(() => readsOf(room, huying));
  const [open, setOpen] = useState(false);
  const { seq, notified } = message;
  const count = useReadable(reads).get(seq);
  const head = useReadable(room).header?.seq;
  const seen = usePageSeen();
  useEffect(() => reads.watch(seq), [reads, seq]);
  // Who answers has read what they answer; who comes back to the page wants to know.
  useEffect(() => {
    if (seen) reads.stir();
  }, [reads, head, seen]);
  return (
    <>
      {notified !== undefined && notified > 0 && <span>{words.called(notified)}</span>}
      {count && count.read + count.unread > 0 && (
        <button type="button" className="reads-open" onClick={() => setOpen(true)}>
          {words.readBy(count.read, count.unread)}
        </button>
      )}
      {open && (
        <ReadList
          seq={seq}
          close={() => {
            setOpen(false);
            reads.stir();
          }}
        />
      )}
    </>
  );
};
