import type { Owed } from '../../notices/index.ts';
import { contacts } from './contacts.rules.ts';
import { feedback } from './feedback.rules.ts';
import { opinions } from './opinions.rules.ts';
import { owe, pastOf, type Reckoning } from './owing.rules.ts';
import { promises } from './promises.rules.ts';
import { publicDuties } from './public.rules.ts';
import { replying } from './replies.rules.ts';
import { replyingTracks } from './rounds.rules.ts';
import { takingIn } from './taking-in.rules.ts';

/**
 * R7 and R25: a deputy’s word that nobody answers, and a room in which nothing is said. Who speaks ends them, or who
 * contacts the deputies otherwise; what the record does not keep is not shown as done.
 */
function inTheRoom(at: Reckoning): Owed[] {
  const { unansweredSince, lastWordOn } = at.heard;
  const owing = replyingTracks(at).filter(({ state }) => state !== 'replied');
  return owing.flatMap(({ unitId }) => {
    const ower = { kind: 'unit', unitId } as const;
    const spoke = (since: string) =>
      pastOf(at.entries, 'contact-recorded').some(({ on, body }) => body.unitId === unitId && on >= since);
    const about = (rule: 'R7' | 'R25', since: string) =>
      owe({ rule, ower, subject: since }, { since, due: null });
    return [
      ...(unansweredSince === null || spoke(unansweredSince) ? [] : [about('R7', unansweredSince)]),
      ...(lastWordOn !== null && at.found.state === 'handling' ? [about('R25', lastWordOn)] : []),
    ];
  });
}

/**
 * All that a case owes or owed, R2–R25 of the table of reminders. Pure: the same record gives the same duties under the
 * same keys. Before the hand-over nobody owes anything; what was withdrawn or archived owes nothing any more, and what had
 * been done till then stays. What was asked for twice is owed once.
 */
export function owedBy(at: Reckoning): Owed[] {
  const { assignedOn, state } = at.found;
  if (assignedOn === null) return [];
  const all = [
    ...takingIn(at),
    ...contacts(at),
    ...opinions(at),
    ...replying(at),
    ...feedback(at),
    ...promises(at),
    ...publicDuties(at),
    ...inTheRoom(at),
  ];
  const once = [...new Map(all.toReversed().map((duty) => [duty.key, duty])).values()].reverse(); // the first of each key
  const isOver = state === 'withdrawn' || state === 'archived';
  return isOver ? once.filter((duty) => duty.state !== 'open') : once;
}

/** Whether a duty is still owed: what a reminder asks before it is given. */
export const stillOwed = (at: Reckoning, key: string): boolean =>
  owedBy(at).some((duty) => duty.key === key && duty.state === 'open');
