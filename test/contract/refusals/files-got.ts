import type { FileState } from '../../../shared/files.ts';
import { putFile } from '../../support/files.ts';
import type { Stage } from './stage.ts';
import type { Refusals } from './trial.ts';
import { muted, readOnly, recalled, stranger } from './wrongs.ts';

const NOWHERE = 1_000_000;

/** The lead deputy has sent a voice; its number. */
const voice = async ({ server, theCase: { roomId, lead } }: Stage, state: FileState = 'ready') =>
  (await putFile(server, { roomId, by: lead }, { kind: 'voice', state })).seq;

const all = ({ theCase: { roomId } }: Stage) => ({ roomId, kind: null });
const hear = ({ theCase: { roomId } }: Stage, seq: number) => ({ roomId, seq });
const correct = ({ theCase: { roomId } }: Stage, seq: number) => ({ roomId, seq, text: '更正后的话' });

/** One thing wrong with a number: nothing was said under it. */
const nowhere = async (stage: Stage) => ({
  asker: stage.theCase.lead,
  facts: { seq: NOWHERE },
  well: { input: { seq: await voice(stage) } },
});

/** One thing wrong with a voice: it was taken back. */
async function takenBack(stage: Stage) {
  const gone = await recalled(stage, await voice(stage));
  const well = { input: { seq: await voice(stage) } };
  return { gone, trial: { asker: stage.theCase.lead, facts: { seq: gone }, well } };
}

/** Files that lie in rooms, and voices in them. */
export const FILES_GOT = {
  'file:address': {},
  'file:list': {
    NOT_A_MEMBER: (stage) => ({ ...stranger(stage), input: { ...all(stage), cursor: null } }),
  },
  'file:pack': {
    NOT_A_MEMBER: async (stage) => {
      await voice(stage);
      return { ...stranger(stage), input: all(stage) };
    },
    NOTHING_SELECTED: async (stage) => {
      const { roomId, lead } = stage.theCase;
      await voice(stage);
      return {
        asker: lead,
        input: { roomId, kind: 'video-note' },
        facts: {},
        well: { input: { kind: 'voice' } },
      };
    },
  },
  'voice:hear': {
    NOT_A_MEMBER: async (stage) => ({ ...stranger(stage), input: hear(stage, await voice(stage)) }),
    UNKNOWN_MESSAGE: async (stage) => ({ ...(await nowhere(stage)), input: hear(stage, NOWHERE) }),
    MESSAGE_RECALLED: async (stage) => {
      const { gone, trial } = await takenBack(stage);
      return { ...trial, input: hear(stage, gone) };
    },
  },
  'voice:list-heard': {
    NOT_A_MEMBER: (stage) => ({
      ...stranger(stage),
      input: { roomId: stage.theCase.roomId, seqs: [1] },
    }),
  },
  'transcript:correct': {
    NOT_A_MEMBER: async (stage) => ({ ...stranger(stage), input: correct(stage, await voice(stage)) }),
    ROOM_CLOSED: async (stage) => {
      const seq = await voice(stage);
      return { ...(await readOnly(stage)), input: correct(stage, seq) };
    },
    MUTED: async (stage) => {
      const seq = await voice(stage);
      return { ...(await muted(stage)), input: correct(stage, seq) };
    },
    UNKNOWN_MESSAGE: async (stage) => ({ ...(await nowhere(stage)), input: correct(stage, NOWHERE) }),
    MESSAGE_RECALLED: async (stage) => {
      const { gone, trial } = await takenBack(stage);
      return { ...trial, input: correct(stage, gone) };
    },
    NOT_YOURS: async (stage) => {
      const { second, lead } = stage.theCase;
      const input = correct(stage, await voice(stage));
      return { asker: second, input, facts: {}, well: { asker: lead } };
    },
    WRONG_STATE: async (stage) => ({
      asker: stage.theCase.lead,
      input: correct(stage, await voice(stage, 'processing')),
      facts: { state: 'processing' },
      well: { input: { seq: await voice(stage) } },
    }),
  },
} satisfies Partial<Refusals>;
