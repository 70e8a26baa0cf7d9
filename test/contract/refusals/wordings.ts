import { randomUUID } from 'node:crypto';
import type { Stage } from './stage.ts';
import type { Refusals } from './trial.ts';

const WORDS = { title: '请办{which}', text: '请{unit}办理{suggestion}，最迟{due}。' };

/** The office has words of its own for R6, upon the words as they stand. */
async function setting({ ask, theCase: { office } }: Stage) {
  const { version } = await ask(office, 'wording:list', { rule: 'R6' });
  return {
    asker: office,
    input: {
      ...{ version, actKey: randomUUID(), why: '本级惯用说法' },
      ...{ rule: 'R6', step: 'due+0d', locale: 'zh-CN' as const },
      words: { ...WORDS, title: `第${version}次：${WORDS.title}` },
    },
  };
}

/** It takes back what it had set just before. */
async function resetting(stage: Stage) {
  const { asker, input } = await setting(stage);
  const { version } = await stage.ask(asker, 'wording:set', input);
  const { words: _, ...rest } = input;
  return { asker, input: { ...rest, version, actKey: randomUUID() } };
}

/** What reminders say. */
export const WORDINGS = {
  'wording:list': {
    NOT_ALLOWED: ({ theCase: { contact, office } }) => {
      return { asker: contact, input: { rule: null }, facts: {}, well: { asker: office } };
    },
    NOT_FOUND: ({ theCase: { office } }) => {
      return { asker: office, input: { rule: 'R1' }, facts: {}, well: { input: { rule: 'R2' } } };
    },
  },
  'wording:set': {
    NOT_ALLOWED: async (stage) => {
      const { asker, input } = await setting(stage);
      return { asker: stage.theCase.leader, input, facts: {}, well: { asker } };
    },
    NOT_FOUND: async (stage) => {
      const { asker, input } = await setting(stage);
      const { step } = input;
      return { asker, input: { ...input, step: 'due-99d' }, facts: {}, well: { input: { step } } };
    },
    UNKNOWN_PARAMETER: async (stage) => {
      const { asker, input } = await setting(stage);
      const { words } = input;
      return {
        asker,
        input: { ...input, rule: 'R7', step: 'open', words: { ...words, text: '{due}{单位}' } },
        facts: {
          paths: ['words.text'],
          known: ['which', 'suggestion', 'number', 'title', 'count', 'unit'],
        },
        well: { input: { words: { ...words, text: '{unit}' } } },
      };
    },
    STALE_REVISION: async (stage) => {
      const { asker, input } = await setting(stage);
      const { version } = input;
      const well = { input: { version } };
      return { asker, input: { ...input, version: version + 1 }, facts: { version }, well };
    },
    ALREADY_DONE: async (stage) => {
      const { asker, input } = await setting(stage);
      const { version } = await stage.ask(asker, 'wording:set', input);
      const again = { ...input, version, actKey: randomUUID() };
      return { asker, input: again, facts: { version }, well: { input: { words: WORDS } } };
    },
  },
  'wording:reset': {
    NOT_ALLOWED: async (stage) => {
      const { asker, input } = await resetting(stage);
      return { asker: stage.auditor, input, facts: {}, well: { asker } };
    },
    NOT_FOUND: async (stage) => {
      const { asker, input } = await resetting(stage);
      const { rule } = input;
      return { asker, input: { ...input, rule: 'R27' }, facts: {}, well: { input: { rule } } };
    },
    STALE_REVISION: async (stage) => {
      const { asker, input } = await resetting(stage);
      const { version } = input;
      const well = { input: { version } };
      return { asker, input: { ...input, version: version + 1 }, facts: { version }, well };
    },
    ALREADY_DONE: async (stage) => {
      const { asker, input } = await resetting(stage);
      const { step, version } = input;
      return { asker, input: { ...input, step: 'late' }, facts: { version }, well: { input: { step } } };
    },
  },
} satisfies Partial<Refusals>;
