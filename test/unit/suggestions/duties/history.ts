import { EVENT_BODIES, type EventKind, type Happened } from '../../../../shared/case-events.ts';
import type { CivilDate, CongressId, PersonId, SuggestionId, UnitId } from '../../../../shared/ids.ts';
import { makeWorkCalendar } from '../../../../server/org/calendar/calendar.rules.ts';
import type { Case, CaseEntry } from '../../../../server/suggestions/case/case.rules.ts';
import { foldAll } from '../../../../server/suggestions/case/fold.rules.ts';
import { owedBy, stillOwed } from '../../../../server/suggestions/duties/owed.rules.ts';
import type { Heard, Reckoning } from '../../../../server/suggestions/duties/owing.rules.ts';
import { jurisdictionOf } from '../../../../server/suggestions/policy/jurisdictions.rules.ts';
import { idOf } from '../acting.ts';

export const LEAD = idOf(1) as PersonId;
export const SECONDER = idOf(2) as PersonId;
export const DELEGATION = idOf(3);
export const MAIN = idOf(11) as UnitId;
export const HELPER = idOf(12) as UnitId;
export const OTHER = idOf(13) as UnitId;
export const COMMITTEE = idOf(14) as UnitId;
export const CONTACT = idOf(21) as PersonId;
const CASE = { suggestionId: idOf(31) as SuggestionId, congressId: idOf(32) as CongressId };

const SILENT: Heard = { unansweredSince: null, lastWordOn: null };
const days = makeWorkCalendar([]);
const NOBODY = { personId: 'system', name: '', label: '' } as const;

/** A history written by hand, one entry for each thing that happened, and what is owed by it. */
export function history(policy: Reckoning['policy'] = jurisdictionOf('national')) {
  const entries: CaseEntry[] = [];
  const self = {
    entries,
    get found(): Case {
      return foldAll(CASE, entries);
    },
    add(on: CivilDate, kind: EventKind, body: object = {}) {
      const n = entries.length + 1;
      const happened = [{ kind, body: EVENT_BODIES[kind].parse(body) } as Happened];
      entries.push({
        ...{ ...CASE, _id: `${CASE.suggestionId}:${n}`, n, on, at: new Date(`${on}T02:00:00Z`), happened },
        ...{ by: NOBODY, why: null, actKey: null, asked: null, prev: '', hash: '' },
      });
      return self;
    },
    reckoning: (today: CivilDate, heard: Heard = SILENT): Reckoning => ({
      ...{ found: self.found, entries: [...entries], policy, days, today, heard },
    }),
    owed: (today: CivilDate, heard?: Heard) => owedBy(self.reckoning(today, heard)),
    /** Of one rule: who, from when, by when, and how it stands. */
    of: (rule: string, today: CivilDate, heard?: Heard) =>
      self
        .owed(today, heard)
        .filter((duty) => duty.rule === rule)
        .map(({ since, due, state, closedOn }) => [since, due, state, closedOn]),
    still: (key: string, today: CivilDate) => stillOwed(self.reckoning(today), key),
  };
  return self;
}

const columns = {
  ...{ session: 5, number: '7238', title: '关于教育的建议', text: '事由', category: '', source: 'joint' },
  ...{ leadId: LEAD, secondingIds: [SECONDER], delegationId: DELEGATION, wantsWrittenReply: true },
  ...{ replyClass: '', repliedOn: '' },
};
export const given = (unitId: UnitId, role: string) => ({ unitId, role, part: '', contactIds: [] });

export const imported = (tracks: readonly object[], leadId: PersonId | null = LEAD) => ({
  ...{ columns: { ...columns, leadId }, tracks, hash: 'h' },
});

/** Handed over on Friday, 2022-04-01, to a leading and a helping unit. */
export const handedOver = (policy?: Reckoning['policy'], leadId: PersonId | null = LEAD) =>
  history(policy)
    .add('2022-03-20', 'imported', imported([given(MAIN, 'lead'), given(HELPER, 'co')], leadId))
    .add('2022-04-01', 'assigned', { on: '2022-04-01', handOverId: null });

export const signed = (unitId: UnitId, contactIds: readonly PersonId[] = [CONTACT]) => ({
  ...{ unitId, department: '', contactIds },
});
export const spoke = (phase: 'pre' | 'mid' | 'post', on: CivilDate, reachedLead = true) => ({
  ...{ contactId: idOf(41), unitId: MAIN, phase, method: 'phone' },
  ...{ at: `${on}T02:00:00.000Z`, reachedLead },
});
export const reply = (round = 1, commitments: readonly object[] = []) => ({
  ...{ unitId: MAIN, round, commitments },
  letter: {
    ...{ docNumber: '', replyClass: 'B', points: [], text: '', copies: [], recipientIds: [LEAD] },
    ...{ signedBy: { personId: null, name: '' }, publicity: 'full', publicityReason: '' },
    ...{ attachmentIds: [], faceToFace: null },
  },
});
export const rated = (round: number, wantsRehandling = false) => ({
  ...{ round, personId: LEAD, attitude: 'satisfied', opinion: '', wantsRehandling },
  result: wantsRehandling ? 'dissatisfied' : 'satisfied',
});
export const promised = (commitmentId: string, due: CivilDate) => ({
  ...{ commitmentId, unitId: MAIN, text: '', due },
});

/** The rules by which something is owed, in their order. */
export const rulesOf = (duties: readonly { rule: string; state: string }[], state = 'open') =>
  [...new Set(duties.filter((d) => d.state === state).map((d) => d.rule))].sort(
    (a, b) => Number(a.slice(1)) - Number(b.slice(1)),
  );
