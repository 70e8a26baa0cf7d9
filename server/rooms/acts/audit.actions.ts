import { Fault } from '../../../shared/faults.ts';
import type { PersonId, RoomId } from '../../../shared/ids.ts';
import type { Act, listActs, showSealed } from '../../../shared/message-acts.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Caller, Clock, NewId } from '../../wire/ports.ts';
import type { AccessRoom } from '../access.actions.ts';
import type { ChangeLog } from '../changes/change-log.store.ts';
import type { ChangeDoc, ChangeStore, Deed } from '../changes/changes.store.ts';
import type { OriginalStore } from '../changes/originals.store.ts';
import type { RoomDoc, RoomStore } from '../room.store.ts';
import type { SeatsOf } from '../seats.actions.ts';
import type { MessageReader } from './access-message.actions.ts';
import type { ReadingStore } from './readings.store.ts';

export interface AuditParts {
  access: AccessRoom;
  rooms: RoomStore;
  changes: ChangeStore;
  changeLog: ChangeLog;
  originals: OriginalStore;
  reader: MessageReader;
  readings: ReadingStore;
  seatsOf: SeatsOf;
  newId: NewId;
  clock: Clock;
  isOffice: (caller: Pick<Caller, 'roles'>) => boolean;
  isAuditor: (caller: Pick<Caller, 'roles'>) => boolean;
}

const PAGE = 50;

/** All acts in a room, newest first; the cursor is the number of the last one shown. Auditors’ looks are kept. */
export const makeListActs =
  (parts: AuditParts): Handler<typeof listActs> =>
  async ({ roomId, cursor }, caller) => {
    const { room, isAudit } = await accessActs(parts, caller, roomId);
    // Numbers beyond room.changeSeq are not applied yet.
    const before = Math.min(readCursor(cursor) ?? Infinity, room.changeSeq + 1);
    const page = await parts.changes.page(roomId, before, PAGE);
    const last = page.at(-1)?.n ?? 1;
    if (isAudit) await noteReading(parts, caller, { room, page });
    const seatOf = await parts.seatsOf(roomId, page.flatMap(peopleOf));
    return { acts: page.map((change) => actOf(change, seatOf)), cursor: last > 1 ? String(last) : null };
  };

/** The office where it sits; auditors in all of their congress. */
async function accessActs(
  { access, rooms, isOffice, isAuditor }: AuditParts,
  caller: Caller,
  roomId: RoomId,
): Promise<{ room: RoomDoc; isAudit: boolean }> {
  if (isAuditor(caller)) {
    const room = await rooms.byId(roomId);
    if (room?.congressId === caller.congressId) return { room, isAudit: true };
  }
  const { room } = await access(caller.personId, roomId);
  if (!isOffice(caller)) throw new Fault('NOT_ALLOWED');
  return { room, isAudit: false };
}

/** That an auditor looks at these acts is kept before they are given out. */
const noteReading = (
  { readings, newId, clock }: AuditParts,
  { personId }: Caller,
  { room, page }: { room: RoomDoc; page: readonly ChangeDoc[] },
): Promise<void> =>
  readings.insert({
    ...{ _id: newId(), congressId: room.congressId, roomId: room._id, by: personId, at: clock.now() },
    ...{ from: page.at(-1)?.n ?? 0, to: page[0]?.n ?? 0 },
  });

const readCursor = (cursor: string | null): number | null =>
  cursor !== null && /^\d{1,15}$/.test(cursor) ? Number(cursor) : null;

const aboutOf = (deed: Deed): PersonId | null =>
  deed.kind === 'muted' || deed.kind === 'unmuted' ? deed.personId : null;

const peopleOf = ({ by, deed }: ChangeDoc): PersonId[] =>
  [by === 'system' ? null : by, aboutOf(deed)].filter((id) => id !== null);

function actOf({ n, by, why, at, deed }: ChangeDoc, seatOf: (id: PersonId) => NonNullable<Act['by']>): Act {
  const about = aboutOf(deed);
  return {
    changeSeq: n,
    kind: deed.kind,
    seq: 'seq' in deed ? deed.seq : null,
    by: by === 'system' ? null : seatOf(by),
    ...(about && { about: seatOf(about) }),
    ...(deed.kind === 'state-set' && { state: deed.state }),
    why,
    at: at.toISOString(),
  };
}

/** What a recalled message had said. The reading is recorded, and stands in the room's acts, before a word is given out. */
export const makeShowSealed =
  (parts: AuditParts): Handler<typeof showSealed> =>
  async ({ roomId, seq, why }, caller) => {
    if (!parts.isAuditor(caller)) throw new Fault('NOT_ALLOWED');
    if (why === '') throw new Fault('REASON_NEEDED');
    const room = await parts.rooms.byId(roomId);
    const isHere = room?.congressId === caller.congressId && (await parts.originals.exists(roomId, seq));
    if (!isHere) throw new Fault('NOT_FOUND');
    await parts.changeLog.append({
      ...{ roomId, by: caller.personId, why, at: parts.clock.now() },
      deed: { kind: 'sealed-read', seq },
    });
    const { author, at } = await parts.reader.fresh({ roomId, seq });
    const original = await parts.originals.open(roomId, seq);
    if (original === null) throw new Fault('NOT_FOUND');
    return { author, at: at.toISOString(), body: original.body, revisions: original.revisions };
  };
