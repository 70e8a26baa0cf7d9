import { useEffect, useState } from 'react';
import type { Room, RoomSnapshot } from '../../../client-sdk/index.ts';
import { Refusal } from '../kit/field.tsx';
import { useSpeech } from '../wording/speech.tsx';
import { seatsByRole } from './seats.rules.ts';
import './members-list.css';

/** Who sits in the room, by role. */
export const MembersList = ({ room, snapshot }: { room: Room; snapshot: RoomSnapshot }) => {
  const { say, fault, wire } = useSpeech();
  const [refusal, setRefusal] = useState('');
  const missing = snapshot.members === null;
  useEffect(() => {
    if (missing) room.members().catch((error: unknown) => setRefusal(fault(error)));
  }, [room, missing, fault]);
  return (
    <div className="members">
      <Refusal>{refusal}</Refusal>
      {seatsByRole(snapshot.members ?? []).map(({ role, seats }) => (
        <section key={role}>
          <h3>
            {wire.words.seatRoles[role]}
            <span>{say.members.count(seats.length)}</span>
          </h3>
          <ul>
            {seats.map((seat) => (
              <li key={seat.personId}>
                <span>{seat.name}</span>
                <span>{seat.label}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
};
