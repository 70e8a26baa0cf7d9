import { randomUUID } from 'node:crypto';
import { everyAct, on } from './every-act.ts';
import { type Stage, unknownId } from './stage.ts';
import type { Refusals } from './trial.ts';

const said = {
  ...{ title: '关于乡村教育的建议', text: '事由：师资不足。建议：增加编制。', category: '教育' },
  ...{ wantsWrittenReply: true, wishedUnitIds: [], publicity: 'full' as const, keepSecret: false },
};

/** The lead deputy begins a suggestion. */
const drafted = ({ ask, theCase: { lead } }: Stage, change: Partial<typeof said> = {}) =>
  ask(lead, 'suggestion:draft', { ...said, ...change, by: 'deputy', actKey: randomUUID() });

/** One that the second deputy was asked to second. */
async function asked(stage: Stage) {
  const { ask, theCase } = stage;
  const personIds = [theCase.second.personId];
  return ask(theCase.lead, 'seconding:ask', { ...on(await drafted(stage)), personIds });
}

const confirmed = async (stage: Stage) =>
  stage.ask(stage.theCase.second, 'seconding:confirm', on(await asked(stage)));

/** One that is before the office. */
const reviewed = async (stage: Stage) =>
  stage.ask(stage.theCase.lead, 'suggestion:submit', {
    ...on(await confirmed(stage)),
    dropUnconfirmed: false,
  });

async function returned(stage: Stage) {
  const { ask, theCase } = stage;
  const reason = 'no-concrete-content' as const;
  return ask(theCase.office, 'suggestion:return-for-revision', {
    ...on(await reviewed(stage)),
    ...{ reason, note: '请补充' },
  });
}

const withdrawn = async (stage: Stage) =>
  stage.ask(stage.theCase.lead, 'suggestion:withdraw', { ...on(await asked(stage)), why: '情况有变' });

/** One whose withdrawal waits for the joint deputy. */
async function leaving(stage: Stage) {
  const { ask, theCase } = stage;
  const { profile } = await ask(theCase.office, 'policy:show', {});
  const withdrawalNeedsAll = { value: true, source: `试行办法${randomUUID()}` };
  await ask(theCase.office, 'policy:override', {
    ...{ version: profile.version, why: '试行', actKey: randomUUID() },
    ...{ set: { withdrawalNeedsAll }, drop: [] },
  });
  return ask(theCase.lead, 'suggestion:withdraw', { ...on(await reviewed(stage)), why: '情况有变' });
}

const registered = async (stage: Stage) => ({
  ...(await stage.suggestion('registered')),
  state: 'registered',
});

const byLead = {
  outsider: ({ theCase }: Stage) => theCase.second,
  elsewhere: registered,
};
const bySecond = {
  outsider: ({ theCase }: Stage) => theCase.lead,
  elsewhere: registered,
};
const byOffice = { outsider: ({ theCase }: Stage) => theCase.lead, elsewhere: registered };

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
const judging = async (stage: Stage) => ({
  asker: stage.theCase.office,
  input: { ...on(await reviewed(stage)), reason: 'personal-matter' as const, note: '' },
});
async function registering(stage: Stage) {
  const { office, leadUnit, coUnit } = stage.theCase;
  const lead = { unitId: leadUnit as string, role: 'lead' as const, part: '' };
  const co = { unitId: coUnit as string, role: 'co' as const, part: '' };
  return {
    asker: office,
    input: {
      ...on(await reviewed(stage)),
      ...{ number: randomUUID().slice(0, 13), category: '教育', mode: 'joint' as const },
      ...{ secrecy: 'public' as const, publicity: 'full' as const, tracks: [lead, co] },
    },
  };
}
const converting = async (stage: Stage) => ({
  asker: stage.theCase.office,
  input: { ...on(await reviewed(stage)), motionNumber: '12' },
});
const merging = async (stage: Stage) => ({
  asker: stage.theCase.office,
  input: {
    ...on(await stage.suggestion('registered')),
    withIds: [(await stage.suggestion('registered')).suggestionId as string],
  },
});
const withdrawing = async (stage: Stage) => ({
  asker: stage.theCase.lead,
  input: { ...on(await stage.suggestion('assigned')), why: '情况有变' },
});
const agreeing = async (stage: Stage) => ({
  asker: stage.theCase.second,
  input: on(await leaving(stage)),
});
const retiring = async (stage: Stage) => ({
  asker: stage.theCase.office,
  input: {
    ...on(await stage.suggestion('assigned')),
    ...{ personId: stage.theCase.lead.personId as string, why: '调离' },
  },
});

