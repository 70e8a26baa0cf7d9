import {
  editMessage,
  listActs,
  listReactions,
  listReports,
  muteMember,
  pinMessage,
  reactToMessage,
  recallMessage,
  reportMessage,
  setRoomState,
  settleReport,
  showSealed,
} from '../../../shared/message-acts.ts';
import type { Org } from '../../org/index.ts';
import { bind, type Binding } from '../../wire/bind.ts';
import type { Caller, Clock, NewId, Tell } from '../../wire/ports.ts';
import type { AccessRoom } from '../access.actions.ts';
import type { ChangeLog } from '../changes/change-log.store.ts';
import type { ChangeStore } from '../changes/changes.store.ts';
import type { MineOf } from '../changes/mine.actions.ts';
import type { OriginalStore } from '../changes/originals.store.ts';
import type { ReactionStore } from '../changes/reactions.store.ts';
import type { ReportStore } from '../changes/reports.store.ts';
import type { MemberStore } from '../members.store.ts';
import type { MessageStore } from '../messages/messages.store.ts';
import type { RoomStore } from '../room.store.ts';
import type { SeatsOf } from '../seats.actions.ts';
import { makeMessageReader } from './access-message.actions.ts';
import type { ActLimits } from './acts.rules.ts';
import { makeListActs, makeShowSealed } from './audit.actions.ts';
import { makeMuteMember, makeSetRoomState } from './moderate.actions.ts';
import { makePinMessage } from './pins.actions.ts';
import { makeListReactions, makeReactToMessage } from './reactions.actions.ts';
import type { ReadingStore } from './readings.store.ts';
import { makeListReports, makeReportMessage, makeSettleReport } from './reports.actions.ts';
import { makeEditMessage, makeRecallMessage, makeTakeBack } from './words.actions.ts';

/** The role table, as far as acts in rooms ask it. */
export type MayInRooms = (roles: Caller['roles'], act: 'room:moderate' | 'room:audit') => boolean;

export interface ActsParts {
  access: AccessRoom;
  rooms: RoomStore;
  members: MemberStore;
  messages: MessageStore;
  changes: ChangeStore;
  reactions: ReactionStore;
  originals: OriginalStore;
  readings: ReadingStore;
  reports: ReportStore;
  mineOf: MineOf;
  changeLog: ChangeLog;
  seatsOf: SeatsOf;
  org: Org;
  newId: NewId;
  clock: Clock;
  tell: Tell;
  limits: ActLimits;
  may: MayInRooms;
}

/** Everything done to what was said, and to the room: edits, recalls, reactions, pins, states, mutes, reports, audits. */
export function actBindings({ may, ...given }: ActsParts): Binding[] {
  const reader = makeMessageReader(given.access, given.messages, given.mineOf);
  const isOffice = ({ roles }: Pick<Caller, 'roles'>) => may(roles, 'room:moderate');
  const isAuditor = ({ roles }: Pick<Caller, 'roles'>) => may(roles, 'room:audit');
  const takeBack = makeTakeBack({ reader, changeLog: given.changeLog, clock: given.clock });
  const parts = { ...given, reader, isOffice, isAuditor, takeBack };
  return [
    bind(editMessage, makeEditMessage(parts)),
    bind(recallMessage, makeRecallMessage(parts, takeBack)),
    bind(reactToMessage, makeReactToMessage(parts)),
    bind(listReactions, makeListReactions(parts)),
    bind(pinMessage, makePinMessage(parts)),
    bind(setRoomState, makeSetRoomState(parts)),
    bind(muteMember, makeMuteMember(parts)),
    bind(reportMessage, makeReportMessage(parts)),
    bind(listReports, makeListReports(parts)),
    bind(settleReport, makeSettleReport(parts)),
    bind(listActs, makeListActs(parts)),
    bind(showSealed, makeShowSealed(parts)),
  ];
}
