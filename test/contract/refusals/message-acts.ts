import { MAX_PINS } from '../../../shared/values/rooms.ts';
import type { Stage } from './stage.ts';
import type { Refusals } from './trial.ts';
import { announced, muted, readOnly, recalled, said, stranger } from './wrongs.ts';

const NOWHERE = 1_000_000;
const MINUTE_MS = 60_000;

/** The lead deputy speaks of something nobody said, and then of this. */
const unknownMessage = ({ theCase: { lead } }: Stage, seq: number) => ({
  asker: lead,
  facts: { seq: NOWHERE },
  well: { input: { seq } },
});

/** The lead deputy speaks of something that was taken back, and then of this. */
const takenBack = ({ theCase: { lead } }: Stage, { gone, seq }: { gone: number; seq: number }) => ({
  asker: lead,
  facts: { seq: gone },
  well: { input: { seq } },
});

const edit = ({ theCase: { roomId } }: Stage, seq: number) => ({ roomId, seq, text: '换了一个说法' });
const recall = ({ theCase: { roomId } }: Stage, seq: number) => ({ roomId, seq, why: '' });
const react = ({ theCase: { roomId } }: Stage, seq: number) => ({
  ...{ roomId, seq, reaction: 'agree' as const, on: true },
});
const pin = ({ theCase: { roomId } }: Stage, seq: number) => ({ roomId, seq, on: true });
const page = ({ theCase: { roomId } }: Stage, seq: number) => ({ roomId, seq, cursor: null });
const ofLead = (stage: Stage) => said(stage, stage.theCase.lead);

/** Takes all pins of the case's room down. */
async function unpinned({ ask, theCase: { roomId, lead } }: Stage): Promise<void> {
  const { room } = await ask(lead, 'room:open', { roomId });
  for (const seq of room.pins) await ask(lead, 'message:pin', { roomId, seq, on: false });
}

