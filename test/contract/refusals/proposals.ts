import { randomUUID } from 'node:crypto';
import { everyAct, on } from './every-act.ts';
import { asked, byLead, bySecond, confirmed, drafted, returned, said } from './proposed.ts';
import { type Stage, unknownId } from './stage.ts';
import type { Refusals } from './trial.ts';

const redraft = async (stage: Stage) => ({
  asker: stage.theCase.lead,
  input: { ...on(await asked(stage)), ...said, title: '关于乡村教师的建议' },
});
const asking = async (stage: Stage) => ({
  asker: stage.theCase.lead,
  input: { ...on(await asked(stage)), personIds: [stage.theCase.strangerDeputy.personId as string] },
});
const confirming = async (stage: Stage) => ({
  asker: stage.theCase.second,
  input: on(await asked(stage)),
});
const declining = async (stage: Stage) => ({
  asker: stage.theCase.second,
  input: { ...on(await asked(stage)), why: null },
});
const submitting = async (stage: Stage) => ({
  asker: stage.theCase.lead,
  input: { ...on(await asked(stage)), dropUnconfirmed: true },
});
const resubmitting = async (stage: Stage) => ({
  asker: stage.theCase.lead,
  input: { ...on(await returned(stage)), dropUnconfirmed: false },
});

/** From the draft to the office. */
export const PROPOSALS = {
  'suggestion:draft': {
    NOT_ALLOWED: ({ theCase: { contact, lead } }) => ({
      asker: contact,
      input: { ...said, by: 'deputy', actKey: randomUUID() },
      facts: {},
      well: { asker: lead },
    }),
    UNKNOWN_UNIT: ({ theCase: { lead, leadUnit } }) => {
      const unitId = unknownId();
      return {
        asker: lead,
        input: { ...said, by: 'deputy', actKey: randomUUID(), wishedUnitIds: [unitId] },
        facts: { unitIds: [unitId] },
        well: { input: { wishedUnitIds: [leadUnit] } },
      };
    },
    SEND_KEY_REUSED: async ({ ask, theCase: { lead } }) => {
      const input = { ...said, by: 'deputy' as const, actKey: randomUUID() };
      await ask(lead, 'suggestion:draft', input);
      return {
        asker: lead,
        input: { ...input, title: '关于另一件事的建议' },
        facts: { actKey: input.actKey },
        well: { input: { title: input.title } },
      };
    },
  },
  'suggestion:redraft': {
    ...everyAct('suggestion:redraft', redraft, byLead),
    UNKNOWN_UNIT: async (stage) => {
      const { asker, input } = await redraft(stage);
      const unitId = unknownId();
      return {
        asker,
        input: { ...input, wishedUnitIds: [unitId] },
        facts: { unitIds: [unitId] },
        well: { input: { wishedUnitIds: [stage.theCase.leadUnit] } },
      };
    },
    ALREADY_DONE: async (stage) => {
      const { asker, input } = await redraft(stage);
      const { title } = input;
      return { asker, input: { ...input, title: said.title }, facts: {}, well: { input: { title } } };
    },
  },
  'seconding:ask': {
    ...everyAct('seconding:ask', asking, byLead),
    UNKNOWN_PERSON: async (stage) => {
      const { asker, input } = await asking(stage);
      const personIds = [stage.theCase.strangerContact.personId];
      return {
        ...{ asker, input: { ...input, personIds }, facts: { personIds } },
        well: { input: { personIds: input.personIds } },
      };
    },
    NOT_YET: async (stage) => {
      const { second, lead } = stage.theCase;
      const input = { ...on(await drafted(stage, { text: '' })), personIds: [second.personId] };
      return {
        ...{ asker: lead, input, facts: { missing: ['text'] } },
        well: {
          first: () => stage.ask(lead, 'suggestion:redraft', { ...input, ...said, actKey: randomUUID() }),
          input: { revision: input.revision + 1 },
        },
      };
    },
    ALREADY_DONE: async (stage) => {
      const { asker, input } = await asking(stage);
      const personIds = [stage.theCase.second.personId];
      return {
        ...{ asker, input: { ...input, personIds }, facts: {} },
        well: { input: { personIds: input.personIds } },
      };
    },
  },
  'seconding:confirm': {
    ...everyAct('seconding:confirm', confirming, bySecond),
    ALREADY_DONE: async (stage) => {
      const { second } = stage.theCase;
      const input = on(await confirmed(stage));
      return {
        ...{ asker: second, input, facts: {} },
        well: {
          first: () => stage.ask(second, 'seconding:decline', { ...input, actKey: randomUUID(), why: null }),
          input: { revision: input.revision + 1 },
        },
      };
    },
  },
  'seconding:decline': {
    ...everyAct('seconding:decline', declining, bySecond),
    ALREADY_DONE: async (stage) => {
      const { asker, input } = await declining(stage);
      const { revision } = await stage.ask(asker, 'seconding:decline', input);
      return {
        ...{ asker, input: { ...input, revision, actKey: randomUUID() }, facts: {} },
        well: {
          first: () => stage.ask(asker, 'seconding:confirm', { ...input, revision, actKey: randomUUID() }),
          input: { revision: revision + 1 },
        },
      };
    },
  },
  'suggestion:submit': {
    ...everyAct('suggestion:submit', submitting, byLead),
    NOT_YET: async (stage) => {
      const { asker, input } = await submitting(stage);
      return {
        ...{ asker, input: { ...input, dropUnconfirmed: false } },
        facts: { missing: ['confirmation'], personIds: [stage.theCase.second.personId] },
        well: { input: { dropUnconfirmed: true } },
      };
    },
  },
  'suggestion:resubmit': {
    ...everyAct('suggestion:resubmit', resubmitting, byLead),
    NOT_YET: async (stage) => {
      const { asker, input } = await resubmitting(stage);
      const text = '事由：师资不足。建议：每校增加两名编制。';
      const change = { ...input, ...said, text, actKey: randomUUID() };
      const { revision } = await stage.ask(asker, 'suggestion:redraft', change);
      return {
        ...{ asker, input: { ...input, revision } },
        facts: { missing: ['confirmation'], personIds: [stage.theCase.second.personId] },
        well: { input: { dropUnconfirmed: true } },
      };
    },
  },
} satisfies Partial<Refusals>;
