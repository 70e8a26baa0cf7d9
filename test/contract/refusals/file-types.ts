import { randomUUID } from 'node:crypto';
import type { FileType } from '../../../shared/file-types.ts';
import type { Stage } from './stage.ts';
import type { Refusals } from './trial.ts';

const TAKEN: FileType[] = ['text/plain', 'application/pdf'];

/** The office says what its congress takes, upon what it takes now. */
async function setting({ ask, theCase: { office } }: Stage) {
  const { version } = await ask(office, 'file-types:show', {});
  return {
    asker: office,
    input: {
      ...{ version, actKey: randomUUID(), why: '只收公文' },
      types: TAKEN.slice(0, 1 + (version % 2)),
    },
  };
}

/** What a congress takes as files. */
export const FILE_TYPES_SET = {
  'file-types:show': {},
  'file-types:list-changes': {
    NOT_ALLOWED: ({ theCase: { contact, office } }) => {
      return { asker: contact, input: {}, facts: {}, well: { asker: office } };
    },
  },
  'file-types:set': {
    NOT_ALLOWED: async (stage) => {
      const { asker, input } = await setting(stage);
      return { asker: stage.theCase.leader, input, facts: {}, well: { asker } };
    },
    STALE_REVISION: async (stage) => {
      const { asker, input } = await setting(stage);
      const { version } = input;
      const asked = { ...input, version: version + 1 };
      return { asker, input: asked, facts: { version }, well: { input: { version } } };
    },
    ALREADY_DONE: async (stage) => {
      const { asker, input } = await setting(stage);
      const { version } = await stage.ask(asker, 'file-types:set', input);
      const again = { ...input, version, actKey: randomUUID() };
      return { asker, input: again, facts: { version }, well: { input: { types: null } } };
    },
  },
} satisfies Partial<Refusals>;
