import { confirmationsAreRight, mentionsAreKept, reportsWait } from './checks/calling.rules.ts';
import { closedRoomsRefuse, headersConverge, mutesHold, seatsConverge } from './checks/governing.rules.ts';
import {
  everyEarHearsTheRecord,
  nobodyOutsideHears,
  nobodyOutsideIsTold,
  nobodyOutsideReads,
} from './checks/hearing.rules.ts';
import { inboxesAreComplete, readListsAreRight, unreadIsRight } from './checks/reading.rules.ts';
import {
  acknowledgedIsKept,
  everybodyReadsTheSame,
  nothingIsDoubled,
  numbersAreComplete,
  writersKeepTheirOrder,
} from './checks/record.rules.ts';
import { type Check, roomsOf } from './checks/room-history.rules.ts';
import { actsConverge, oldClientsShowTheRecord, reactionsConverge } from './checks/states.rules.ts';
import type { Entry } from './history.ts';

/** Something that must not be. */
export interface Violation {
  readonly rule: keyof typeof CHECKS;
  readonly room: string;
  /** In plain words. */
  readonly what: string;
}

/** Everything that is promised of a room, seen from outside. */
export const CHECKS = {
  'numbers are complete': numbersAreComplete,
  'everybody reads the same': everybodyReadsTheSame,
  'acknowledged is kept': acknowledgedIsKept,
  'nothing is doubled or invented': nothingIsDoubled,
  'writers keep their order': writersKeepTheirOrder,
  'everybody hears all, once, in one order': everyEarHearsTheRecord,
  'nobody outside hears': nobodyOutsideHears,
  'nobody outside is told of changes': nobodyOutsideIsTold,
  'nobody outside reads': nobodyOutsideReads,
  'edits and recalls converge': actsConverge,
  'reactions converge': reactionsConverge,
  'old clients show the record': oldClientsShowTheRecord,
  'headers converge': headersConverge,
  'seats converge': seatsConverge,
  'closed rooms refuse, open ones do not': closedRoomsRefuse,
  'the muted are silent, others are not': mutesHold,
  'mentions are kept': mentionsAreKept,
  'confirmations are right': confirmationsAreRight,
  'reports wait for the office': reportsWait,
  'inboxes are complete': inboxesAreComplete,
  'unread is right': unreadIsRight,
  'read lists are right': readListsAreRight,
} as const satisfies Record<string, Check>;

/** What is wrong with a history; empty when every promise was kept. Knows nothing of the server but its answers. */
export function violationsOf(entries: Iterable<Entry>): Violation[] {
  const checks = Object.entries(CHECKS) as [Violation['rule'], Check][];
  return roomsOf(entries).flatMap((room) =>
    checks.flatMap(([rule, check]) => check(room).map((what) => ({ rule, room: room.name, what }))),
  );
}
