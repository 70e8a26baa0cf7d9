import { randomUUID } from 'node:crypto';
import type { PolicyProfileId } from '../../../shared/policies.ts';
import type { TestPerson } from '../../support/server.ts';
import type { InOrder } from './every-act.ts';
import type { Stage } from './stage.ts';
import type { Refusals, Trial } from './trial.ts';

const source = '常委会决定';

/** What the office may change, upon the policy as it stands. */
async function change({ ask, theCase: { office } }: Stage) {
  const { profile } = await ask(office, 'policy:show', {});
  const { version } = profile;
  return { asker: office, profile, input: { version, why: '常委会决定', actKey: randomUUID() } };
}

/** The office takes another jurisdiction’s profile than the present one. */
async function choice(stage: Stage) {
  const { asker, profile, input } = await change(stage);
  const other: PolicyProfileId = profile.id === 'henan' ? 'qingdao' : 'henan';
  return { asker, input: { ...input, profile: other } };
}

/** The office gives the deputies a day more for their feedback. */
async function override(stage: Stage) {
  const { asker, profile, input } = await change(stage);
  const feedback = { n: profile.terms.feedback.n + 1, unit: profile.terms.feedback.unit, source };
  return { asker, profile, input: { ...input, set: { feedback }, drop: [] } };
}

/** Both are done by the office only, and upon the version that it saw. */
const uponVersion = <I extends { version: number }>(
  inOrder: (stage: Stage) => Promise<InOrder<I>>,
  outsider: (stage: Stage) => TestPerson,
) => ({
  NOT_ALLOWED: async (stage: Stage): Promise<Trial<I>> => {
    const { asker, input } = await inOrder(stage);
    return { asker: outsider(stage), input, facts: {}, well: { asker } };
  },
  STALE_REVISION: async (stage: Stage): Promise<Trial<I>> => {
    const { asker, input } = await inOrder(stage);
    const { version } = input;
    const well = { input: { version } as Partial<I> };
    return { asker, input: { ...input, version: version + 1 }, facts: { version }, well };
  },
});

/** The rules of the congress. */
export const POLICIES = {
  'policy:show': {},
  'policy:choose': {
    ...uponVersion(choice, ({ theCase }) => theCase.contact),
    ALREADY_DONE: async (stage) => {
      const { asker, profile, input } = await change(stage);
      const drop = (await stage.ask(asker, 'policy:show', {})).overridden;
      const bare =
        drop.length === 0
          ? profile
          : (await stage.ask(asker, 'policy:override', { ...input, set: {}, drop })).profile;
      const other: PolicyProfileId = bare.id === 'henan' ? 'qingdao' : 'henan';
      return {
        asker,
        input: { ...input, actKey: randomUUID(), version: bare.version, profile: bare.id },
        facts: { version: bare.version },
        well: { input: { profile: other } },
      };
    },
  },
  'policy:override': {
    ...uponVersion(override, ({ theCase }) => theCase.lead),
    AGAINST_POLICY: async (stage) => {
      const { asker, input } = await override(stage);
      const reply = { n: 7, unit: 'months' as const, source };
      return {
        asker,
        input: { ...input, set: { reply } },
        facts: { value: 'reply', longerThan: 'replyExtended' },
        well: { input: { set: input.set } },
      };
    },
    ALREADY_DONE: async (stage) => {
      const { asker, profile, input } = await override(stage);
      return {
        asker,
        input: { ...input, set: { feedback: profile.terms.feedback } },
        facts: { version: profile.version },
        well: { input: { set: input.set } },
      };
    },
  },
} satisfies Partial<Refusals>;
