import { useCallback, useEffect, useState } from 'react';
import type { Roll, SeatRole } from '../../../../shared/seats.ts';
import { SEAT_ROLES } from '../../../../shared/values/seats.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Refusal } from '../../kit/field.tsx';
import { useSpeech } from '../../wording/speech.tsx';
import { useRoomFiles } from '../room-files.ts';
import { firstRole } from '../seats.rules.ts';
import { useRoomWords } from '../wording/use-words.ts';

type Listed = Roll['people'][number];

/** A hundred people a page; nobody stands there twice, also where somebody reads it between two pages. */
const useRoll = (seq: number) => {
  const { fault } = useSpeech();
  const { room } = useRoomFiles();
  const [roll, setRoll] = useState<Roll | null>(null);
  const [refusal, setRefusal] = useState('');
  const fetch = useCallback(
    (cursor: string | null) => {
      room.readRoll(seq, cursor).then(
        ({ roll: page }) => {
          setRefusal('');
          setRoll((before) => {
            const fresh = new Set(page.people.map(({ seat }) => seat.personId));
            const kept = cursor === null ? [] : (before?.people ?? []);
            return {
              ...page,
              people: [...kept.filter(({ seat }) => !fresh.has(seat.personId)), ...page.people],
            };
          });
        },
        (error: unknown) => setRefusal(fault(error)),
      );
    },
    [room, seq, fault],
  );
  useEffect(() => fetch(null), [fetch]);
  return { roll, refusal, fetch };
};

const Group = ({ role, roll, people }: { role: SeatRole; roll: Roll; people: readonly Listed[] }) => {
  const { say, wire } = useSpeech();
  const words = useRoomWords();
  const count = roll.byRole.find((one) => one.role === role);
  return (
    <section data-readers={role}>
      <h3>
        {wire.words.seatRoles[role]}
        {count && <span>{words.group(count.done, count.total)}</span>}
      </h3>
      <ul>
        {people.map(({ seat, done }) => (
          <li key={seat.personId} data-read={done}>
            <span>{say.person(seat.name, seat.label)}</span>
            <span className={done ? 'reads-done' : undefined}>{done ? words.read : words.unread}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** Who has read a message and who has not, by role; said calmly, for nobody owes it. */
export const ReadList = ({ seq, close }: { seq: number; close: () => void }) => {
  const { say } = useSpeech();
  const words = useRoomWords();
  const { roll, refusal, fetch } = useRoll(seq);
  const groups = SEAT_ROLES.map((role) => ({
    role,
    people: roll?.people.filter(({ seat }) => firstRole(seat.roles) === role) ?? [],
  })).filter(({ people }) => people.length > 0);
  return (
    <Dialog title={words.readTitle} closeWords={say.close} close={close} drawer>
      <div className="reads-list">
        <Refusal>{refusal}</Refusal>
        {roll === null && refusal === '' && <p role="status">{say.loading}</p>}
        {roll && (
          <>
            <p className="reads-sum">
              {roll.total === 0 ? words.nobodyElse : words.readBy(roll.done, roll.total - roll.done)}
            </p>
            <p className="reads-note">{words.readNote}</p>
            {groups.map(({ role, people }) => (
              <Group key={role} {...{ role, roll, people }} />
            ))}
            {roll.cursor !== null && <Button onClick={() => fetch(roll.cursor)}>{words.moreReaders}</Button>}
          </>
        )}
      </div>
    </Dialog>
  );
};