/** What becomes of a message after it was said. */
export const MESSAGE_ACTS = {
  'message:edit': {
    NOT_A_MEMBER: async (stage) => ({ ...stranger(stage), input: edit(stage, await ofLead(stage)) }),
    ROOM_CLOSED: async (stage) => {
      const seq = await ofLead(stage);
      return { ...(await readOnly(stage)), input: edit(stage, seq) };
    },
    MUTED: async (stage) => {
      const seq = await ofLead(stage);
      return { ...(await muted(stage)), input: edit(stage, seq) };
    },
    UNKNOWN_MESSAGE: async (stage) => ({
      ...unknownMessage(stage, await ofLead(stage)),
      input: edit(stage, NOWHERE),
    }),
    MESSAGE_RECALLED: async (stage) => {
      const gone = await recalled(stage, await ofLead(stage));
      return { ...takenBack(stage, { gone, seq: await ofLead(stage) }), input: edit(stage, gone) };
    },
    NOT_YOURS: async (stage) => {
      const seq = await ofLead(stage);
      const { second, lead } = stage.theCase;
      return { asker: second, input: edit(stage, seq), facts: {}, well: { asker: lead } };
    },
    TOO_LATE: async (stage) => ({
      asker: stage.theCase.lead,
      input: edit(stage, stage.earlierSeq),
      facts: { limitMs: 10 * MINUTE_MS },
      well: { input: { seq: await ofLead(stage) } },
    }),
  },
  'message:recall': {
    NOT_A_MEMBER: async (stage) => ({ ...stranger(stage), input: recall(stage, await ofLead(stage)) }),
    ROOM_CLOSED: async (stage) => {
      const seq = await ofLead(stage);
      return { ...(await readOnly(stage)), input: recall(stage, seq) };
    },
    UNKNOWN_MESSAGE: async (stage) => ({
      ...unknownMessage(stage, await ofLead(stage)),
      input: recall(stage, NOWHERE),
    }),
    NOT_YOURS: async (stage) => {
      const seq = await ofLead(stage);
      const { second, lead } = stage.theCase;
      return { asker: second, input: recall(stage, seq), facts: {}, well: { asker: lead } };
    },
    TOO_LATE: async (stage) => ({
      asker: stage.theCase.lead,
      input: recall(stage, stage.earlierSeq),
      facts: { limitMs: 2 * MINUTE_MS },
      well: { input: { seq: await ofLead(stage) } },
    }),
    REASON_NEEDED: async (stage) => ({
      asker: stage.theCase.office,
      input: recall(stage, await ofLead(stage)),
      facts: {},
      well: { input: { why: '涉及个人信息' } },
    }),
  },
  'message:react': {
    NOT_A_MEMBER: (stage) => ({ ...stranger(stage), input: react(stage, 1) }),
    ROOM_CLOSED: async (stage) => ({ ...(await readOnly(stage)), input: react(stage, 1) }),
    UNKNOWN_MESSAGE: (stage) => ({ ...unknownMessage(stage, 1), input: react(stage, NOWHERE) }),
    MESSAGE_RECALLED: async (stage) => {
      const gone = await recalled(stage, await ofLead(stage));
      return { ...takenBack(stage, { gone, seq: 1 }), input: react(stage, gone) };
    },
  },
  'reaction:list': {
    NOT_A_MEMBER: ({ theCase: { strangerDeputy, lead, roomId } }) => ({
      asker: strangerDeputy,
      input: { roomId, seq: 1 },
      facts: { roomId },
      well: { asker: lead },
    }),
    UNKNOWN_MESSAGE: (stage) => ({
      ...unknownMessage(stage, 1),
      input: { roomId: stage.theCase.roomId, seq: NOWHERE },
    }),
  },
  'message:pin': {
    NOT_A_MEMBER: (stage) => ({ ...stranger(stage), input: pin(stage, 1) }),
    ROOM_CLOSED: async (stage) => ({ ...(await readOnly(stage)), input: pin(stage, 1) }),
    NOT_ALLOWED: (stage) => ({
      asker: stage.theCase.second,
      input: pin(stage, 1),
      facts: {},
      well: { asker: stage.theCase.lead },
    }),
    UNKNOWN_MESSAGE: (stage) => ({ ...unknownMessage(stage, 1), input: pin(stage, NOWHERE) }),
    MESSAGE_RECALLED: async (stage) => {
      const gone = await recalled(stage, await ofLead(stage));
      return { ...takenBack(stage, { gone, seq: 1 }), input: pin(stage, gone) };
    },
    TOO_MANY_PINS: async (stage) => {
      const { lead } = stage.theCase;
      await unpinned(stage);
      for (let n = 0; n < MAX_PINS; n++)
        await stage.ask(lead, 'message:pin', pin(stage, await ofLead(stage)));
      return {
        asker: lead,
        input: pin(stage, await ofLead(stage)),
        facts: { limit: MAX_PINS },
        well: { first: () => unpinned(stage) },
      };
    },
  },
  'announcement:roll': {
    NOT_A_MEMBER: async (stage) => ({ ...stranger(stage), input: page(stage, await announced(stage)) }),
    UNKNOWN_MESSAGE: async (stage) => ({
      asker: stage.theCase.lead,
      input: page(stage, 1), // a card of another kind
      facts: { seq: 1 },
      well: { input: { seq: await announced(stage) } },
    }),
  },
  'announcement:remind': {
    NOT_A_MEMBER: async (stage) => {
      const { roomId } = stage.theCase;
      return { ...stranger(stage), input: { roomId, seq: await announced(stage) } };
    },
    UNKNOWN_MESSAGE: async (stage) => ({
      asker: stage.theCase.lead,
      input: { roomId: stage.theCase.roomId, seq: 1 },
      facts: { seq: 1 },
      well: { input: { seq: await announced(stage) } },
    }),
    ROOM_CLOSED: async (stage) => {
      const { roomId } = stage.theCase;
      const seq = await announced(stage);
      return { ...(await readOnly(stage)), input: { roomId, seq } };
    },
    NOT_ALLOWED: async (stage) => {
      const { roomId, second, lead } = stage.theCase;
      return {
        asker: second,
        input: { roomId, seq: await announced(stage) },
        facts: { power: 'remind' },
        well: { asker: lead },
      };
    },
    MESSAGE_RECALLED: async (stage) => {
      const gone = await recalled(stage, await announced(stage));
      const { roomId } = stage.theCase;
      return {
        ...takenBack(stage, { gone, seq: await announced(stage) }),
        input: { roomId, seq: gone },
      };
    },
  },
} satisfies Partial<Refusals>;
