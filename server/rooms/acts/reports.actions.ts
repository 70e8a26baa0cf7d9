import { Fault } from '../../../shared/faults.ts';
import type { CongressId, PersonId, RoomId } from '../../../shared/ids.ts';
import {
  type listReports,
  messageReported,
  type Report,
  type reportMessage,
  type settleReport,
} from '../../../shared/message-acts.ts';
import type { Org } from '../../org/index.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Caller, Clock, Tell } from '../../wire/ports.ts';
import type { AccessRoom } from '../access.actions.ts';
import type { ChangeLog } from '../changes/change-log.store.ts';
import { type ReportDoc, reportKey, type ReportPlace, type ReportStore } from '../changes/reports.store.ts';
import { type MemberStore, seatKey } from '../members.store.ts';
import type { RoomDoc, RoomStore } from '../room.store.ts';
import type { SeatsOf } from '../seats.actions.ts';
import type { MessageReader } from './access-message.actions.ts';
import type { TakeBack } from './words.actions.ts';

export interface ReportParts {
  access: AccessRoom;
  reader: MessageReader;
  reports: ReportStore;
  rooms: RoomStore;
  members: MemberStore;
  org: Org;
  changeLog: ChangeLog;
  clock: Clock;
  tell: Tell;
  seatsOf: SeatsOf;
  takeBack: TakeBack;
  isOffice: (caller: Pick<Caller, 'roles'>) => boolean;
}

/** Reports a message to the office members of its room; somebody’s second report of it is the first. */
export const makeReportMessage =
  (parts: ReportParts): Handler<typeof reportMessage> =>
  async ({ roomId, seq, why }, { personId }) => {
    const { message } = await parts.reader.access(personId, { roomId, seq });
    if (why === '') throw new Fault('REASON_NEEDED');
    const reportId = reportKey(roomId, seq, personId);
    if (await parts.reports.byId(reportId)) return { reportId };
    if (message.body.kind === 'recalled') throw new Fault('UNKNOWN_MESSAGE', { seq });
    const { isNew } = await parts.changeLog.append({
      ...{ roomId, by: personId, why, at: parts.clock.now() },
      deed: { kind: 'reported', seq },
    });
    if (isNew) parts.tell.people(await officeOf(parts, roomId), messageReported, { roomId, seq });
    return { reportId };
  };

/** Who of a room's members moderates it. */
async function officeOf(
  { members, org, isOffice }: Pick<ReportParts, 'members' | 'org' | 'isOffice'>,
  roomId: RoomId,
): Promise<PersonId[]> {
  const cards = await org.people.cards(await members.idsOfRoom(roomId));
  return [...cards.values()]
    .filter((person) => person.active && isOffice(person))
    .map((person) => person.personId);
}

const PAGE = 30;
/** Reports of rooms in which the caller does not sit are passed over, this many at a time. */
const LOOK = 100;

/** Reports that wait in the rooms where the caller sits, oldest first. */
export const makeListReports =
  (parts: ReportParts): Handler<typeof listReports> =>
  async ({ cursor }, caller) => {
    if (!parts.isOffice(caller)) throw new Fault('NOT_ALLOWED');
    const found = await waitingFor(parts, caller, readCursor(cursor));
    const page = found.slice(0, PAGE);
    const last = found.length > PAGE ? page.at(-1) : undefined;
    return { reports: await shown(parts, page), cursor: last ? writeCursor(last) : null };
  };

/** One more than a page, if there are so many. */
async function waitingFor(
  { reports, members }: ReportParts,
  { personId, congressId }: { personId: PersonId; congressId: CongressId },
  after: ReportPlace | null,
): Promise<ReportDoc[]> {
  const mine: ReportDoc[] = [];
  for (let place = after; mine.length <= PAGE;) {
    const some = await reports.waiting(congressId, place, LOOK);
    const seats = await members.byKeys(some.map((r) => seatKey(r.roomId, personId)));
    mine.push(...some.filter((r) => seats.has(seatKey(r.roomId, personId))));
    const last = some.at(-1);
    if (!last || some.length < LOOK) break;
    place = { at: last.at, id: last._id };
  }
  return mine;
}

async function shown({ rooms, seatsOf }: ReportParts, docs: readonly ReportDoc[]): Promise<Report[]> {
  const roomIds = [...new Set(docs.map((d) => d.roomId))];
  const [found, seats] = await Promise.all([
    rooms.byIds(roomIds),
    Promise.all(roomIds.map(async (id) => [id, await seatsOf(id, reportersIn(id, docs))] as const)),
  ]);
  const seatIn = new Map(seats);
  return docs.flatMap(({ _id, roomId, seq, by, why, at }) => {
    const seat = seatIn.get(roomId)?.(by);
    const roomName = found.get(roomId)?.name ?? '';
    return seat ? [{ reportId: _id, roomId, roomName, seq, by: seat, why, at: at.toISOString() }] : [];
  });
}

const reportersIn = (roomId: RoomId, docs: readonly ReportDoc[]) =>
  docs.filter((d) => d.roomId === roomId).map((d) => d.by);

const writeCursor = ({ at, _id }: ReportDoc) => `${at.getTime()}.${_id}`;

/** A cursor that cannot be read starts from the oldest. */
function readCursor(cursor: string | null): ReportPlace | null {
  const [ms = '', id = ''] = (cursor ?? '').split('.');
  const at = new Date(/^\d{1,15}$/.test(ms) ? Number(ms) : NaN);
  return id === '' || Number.isNaN(at.getTime()) ? null : { at, id };
}

/** A report of a room in which the caller sits; all others are not there. */
async function accessReport(
  { reports, access }: ReportParts,
  personId: PersonId,
  reportId: string,
): Promise<{ report: ReportDoc; room: RoomDoc }> {
  const report = await reports.byId(reportId);
  if (report === null) throw new Fault('NOT_FOUND');
  const { room } = await access(personId, report.roomId).catch((error: unknown) => {
    throw error instanceof Fault ? new Fault('NOT_FOUND') : error;
  });
  return { report, room };
}

/** Ends a report by recalling the message, which ends all reports of it, or by dismissing. The same again changes nothing. */
export const makeSettleReport =
  (parts: ReportParts): Handler<typeof settleReport> =>
  async ({ reportId, outcome, why }, caller) => {
    if (!parts.isOffice(caller)) throw new Fault('NOT_ALLOWED');
    if (why === '') throw new Fault('REASON_NEEDED');
    const { report, room } = await accessReport(parts, caller.personId, reportId);
    if (report.outcome === outcome) return {};
    if (report.outcome !== null) throw new Fault('NOT_FOUND');
    const { roomId, seq } = report;
    if (outcome === 'recalled') {
      const { body } = await parts.reader.fresh({ roomId, seq });
      if (body.kind !== 'recalled' && room.state === 'archived') throw new Fault('NOT_ALLOWED');
      if (body.kind !== 'recalled') await parts.takeBack({ caller, roomId, seq, why, as: 'office' });
    }
    const { isNew } = await parts.changeLog.append({
      ...{ roomId, by: caller.personId, why, at: parts.clock.now() },
      deed: { kind: 'report-settled', seq, reportId, outcome },
    });
    if (isNew) return {};
    // Somebody else of the office was faster, perhaps with the other outcome.
    if ((await parts.reports.byId(reportId))?.outcome !== outcome) throw new Fault('NOT_FOUND');
    return {};
  };
