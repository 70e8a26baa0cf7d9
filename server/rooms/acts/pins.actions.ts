import { Fault } from '../../../shared/faults.ts';
import type { pinMessage } from '../../../shared/message-acts.ts';
import { MAX_PINS } from '../../../shared/values/rooms.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Clock } from '../../wire/ports.ts';
import type { ChangeLog } from '../changes/change-log.store.ts';
import { hasPower } from '../powers.rules.ts';
import { headerOf } from '../room.rules.ts';
import type { MessageReader } from './access-message.actions.ts';

export interface PinParts {
  reader: MessageReader;
  changeLog: ChangeLog;
  clock: Clock;
}

/** Pins a message or takes it down; if it is so already nothing is changed. */
export const makePinMessage =
  ({ reader, changeLog, clock }: PinParts): Handler<typeof pinMessage> =>
  async ({ roomId, seq, on }, { personId }) => {
    const place = { roomId, seq };
    const { room, member, message } = await reader.access(personId, place);
    if (!hasPower(member.roles, 'pin')) throw new Fault('NOT_ALLOWED');
    if (room.state !== 'open') throw new Fault('ROOM_CLOSED', { state: room.state });
    if (on && message.body.kind === 'recalled') throw new Fault('MESSAGE_RECALLED', { seq });
    if (room.pins.includes(seq) === on) return headerOf(room);
    if (on && room.pins.length >= MAX_PINS) throw new Fault('TOO_MANY_PINS', { limit: MAX_PINS });
    const { room: after } = await changeLog.append({
      ...{ roomId, by: personId, why: '', at: clock.now() },
      deed: { kind: on ? 'pinned' : 'unpinned', seq },
    });
    if (on && !after.pins.includes(seq)) await explain(reader, place, after.pins.length);
    return headerOf(after);
  };

/** A pin came to nothing: the message was recalled first, or others filled the places. Else somebody took it down at once. */
async function explain(
  reader: MessageReader,
  place: Parameters<MessageReader['fresh']>[0],
  pins: number,
): Promise<void> {
  const { body } = await reader.fresh(place);
  if (body.kind === 'recalled') throw new Fault('MESSAGE_RECALLED', { seq: place.seq });
  if (pins >= MAX_PINS) throw new Fault('TOO_MANY_PINS', { limit: MAX_PINS });
}