/** From the draft to the number, and taking back. */
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
  'suggestion:return-for-revision': everyAct('suggestion:return-for-revision', judging, byOffice),
  'suggestion:reject': everyAct('suggestion:reject', judging, byOffice),
  'suggestion:register': {
    ...everyAct('suggestion:register', registering, byOffice),
    UNKNOWN_UNIT: async (stage) => {
      const { asker, input } = await registering(stage);
      const unitId = unknownId();
      return {
        ...{ asker, input: { ...input, tracks: [{ unitId, role: 'lead', part: '' }] } },
        ...{ facts: { unitIds: [unitId] }, well: { input: { tracks: input.tracks } } },
      };
    },
    TRACKS_CONFLICT: async (stage) => {
      const { asker, input } = await registering(stage);
      return {
        ...{ asker, input: { ...input, mode: 'sole' }, facts: { mode: 'sole', role: 'co', count: 1 } },
        well: { input: { mode: input.mode } },
      };
    },
    NOT_YET: async (stage) => {
      const { asker, input } = await registering(stage);
      const { leadUnit, coUnit } = stage.theCase;
      const apart = (unitId: string, part: string) => ({ unitId, role: 'separate' as const, part });
      return {
        asker,
        input: { ...input, mode: 'separate', tracks: [apart(leadUnit, '甲'), apart(coUnit, '')] },
        facts: { missing: ['part'], unitId: coUnit },
        well: { input: { tracks: [apart(leadUnit, '甲'), apart(coUnit, '乙')] } },
      };
    },
    AGAINST_POLICY: async (stage) => {
      const { asker, input } = await registering(stage);
      return {
        asker,
        input: { ...input, secrecy: 'work-secret' },
        facts: { field: 'publicity', most: 'none' },
        well: { input: { publicity: 'none' } },
      };
    },
    NUMBER_TAKEN: async (stage) => {
      const first = await registering(stage);
      await stage.ask(first.asker, 'suggestion:register', first.input);
      const { asker, input } = await registering(stage);
      const { number } = first.input;
      return {
        ...{ asker, input: { ...input, number }, facts: { number } },
        well: { input: { number: input.number } },
      };
    },
  },
  'suggestion:convert-motion': {
    ...everyAct('suggestion:convert-motion', converting, {
      ...byOffice,
      elsewhere: async (stage) => ({ ...(await stage.suggestion('assigned')), state: 'assigned' }),
    }),
    ALREADY_DONE: async (stage) => {
      const { asker, input } = await converting(stage);
      const { revision } = await stage.ask(asker, 'suggestion:convert-motion', input);
      const { suggestionId, revision: other } = await reviewed(stage);
      return {
        ...{ asker, input: { ...input, revision, actKey: randomUUID() }, facts: {} },
        well: { input: { suggestionId, revision: other } },
      };
    },
  },
  'suggestion:merge': {
    ...everyAct('suggestion:merge', merging, { ...byOffice, elsewhere: reviewed }),
    ALREADY_DONE: async (stage) => {
      const { asker, input } = await merging(stage);
      const { suggestionId, withIds } = input;
      return {
        ...{ asker, input: { ...input, withIds: [suggestionId] }, facts: {} },
        well: { input: { withIds } },
      };
    },
  },
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

/** One that was not accepted. */
async function rejected(stage: Stage) {
  const { asker, input } = await judging(stage);
  return stage.ask(asker, 'suggestion:reject', input);
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
