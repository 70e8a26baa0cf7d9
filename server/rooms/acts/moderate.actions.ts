import { Fault } from '../../../shared/faults.ts';
import type { RoomId } from '../../../shared/ids.ts';
import type { muteMember, setRoomState } from '../../../shared/message-acts.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Caller, Clock } from '../../wire/ports.ts';
import type { Access, AccessRoom } from '../access.actions.ts';
import type { ChangeLog } from '../changes/change-log.store.ts';
import { type MemberStore, seatKey } from '../members.store.ts';
import { headerOf } from '../room.rules.ts';

export interface ModerateParts {
  access: AccessRoom;
  members: MemberStore;
  changeLog: ChangeLog;
  clock: Clock;
  isOffice: (caller: Pick<Caller, 'roles'>) => boolean;
}

/** A room in which the caller sits for the office and says why; throws NOT_A_MEMBER, NOT_ALLOWED, REASON_NEEDED. */
async function accessForOffice(
  { access, isOffice }: Pick<ModerateParts, 'access' | 'isOffice'>,
  caller: Caller,
  { roomId, why }: { roomId: RoomId; why: string },
): Promise<Access> {
  const seat = await access(caller.personId, roomId);
  if (!isOffice(caller)) throw new Fault('NOT_ALLOWED');
  if (why === '') throw new Fault('REASON_NEEDED');
  return seat;
}

/** Makes a room open, read-only or archived; if it is so already nothing is changed. */
export const makeSetRoomState =
  (parts: ModerateParts): Handler<typeof setRoomState> =>
  async ({ roomId, state, why }, caller) => {
    const { room } = await accessForOffice(parts, caller, { roomId, why });
    if (room.state === state) return headerOf(room);
    const { room: after } = await parts.changeLog.append({
      ...{ roomId, by: caller.personId, why, at: parts.clock.now() },
      deed: { kind: 'state-set', state },
    });
    return headerOf(after);
  };

/** A member may not speak until then. A time that is past, or none, ends it; if it is so already nothing is changed. */
export const makeMuteMember =
  (parts: ModerateParts): Handler<typeof muteMember> =>
  async ({ roomId, personId, until, why }, caller) => {
    await accessForOffice(parts, caller, { roomId, why });
    const key = seatKey(roomId, personId);
    const member = (await parts.members.byKeys([key])).get(key);
    if (!member) throw new Fault('UNKNOWN_PERSON', { personIds: [personId] });
    const at = parts.clock.now();
    const ahead = (time: Date | null | undefined) => (time && time > at ? time : null);
    const wanted = ahead(until === null ? null : new Date(until));
    if (ahead(member.mutedUntil)?.getTime() === wanted?.getTime()) return {};
    await parts.changeLog.append({
      ...{ roomId, by: caller.personId, why, at },
      deed: { kind: wanted ? 'muted' : 'unmuted', personId, until: wanted },
    });
    return {};
  };
