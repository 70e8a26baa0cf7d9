import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Room, RoomSnapshot } from '../../../client-sdk/index.ts';
import type { Message } from '../../../shared/messages.ts';
import type { Me } from '../../../shared/people.ts';
import { MessageLog } from './message-log.tsx';
import { MessageView } from './messages/message-view.tsx';
import { PendingView } from './messages/pending.tsx';
import { rowsOf } from './rows.rules.ts';
import { roleOfPerson } from './seats.rules.ts';
import { useArrivals } from './use-arrivals.ts';
import { usePageSeen } from './use-page-seen.ts';

interface RoomLogProps {
  me: Me;
  room: Room;
  snapshot: RoomSnapshot;
  /** Opens the form for a contact; null: this person records none here. */
  record: (() => void) | null;
  /** Numbers chosen; null: nothing is being chosen. */
  chosen: ReadonlySet<number> | null;
  choose: (chosen: ReadonlySet<number>) => void;
}

/** What was read when the room came on screen: the unread line stays there until one leaves. */
const useNewAfter = ({ header, readSeq, messages }: RoomSnapshot): number | null => {
  const [opened, setOpened] = useState<{ newAfter: number | null } | null>(null);
  if (opened === null && header !== null && (messages.length > 0 || header.seq === 0)) {
    const newAfter = header.seq > readSeq ? readSeq : null;
    setOpened({ newAfter });
    return newAfter;
  }
  return opened?.newAfter ?? null;
};

const isMine = ({ author }: Message, { personId }: Me): boolean =>
  author.kind === 'person' && author.personId === personId;

/** The log of one room, joined to what the person reads, chooses and still has under way. */
export const RoomLog = ({ me, room, snapshot, record, chosen, choose }: RoomLogProps) => {
  const { messages, pending, reachedStart, readSeq } = snapshot;
  const newAfter = useNewAfter(snapshot);
  const [ending, setEnding] = useState(false);
  const seen = usePageSeen();
  const fetching = useRef(false);
  const rows = useMemo(
    () => rowsOf({ messages, pending, reachedStart, newAfter }),
    [messages, pending, reachedStart, newAfter],
  );
  const roles = useMemo(() => roleOfPerson(snapshot.members), [snapshot.members]);
  const last = messages.at(-1)?.seq ?? 0;
  const arrived = useArrivals(messages, me.personId);

  useEffect(() => {
    if (ending && seen && last > readSeq) room.markRead(last);
  }, [room, ending, seen, last, readSeq]);

  const older = useCallback(() => {
    if (fetching.current) return;
    fetching.current = true;
    room
      .older()
      .catch(() => undefined) // asked again as soon as the reader moves
      .finally(() => {
        fetching.current = false;
      });
  }, [room]);

  const toggle = (seq: number) => {
    const next = new Set(chosen);
    if (!next.delete(seq)) next.add(seq);
    choose(next);
  };

  return (
    <>
      <MessageLog
        rows={rows}
        oldest={messages[0]?.seq ?? null}
        older={reachedStart || messages.length === 0 ? null : older}
        atEnd={setEnding}
        unseen={ending ? 0 : messages.filter((one) => one.seq > readSeq).length}
        show={(row) =>
          row.kind === 'pending' ? (
            <PendingView pending={row.pending} room={room} />
          ) : (
            <MessageView
              message={row.message}
              continued={row.continued}
              mine={isMine(row.message, me)}
              role={row.message.author.kind === 'person' ? roles.get(row.message.author.personId) : undefined}
              showsReaders={chosen === null && (isMine(row.message, me) || snapshot.roles.includes('office'))}
              record={record}
              choice={
                chosen && {
                  chosen: chosen.has(row.message.seq),
                  toggle: () => toggle(row.message.seq),
                }
              }
            />
          )
        }
      />
      <p className="hidden-words" role="status">
        {arrived}
      </p>
    </>
  );
};
