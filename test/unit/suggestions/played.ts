import type { Happened } from '../../../shared/case-events.ts';
import type { ContactId, DelegationId, UnitId } from '../../../shared/ids.ts';
import { policyProfile, type PolicyProfile, type PolicyProfileId } from '../../../shared/policies.ts';
import type { Actor, CaseAct } from '../../../server/suggestions/case/act.rules.ts';
import type { Case } from '../../../server/suggestions/case/case.rules.ts';
import { jurisdictionOf } from '../../../server/suggestions/policy/jurisdictions.rules.ts';
import { as, blank, BY_SYSTEM, decide, happen, NATIONAL, OFFICE, person, refusal, unit } from './acting.ts';

export const LEAD = person(21);
export const SECONDER = person(22);
export const [LEAD_UNIT, CO_UNIT, OTHER_UNIT, COMMITTEE] = [unit(11), unit(12), unit(13), unit(14)] as const;

/** Everybody who acts in the later life of a case. */
export const PLAYERS = {
  lead: as(LEAD, ['lead-deputy']),
  seconder: as(SECONDER, ['seconding-deputy']),
  head: as(person(23), ['delegation-head']),
  contact: as(person(41), ['contact', 'registry'], LEAD_UNIT),
  leader: as(person(42), ['unit-leader'], LEAD_UNIT),
  coContact: as(person(43), ['contact', 'registry'], CO_UNIT),
  coLeader: as(person(44), ['unit-leader'], CO_UNIT),
  otherContact: as(person(45), ['contact', 'registry'], OTHER_UNIT),
  otherLeader: as(person(46), ['unit-leader'], OTHER_UNIT),
  office: OFFICE,
  secondOffice: as(person(91), ['office']),
  coordinator: as(person(53), ['coordinator']),
  committee: as(person(54), ['committee'], COMMITTEE),
  system: BY_SYSTEM,
} as const;

/** The rules of a place, with single values of another. */
export const policyWith = (
  changes: Partial<PolicyProfile>,
  base: PolicyProfileId = 'national',
): PolicyProfile => policyProfile.parse({ ...jurisdictionOf(base), ...changes, version: 1 });

/** A provision of the test’s own. */
export const own = <T>(value: T): { value: T; source: string } => ({ value, source: '测试' });

interface Setting {
  readonly policy?: PolicyProfile;
  readonly source?: Case['source'];
  readonly wantsWrittenReply?: boolean;
  readonly publicity?: Case['publicity'];
  readonly keepSecret?: boolean;
  readonly tracks?: readonly { readonly unitId: UnitId; readonly role: 'lead' | 'co' | 'separate' }[];
  /** Units that have not signed yet. */
  readonly waiting?: readonly UnitId[];
}

/** The day on which every played case was handed over, a Friday. */
export const HANDED_OVER = '2022-04-01';

function assigned(setting: Setting): Happened[] {
  const { source = 'joint', wantsWrittenReply = true, publicity = 'full', keepSecret = false } = setting;
  const roles = setting.tracks ?? [
    { unitId: LEAD_UNIT, role: 'lead' },
    { unitId: CO_UNIT, role: 'co' },
  ];
  const tracks = roles.map((t) => ({ ...t, part: '', contactIds: [] }));
  const columns = {
    ...{ session: 5, number: '7238', title: '关于教育的建议', text: '事由和建议', category: '', source },
    leadId: source === 'delegation' ? null : LEAD,
    secondingIds: source === 'delegation' ? [] : [SECONDER],
    ...{ delegationId: unit(31) as string as DelegationId, wantsWrittenReply, replyClass: '', repliedOn: '' },
  };
  const waiting = setting.waiting ?? [];
  return [
    { kind: 'drafted', body: { columns, wishedUnitIds: [], publicity, keepSecret } },
    { kind: 'imported', body: { columns, tracks, hash: 'h' } },
    {
      kind: 'registered',
      body: { number: '7238', category: '', mode: 'joint', secrecy: 'public', publicity, tracks },
    },
    { kind: 'assigned', body: { on: HANDED_OVER, handOverId: null } },
    ...tracks
      .filter(({ unitId }) => !waiting.includes(unitId))
      .map(({ unitId }): Happened => ({
        kind: 'signed-for',
        body: { unitId, department: '', contactIds: [] },
      })),
  ];
}

/** A handed-over case, played by rules alone: acts decide, what they decide is folded, and nothing is stored. */
export function played(setting: Setting = {}) {
  const policy = setting.policy ?? NATIONAL;
  let found = happen(blank(), assigned(setting), { on: HANDED_OVER });
  let on = HANDED_OVER;
  let last: readonly Happened[] = [];

  const self = {
    get case() {
      return found;
    },
    get state() {
      return found.state;
    },
    /** What the last act came to. */
    get last() {
      return last;
    },
    get kinds() {
      return last.map(({ kind }) => kind);
    },
    on(date: string) {
      on = date;
      return self;
    },
    /** What is not this test’s matter. */
    happens(...happened: readonly Happened[]) {
      found = happen(found, happened, { on });
      return self;
    },
    act<I>(act: CaseAct<I>, actor: Actor, input: I) {
      last = decide(act, found, input, { actor, on, policy });
      found = happen(found, last, { by: actor, on });
      return self;
    },
    /** Why an act is refused; nothing is kept. */
    refusal: <I>(act: CaseAct<I>, actor: Actor, input: I) =>
      refusal(() => decide(act, found, input, { actor, on, policy })),
  };
  return self;
}

export type Played = ReturnType<typeof played>;

/** A contact with the lead deputy. */
export const contacted = (unitId: UnitId, phase: 'pre' | 'mid' | 'post', n = 1): Happened => ({
  kind: 'contact-recorded',
  body: {
    contactId: person(600 + n) as string as ContactId,
    ...{ unitId, phase, method: 'phone', at: '2022-04-08T02:00:00.000Z', reachedLead: true },
  },
});
