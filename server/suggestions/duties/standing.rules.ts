import type { CivilDate } from '../../../shared/ids.ts';
import type { PolicyProfile } from '../../../shared/policies.ts';
import type { Owed, Standing } from '../../notices/index.ts';
import type { WorkCalendar } from '../../org/index.ts';
import { roomIdOf } from '../../rooms/index.ts';
import { type CaseInShort, confirmedSeconders, type Told } from '../case/case.rules.ts';
import { owedBy } from './owed.rules.ts';
import type { Heard } from './owing.rules.ts';
import { tellingsOf } from './tellings.rules.ts';

/** All that a case’s standing is read from. */
export interface Read {
  readonly found: CaseInShort;
  readonly entries: readonly Told[];
  readonly policy: PolicyProfile;
  readonly days: WorkCalendar;
  readonly today: CivilDate;
  readonly heard: Heard;
}

/** How a case that was handed over stands: what is owed in it, what is told of it, and by and to whom. */
export function standingFrom(at: Read): Standing {
  const { congressId, suggestionId, session, number, title, tracks, leadId, delegationId, committeeUnitId } =
    at.found;
  return {
    ...{ congressId, suggestionId, roomId: roomIdOf(suggestionId), session, number, title },
    reminders: at.policy.reminders,
    owed: owedBy(at),
    tellings: tellingsOf(at),
    parties: {
      ...{ leadId, delegationId, committeeUnitId },
      seconderIds: confirmedSeconders(at.found),
      tracks: tracks.map(({ unitId, role, contactIds }) => ({ unitId, role, contactIds })),
    },
  };
}

/** What deputies wait for: contact, opinions that a reply rests on, and the reply. */
const AWAITED: readonly Owed['rule'][] = ['R6', 'R8', 'R10', 'R11', 'R16', 'R20'];

/** The day by which something that the deputies wait for is due next; null: nothing is. */
export function nextDueOf({ owed }: Pick<Standing, 'owed'>): CivilDate | null {
  const dues = owed.flatMap(({ rule, state, due }) =>
    state === 'open' && due !== null && AWAITED.includes(rule) ? [due] : [],
  );
  return dues.sort()[0] ?? null;
}
