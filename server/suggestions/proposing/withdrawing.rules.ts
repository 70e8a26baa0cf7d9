import type * as z from 'zod/mini';
import type { Happened } from '../../../shared/case-events.ts';
import type { CaseState } from '../../../shared/cases.ts';
import { Fault } from '../../../shared/faults.ts';
import type { PersonId } from '../../../shared/ids.ts';
import {
  agreeToWithdraw,
  deputyLeaves,
  refuseWithdrawal,
  retractWithdrawal,
  withdrawSuggestion,
} from '../../../shared/proposals.ts';
import type { CaseAct } from '../case/act.rules.ts';
import { type Case, confirmedSeconders as confirmed } from '../case/case.rules.ts';
import { refuseOthers, personOf } from './proposer.rules.ts';

/** Nobody else has a say in it yet. */
const OWN: readonly CaseState[] = ['draft', 'seconding'];
const BEFORE_REPLY: readonly CaseState[] = [
  ...OWN,
  'submitted',
  'review',
  'returned',
  'registered',
  'assigned',
  'received',
  'return-requested',
  'handling',
  'coordination',
];

/** Handled together with a unit that has replied already, it is answered and cannot be taken back. */
function refuseAnswered({ suggestionId, state, replies }: Case): void {
  if (replies.length > 0) throw new Fault('WRONG_STATE', { suggestionId, state });
}

const withdrawn: Happened = { kind: 'withdrawn', body: {} };

const withdraw: CaseAct<z.output<typeof withdrawSuggestion.input>> = {
  name: withdrawSuggestion.name,
  transition: 'T23',
  may: ['lead-deputy', 'delegation-head'],
  when: BEFORE_REPLY,
  makes: ['withdrawal-asked', 'withdrawn'],
  decide(found, _input, { actor, policy }) {
    refuseOthers(found, actor);
    refuseAnswered(found);
    if (found.withdrawal) throw new Fault('ALREADY_DONE');
    const asked: Happened = { kind: 'withdrawal-asked', body: {} };
    const alone = OWN.includes(found.state) || confirmed(found).length === 0;
    return policy.withdrawalNeedsAll.value && !alone ? [asked] : [asked, withdrawn];
  },
};

const agree: CaseAct<z.output<typeof agreeToWithdraw.input>> = {
  name: agreeToWithdraw.name,
  transition: 'T23',
  may: ['seconding-deputy'],
  when: BEFORE_REPLY.filter((state) => !OWN.includes(state)),
  makes: ['withdrawal-agreed', 'withdrawn'],
  decide(found, _input, { actor }) {
    const personId = personOf(actor);
    refuseAnswered(found);
    if (!found.withdrawal) throw new Fault('NOT_YET', { missing: ['withdrawal'] });
    const { agreed } = found.withdrawal;
    if (agreed.includes(personId)) throw new Fault('ALREADY_DONE');
    const open = confirmed(found).filter((id) => id !== personId && !agreed.includes(id));
    const event: Happened = { kind: 'withdrawal-agreed', body: { personId } };
    return open.length > 0 ? [event] : [event, withdrawn];
  },
};

/** Refuses where nobody wants to withdraw. */
function refuseUnasked(found: Case): void {
  refuseAnswered(found);
  if (!found.withdrawal) throw new Fault('NOT_YET', { missing: ['withdrawal'] });
}

/** One who does not agree is enough: it is handled on, until it is asked for anew. */
const refuse: CaseAct<z.output<typeof refuseWithdrawal.input>> = {
  name: refuseWithdrawal.name,
  transition: 'T23',
  may: ['seconding-deputy'],
  when: BEFORE_REPLY.filter((state) => !OWN.includes(state)),
  makes: ['withdrawal-refused'],
  decide(found, _input, { actor }) {
    const personId = personOf(actor);
    if (!confirmed(found).includes(personId)) throw new Fault('NOT_ALLOWED');
    refuseUnasked(found);
    return [{ kind: 'withdrawal-refused', body: { personId } }];
  },
};

const retract: CaseAct<z.output<typeof retractWithdrawal.input>> = {
  name: retractWithdrawal.name,
  transition: 'T23',
  may: ['lead-deputy', 'delegation-head'],
  when: BEFORE_REPLY.filter((state) => !OWN.includes(state)),
  makes: ['withdrawal-retracted'],
  decide(found, _input, { actor }) {
    refuseOthers(found, actor);
    refuseUnasked(found);
    return [{ kind: 'withdrawal-retracted', body: {} }];
  },
};

const leave: CaseAct<Pick<z.output<typeof deputyLeaves.input>, 'personId'>> = {
  name: deputyLeaves.name,
  transition: 'T26',
  may: ['office', 'system'],
  when: [...BEFORE_REPLY, 'replied', 'feedback', 'rehandling', 'closed', 'tracking'],
  makes: ['deputy-left', 'withdrawn'],
  decide(found, { personId }) {
    const sits = found.leadId === personId || found.seconders.some((s) => s.personId === personId);
    if (!sits) throw new Fault('UNKNOWN_PERSON', { personIds: [personId] });
    const staying = confirmed(found).filter((id) => id !== personId);
    const leadId = found.leadId === personId ? (staying[0] ?? null) : found.leadId;
    const left: Happened = { kind: 'deputy-left', body: { personId, leadId } };
    return completes(found, personId) ? [left, withdrawn] : [left];
  },
};

/** The deputy who leaves was the last whose word on a withdrawal was waited for. */
function completes(found: Case, leaving: PersonId): boolean {
  if (!found.withdrawal || found.leadId === leaving || found.replies.length > 0) return false;
  const { agreed } = found.withdrawal;
  const open = confirmed(found).filter((id) => id !== leaving && !agreed.includes(id));
  return open.length === 0;
}

/** Taking back, and deputies who are none any more. */
export const withdrawingActs = { withdraw, agree, refuse, retract, leave };
