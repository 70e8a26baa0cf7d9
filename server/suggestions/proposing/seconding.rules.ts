import type * as z from 'zod/mini';
import { Fault } from '../../../shared/faults.ts';
import {
  askSeconding,
  confirmSeconding,
  declineSeconding,
  resubmitSuggestion,
  submitSuggestion,
} from '../../../shared/proposals.ts';
import type { Actor, CaseAct } from '../case/act.rules.ts';
import type { Case, Seconder } from '../case/case.rules.ts';
import { refuseOthers } from './proposer.rules.ts';

/** What a suggestion has to have before anybody else sees it (京9). */
function refuseIncomplete({ title, text }: Case): void {
  const missing = Object.entries({ title, text }).flatMap(([field, said]) => (said === '' ? [field] : []));
  if (missing.length > 0) throw new Fault('NOT_YET', { missing });
}

const ask: CaseAct<z.output<typeof askSeconding.input>> = {
  name: askSeconding.name,
  transition: 'T1',
  may: ['lead-deputy'],
  when: ['draft', 'seconding'],
  makes: ['seconding-asked'],
  names: ({ personIds }) => ({ deputies: personIds }),
  decide(found, { personIds }, { actor }) {
    refuseOthers(found, actor);
    refuseIncomplete(found);
    if (found.leadId !== null && personIds.includes(found.leadId))
      throw new Fault('UNKNOWN_PERSON', { personIds: [found.leadId] });
    const waiting = found.seconders.filter((s) => s.state !== 'declined').map((s) => s.personId);
    const asked = [...new Set(personIds)].filter((id) => !waiting.includes(id));
    if (asked.length === 0) throw new Fault('ALREADY_DONE');
    return [{ kind: 'seconding-asked', body: { personIds: asked } }];
  },
};

/** How the caller stands among the joint deputies. */
function ownSeconding(found: Case, actor: Actor): Seconder {
  const own = found.seconders.find((s) => s.personId === actor.personId);
  if (!own) throw new Fault('NOT_ALLOWED');
  return own;
}

const confirm: CaseAct<z.output<typeof confirmSeconding.input>> = {
  name: confirmSeconding.name,
  transition: 'T1',
  may: ['seconding-deputy'],
  when: ['seconding', 'returned'],
  makes: ['seconding-confirmed'],
  decide(found, _input, { actor }) {
    const own = ownSeconding(found, actor);
    if (own.state === 'confirmed') throw new Fault('ALREADY_DONE');
    return [{ kind: 'seconding-confirmed', body: { personId: own.personId } }];
  },
};

const decline: CaseAct<z.output<typeof declineSeconding.input>> = {
  name: declineSeconding.name,
  transition: 'T1',
  may: ['seconding-deputy'],
  when: ['seconding', 'returned'],
  makes: ['seconding-declined'],
  decide(found, _input, { actor }) {
    const own = ownSeconding(found, actor);
    if (own.state === 'declined') throw new Fault('ALREADY_DONE');
    return [{ kind: 'seconding-declined', body: { personId: own.personId } }];
  },
};

const handingIn: Pick<CaseAct<z.output<typeof submitSuggestion.input>>, 'may' | 'makes' | 'decide'> = {
  may: ['lead-deputy', 'delegation-head'],
  makes: ['submitted'],
  decide(found, { dropUnconfirmed }, { actor }) {
    refuseOthers(found, actor);
    refuseIncomplete(found);
    const asked = found.seconders.filter((s) => s.state === 'asked').map((s) => s.personId);
    if (asked.length > 0 && !dropUnconfirmed)
      throw new Fault('NOT_YET', { missing: ['confirmation'], personIds: asked });
    const dropped = found.seconders.filter((s) => s.state !== 'confirmed').map((s) => s.personId);
    return [{ kind: 'submitted', body: { dropped } }];
  },
};

const submit: CaseAct<z.output<typeof submitSuggestion.input>> = {
  ...handingIn,
  name: submitSuggestion.name,
  transition: 'T2',
  when: ['draft', 'seconding'],
};

const resubmit: CaseAct<z.output<typeof resubmitSuggestion.input>> = {
  ...handingIn,
  name: resubmitSuggestion.name,
  transition: 'T5',
  when: ['returned'],
};

/** Joint deputies, and handing in. */
export const secondingActs = { ask, confirm, decline, submit, resubmit };
