import { randomUUID } from 'node:crypto';
import { uponRevision } from './every-act.ts';
import type { Stage } from './stage.ts';
import type { Refusals } from './trial.ts';

/** The office sets a title right, which is in order. */
async function correcting({ suggestion, theCase: { office } }: Stage) {
  const { suggestionId, revision } = await suggestion('assigned');
  const set = { field: 'title' as const, value: `更正后的标题 ${randomUUID()}` };
  return { asker: office, input: { suggestionId, revision, actKey: randomUUID(), set, why: '标题误录' } };
}

/** The history of a case, and what the office sets right in it. */
export const CASES = {
  'case:timeline': {
    NOT_FOUND: ({ theCase: { suggestionId, strangerContact, contact } }) => ({
      asker: strangerContact,
      input: { suggestionId, before: 0 },
      facts: { suggestionId },
      well: { asker: contact },
    }),
  },
  'case:papers': {
    NOT_FOUND: ({ theCase: { suggestionId, strangerContact, contact } }) => ({
      asker: strangerContact,
      input: { suggestionId, before: 0 },
      facts: { suggestionId },
      well: { asker: contact },
    }),
  },
  'case:correct': {
    ...uponRevision({ inOrder: correcting, outsider: ({ theCase }) => theCase.lead }),
    SEND_KEY_REUSED: async (stage) => {
      const { asker, input } = await correcting(stage);
      await stage.ask(asker, 'case:correct', input);
      const { actKey } = input;
      return {
        asker,
        input: { ...input, why: '另一个理由' },
        facts: { actKey },
        well: { input: { why: input.why } },
      };
    },
    ALREADY_DONE: async (stage) => {
      const { asker, input } = await correcting(stage);
      const set = { field: 'wantsWrittenReply' as const, value: true };
      return { asker, input: { ...input, set }, facts: {}, well: { input: { set: input.set } } };
    },
    NUMBER_TAKEN: async (stage) => {
      const { asker, input } = await correcting(stage);
      const { number } = stage.theCase;
      return {
        asker,
        input: { ...input, set: { field: 'number' as const, value: number } },
        facts: { number },
        well: { input: { set: { field: 'number' as const, value: `更正-${randomUUID()}` } } },
      };
    },
  },
} satisfies Partial<Refusals>;
