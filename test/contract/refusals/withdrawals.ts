import { randomUUID } from 'node:crypto';
import { everyAct, type InOrder, on, type On } from './every-act.ts';
import { byLead, byOffice, bySecond, drafted, leaving, rejected, reviewed, withdrawn } from './proposed.ts';
import type { Stage } from './stage.ts';
import type { Refusals } from './trial.ts';

const withdrawing = async (stage: Stage) => ({
  asker: stage.theCase.lead,
  input: { ...on(await stage.suggestion('assigned')), why: '情况有变' },
});
const agreeing = async (stage: Stage) => ({
  asker: stage.theCase.second,
  input: on(await leaving(stage)),
});
const refusing = async (stage: Stage) => ({
  asker: stage.theCase.second,
  input: { ...on(await leaving(stage)), why: '仍有必要办理' },
});
const retracting = async (stage: Stage) => ({
  asker: stage.theCase.lead,
  input: on(await leaving(stage)),
});
const retiring = async (stage: Stage) => ({
  asker: stage.theCase.office,
  input: {
    ...on(await stage.suggestion('assigned')),
    ...{ personId: stage.theCase.lead.personId as string, why: '调离' },
  },
});

/** Taking back, and leaving. */
export const WITHDRAWALS = {
  'suggestion:withdraw': {
    ...everyAct('suggestion:withdraw', withdrawing, { ...byLead, elsewhere: withdrawn }),
    ALREADY_DONE: async (stage) => {
      const { asker, input } = await withdrawing(stage);
      const { suggestionId, revision } = await leaving(stage);
      const { suggestionId: right, revision: seen } = input;
      return {
        ...{ asker, input: { ...input, suggestionId, revision }, facts: {} },
        well: { input: { suggestionId: right, revision: seen } },
      };
    },
  },
  'withdrawal:agree': {
    ...everyAct('withdrawal:agree', agreeing, { ...bySecond, elsewhere: withdrawn }),
    NOT_YET: async (stage) => {
      const { asker, input } = await agreeing(stage);
      const { suggestionId, revision } = await reviewed(stage);
      const { suggestionId: right, revision: seen } = input;
      return {
        ...{ asker, input: { ...input, suggestionId, revision }, facts: { missing: ['withdrawal'] } },
        well: { input: { suggestionId: right, revision: seen } },
      };
    },
    ALREADY_DONE: async (stage) => {
      const { asker, input } = await agreeingOfTwo(stage);
      const { revision } = await stage.ask(asker, 'withdrawal:agree', input);
      return {
        ...{ asker, input: { ...input, revision, actKey: randomUUID() }, facts: {} },
        well: { asker: stage.theCase.strangerDeputy },
      };
    },
  },
  'withdrawal:refuse': {
    ...everyAct('withdrawal:refuse', refusing, { ...bySecond, elsewhere: withdrawn }),
    NOT_YET: async (stage) => unasked(stage, await refusing(stage)),
  },
  'withdrawal:retract': {
    ...everyAct('withdrawal:retract', retracting, { ...byLead, elsewhere: withdrawn }),
    NOT_YET: async (stage) => unasked(stage, await retracting(stage)),
  },
  'deputy:leave': {
    ...everyAct('deputy:leave', retiring, { ...byOffice, elsewhere: rejected }),
    UNKNOWN_PERSON: async (stage) => {
      const { asker, input } = await retiring(stage);
      const personId = stage.theCase.strangerDeputy.personId;
      return {
        ...{ asker, input: { ...input, personId }, facts: { personIds: [personId] } },
        well: { input: { personId: input.personId } },
      };
    },
  },
} satisfies Partial<Refusals>;

/** The same upon a case that nobody wants to withdraw. */
async function unasked<I extends On>(stage: Stage, { asker, input }: InOrder<I>) {
  const { suggestionId, revision } = await reviewed(stage);
  const right: Partial<On> = { suggestionId: input.suggestionId, revision: input.revision };
  return {
    ...{ asker, input: { ...input, suggestionId, revision }, facts: { missing: ['withdrawal'] } },
    well: { input: right as Partial<I> },
  };
}

/** Two joint deputies are asked whether it may be withdrawn; one of them is about to say yes. */
async function agreeingOfTwo(stage: Stage) {
  const { ask, theCase } = stage;
  const { lead, second, strangerDeputy } = theCase;
  await leaving(stage); // the rules now want all of them
  let found = await drafted(stage);
  const personIds = [second.personId, strangerDeputy.personId];
  found = await ask(lead, 'seconding:ask', { ...on(found), personIds });
  for (const deputy of [second, strangerDeputy]) found = await ask(deputy, 'seconding:confirm', on(found));
  found = await ask(lead, 'suggestion:submit', { ...on(found), dropUnconfirmed: false });
  found = await ask(lead, 'suggestion:withdraw', { ...on(found), why: '情况有变' });
  return { asker: second, input: on(found) };
}
