import { randomUUID } from 'node:crypto';
import { on } from './every-act.ts';
import type { Stage } from './stage.ts';

/** What the lead deputy says. */
export const said = {
  ...{ title: '关于乡村教育的建议', text: '事由：师资不足。建议：增加编制。', category: '教育' },
  ...{ wantsWrittenReply: true, wishedUnitIds: [], publicity: 'full' as const, keepSecret: false },
};

/** The lead deputy begins a suggestion. */
export const drafted = ({ ask, theCase: { lead } }: Stage, change: Partial<typeof said> = {}) =>
  ask(lead, 'suggestion:draft', { ...said, ...change, by: 'deputy', actKey: randomUUID() });

/** One that the second deputy was asked to second. */
export async function asked(stage: Stage) {
  const { ask, theCase } = stage;
  const personIds = [theCase.second.personId];
  return ask(theCase.lead, 'seconding:ask', { ...on(await drafted(stage)), personIds });
}

/** One that the second deputy seconds. */
export const confirmed = async (stage: Stage) =>
  stage.ask(stage.theCase.second, 'seconding:confirm', on(await asked(stage)));

/** One that is before the office. */
export const reviewed = async (stage: Stage) =>
  stage.ask(stage.theCase.lead, 'suggestion:submit', {
    ...on(await confirmed(stage)),
    dropUnconfirmed: false,
  });

/** One that the office sent back. */
export async function returned(stage: Stage) {
  const { ask, theCase } = stage;
  const reason = 'no-concrete-content' as const;
  return ask(theCase.office, 'suggestion:return-for-revision', {
    ...on(await reviewed(stage)),
    ...{ reason, note: '请补充' },
  });
}

/** The office finds that it is no suggestion, which is in order. */
export const judging = async (stage: Stage) => ({
  asker: stage.theCase.office,
  input: { ...on(await reviewed(stage)), reason: 'personal-matter' as const, note: '' },
});

/** One that was not accepted. */
export async function rejected(stage: Stage) {
  const { asker, input } = await judging(stage);
  return stage.ask(asker, 'suggestion:reject', input);
}

/** One that was taken back. */
export const withdrawn = async (stage: Stage) =>
  stage.ask(stage.theCase.lead, 'suggestion:withdraw', { ...on(await asked(stage)), why: '情况有变' });

/** One whose withdrawal waits for the joint deputy. */
export async function leaving(stage: Stage) {
  const { ask, theCase } = stage;
  const { profile } = await ask(theCase.office, 'policy:show', {});
  const withdrawalNeedsAll = { value: true, source: `试行办法${randomUUID()}` };
  await ask(theCase.office, 'policy:override', {
    ...{ version: profile.version, why: '试行', actKey: randomUUID() },
    ...{ set: { withdrawalNeedsAll }, drop: [] },
  });
  return ask(theCase.lead, 'suggestion:withdraw', { ...on(await reviewed(stage)), why: '情况有变' });
}

/** One with a number, which is no draft any more. */
export const registered = async (stage: Stage) => ({
  ...(await stage.suggestion('registered')),
  state: 'registered',
});

/** What only the lead deputy, the joint deputy, or the office does. */
export const byLead = { outsider: ({ theCase }: Stage) => theCase.second, elsewhere: registered };
export const bySecond = { outsider: ({ theCase }: Stage) => theCase.lead, elsewhere: registered };
export const byOffice = { ...bySecond };
