import type * as z from 'zod/mini';
import type { EventBody, RecordColumns } from '../../../shared/case-events.ts';
import { Fault } from '../../../shared/faults.ts';
import type { DelegationId } from '../../../shared/ids.ts';
import { draftSuggestion, redraftSuggestion } from '../../../shared/proposals.ts';
import type { CaseAct } from '../case/act.rules.ts';
import type { Case } from '../case/case.rules.ts';
import { refuseOthers, personOf } from './proposer.rules.ts';

type Draft = z.output<typeof draftSuggestion.input>;
type Redraft = z.output<typeof redraftSuggestion.input>;
/** What the record adds to a draft: the session that is on, and the deputy’s delegation. */
type DraftIn = Draft & { readonly session: number; readonly delegationId: DelegationId | null };

/** What the proposer may set, of a draft or its change. */
const saidOf = ({ title, text, category, wantsWrittenReply, betweenSessions, origins }: Draft | Redraft) => ({
  ...{ title, text, category, wantsWrittenReply },
  ...(betweenSessions !== undefined && { betweenSessions }),
  ...(origins && { origins: [...new Set(origins)] }),
});
const wishesOf = ({ wishedUnitIds, publicity, keepSecret }: Draft | Redraft) => ({
  ...{ wishedUnitIds, publicity, keepSecret },
});

/** Beginning a suggestion: there is no case yet, so it is none of the acts upon one. */
export const draft: CaseAct<DraftIn> = {
  name: draftSuggestion.name,
  transition: 'T1',
  may: ['lead-deputy', 'delegation-head'],
  when: ['draft'],
  makes: ['drafted'],
  names: ({ wishedUnitIds }) => ({ units: wishedUnitIds }),
  decide(found, input, { actor }) {
    if (found.revision > 0) throw new Fault('WRONG_STATE', { ...stateOf(found) });
    const source = input.by === 'delegation' ? 'delegation' : 'individual';
    refuseOthers({ source }, actor);
    const columns: RecordColumns = {
      ...{ session: input.session, number: '', source, delegationId: input.delegationId },
      ...{ leadId: source === 'delegation' ? null : personOf(actor), secondingIds: [] },
      ...{ ...saidOf(input), replyClass: '', repliedOn: '' },
    };
    return [{ kind: 'drafted', body: { columns, ...wishesOf(input) } }];
  },
};

const redraft: CaseAct<Redraft> = {
  name: redraftSuggestion.name,
  transition: 'T5',
  may: ['lead-deputy', 'delegation-head'],
  when: ['draft', 'seconding', 'returned'],
  makes: ['redrafted'],
  names: ({ wishedUnitIds }) => ({ units: wishedUnitIds }),
  decide(found, input, { actor }) {
    refuseOthers(found, actor);
    const body = redrafted(found, input);
    if (!changes(found, body)) throw new Fault('ALREADY_DONE');
    return [{ kind: 'redrafted', body }];
  },
};

const stateOf = ({ suggestionId, state }: Case) => ({ suggestionId, state });

function redrafted(found: Case, input: Redraft): EventBody<'redrafted'> {
  const { session, number, source, leadId, delegationId, asPublished, betweenSessions, origins } = found;
  const secondingIds = found.seconders.map((s) => s.personId);
  return {
    columns: {
      ...{ session, number, source, leadId, delegationId, secondingIds },
      ...{ betweenSessions, origins: [...origins], ...saidOf(input), ...asPublished },
    },
    ...wishesOf(input),
    substance: input.title !== found.title || input.text !== found.text,
  };
}

const changes = (found: Case, { columns, substance, ...wishes }: EventBody<'redrafted'>): boolean =>
  substance ||
  columns.category !== found.category ||
  columns.wantsWrittenReply !== found.wantsWrittenReply ||
  columns.betweenSessions !== found.betweenSessions ||
  columns.origins?.join() !== found.origins.join() ||
  wishes.publicity !== found.publicity ||
  wishes.keepSecret !== found.keepSecret ||
  wishes.wishedUnitIds.join() !== found.wishedUnitIds.join();

/** Changing a suggestion while it is still the deputy’s. */
export const draftingActs = { redraft };
