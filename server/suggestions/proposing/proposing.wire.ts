import * as contracts from '../../../shared/proposals.ts';
import type { Org } from '../../org/index.ts';
import type { Binding } from '../../wire/bind.ts';
import type { Acts } from '../case/act.actions.ts';
import { draft, draftingActs } from './drafting.rules.ts';
import { reviewActs } from './review.rules.ts';
import { secondingActs } from './seconding.rules.ts';
import { withdrawingActs } from './withdrawing.rules.ts';

interface Parts {
  acts: Pick<Acts, 'bindAct' | 'bindBeginning'>;
  congresses: Pick<Org['congresses'], 'byId'>;
}

/** Ties the contracts from the draft to the number, and of taking back, to their acts. */
export const proposingBindings = ({ acts: { bindAct, bindBeginning }, congresses }: Parts): Binding[] => [
  bindBeginning(contracts.draftSuggestion, draft, async (input, { congressId, delegationId }) => {
    const congress = await congresses.byId(congressId);
    if (!congress) throw new Error(`no congress ${congressId}`);
    return { ...input, session: congress.session, delegationId };
  }),
  bindAct(contracts.redraftSuggestion, draftingActs.redraft),
  bindAct(contracts.askSeconding, secondingActs.ask),
  bindAct(contracts.confirmSeconding, secondingActs.confirm),
  bindAct(contracts.declineSeconding, secondingActs.decline),
  bindAct(contracts.submitSuggestion, secondingActs.submit),
  bindAct(contracts.resubmitSuggestion, secondingActs.resubmit),
  bindAct(contracts.returnForRevision, reviewActs.sendBack),
  bindAct(contracts.rejectSuggestion, reviewActs.reject),
  bindAct(contracts.registerSuggestion, reviewActs.register),
  bindAct(contracts.convertMotion, reviewActs.convert),
  bindAct(contracts.mergeSuggestions, reviewActs.merge),
  bindAct(contracts.withdrawSuggestion, withdrawingActs.withdraw),
  bindAct(contracts.agreeToWithdraw, withdrawingActs.agree),
  bindAct(contracts.refuseWithdrawal, withdrawingActs.refuse),
  bindAct(contracts.retractWithdrawal, withdrawingActs.retract),
  bindAct(contracts.deputyLeaves, withdrawingActs.leave),
];
