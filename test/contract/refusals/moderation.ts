import { unknownId, type Stage } from './stage.ts';
import type { Refusals } from './trial.ts';
import { recalled, said, stranger } from './wrongs.ts';

/** The contact person reports what the lead deputy said just now, which is in order. */
async function report(stage: Stage) {
  const { roomId, lead, contact } = stage.theCase;
  return { asker: contact, input: { roomId, seq: await said(stage, lead), why: '与本件无关' } };
}

/** The office dismisses a report, which is in order. */
async function settling(stage: Stage) {
  const { asker, input } = await report(stage);
  const { reportId } = await stage.ask(asker, 'message:report', input);
  return {
    asker: stage.theCase.office,
    input: { reportId, outcome: 'dismissed' as const, why: '并无不当' },
  };
}

/** The office opens the room, open or not, which is in order. */
function opening(stage: Stage) {
  const { roomId, office } = stage.theCase;
  return { asker: office, input: { roomId, state: 'open' as const, why: '继续办理' } };
}

/** The office mutes the seconding deputy until a moment that has passed, which is in order and hinders nobody. */
const muting = ({ now, theCase: { roomId, second, office } }: Stage) => ({
  asker: office,
  input: { roomId, personId: second.personId, until: now, why: '刷屏' },
});

/** The auditor reads what was taken back, which is in order. */
async function unsealing(stage: Stage) {
  const { roomId, lead } = stage.theCase;
  const seq = await recalled(stage, await said(stage, lead));
  return { asker: stage.auditor, input: { roomId, seq, why: '核查投诉' } };
}

/** What the office and auditors do: reports, states of rooms, mutes, acts, what was sealed. */
export const MODERATION = {
  'message:report': {
    NOT_A_MEMBER: async (stage) => ({ ...stranger(stage), input: (await report(stage)).input }),
    UNKNOWN_MESSAGE: async (stage) => {
      const { asker, input } = await report(stage);
      return {
        asker,
        input: { ...input, seq: 1_000_000 },
        facts: { seq: 1_000_000 },
        well: { input: { seq: input.seq } },
      };
    },
    REASON_NEEDED: async (stage) => {
      const { asker, input } = await report(stage);
      return { asker, input: { ...input, why: ' ' }, facts: {}, well: { input: { why: input.why } } };
    },
  },
  'report:list': {
    NOT_ALLOWED: ({ theCase: { lead, office } }) => ({
      asker: lead,
      input: { cursor: null },
      facts: {},
      well: { asker: office },
    }),
  },
  'report:settle': {
    NOT_ALLOWED: async (stage) => {
      const { asker, input } = await settling(stage);
      return { asker: stage.theCase.lead, input, facts: {}, well: { asker } };
    },
    NOT_FOUND: async (stage) => {
      const { asker, input } = await settling(stage);
      const reportId = unknownId();
      return {
        asker,
        input: { ...input, reportId },
        facts: {},
        well: { input: { reportId: input.reportId } },
      };
    },
    REASON_NEEDED: async (stage) => {
      const { asker, input } = await settling(stage);
      return { asker, input: { ...input, why: '' }, facts: {}, well: { input: { why: input.why } } };
    },
  },
  'room:set-state': {
    NOT_A_MEMBER: (stage) => {
      const { asker, input } = opening(stage);
      return { asker: stage.idleOffice, input, facts: { roomId: input.roomId }, well: { asker } };
    },
    NOT_ALLOWED: (stage) => {
      const { asker, input } = opening(stage);
      return { asker: stage.theCase.lead, input, facts: {}, well: { asker } };
    },
    REASON_NEEDED: (stage) => {
      const { asker, input } = opening(stage);
      return { asker, input: { ...input, why: '' }, facts: {}, well: { input: { why: input.why } } };
    },
  },
  'member:mute': {
    NOT_A_MEMBER: (stage) => {
      const { asker, input } = muting(stage);
      return { asker: stage.idleOffice, input, facts: { roomId: input.roomId }, well: { asker } };
    },
    NOT_ALLOWED: (stage) => {
      const { asker, input } = muting(stage);
      return { asker: stage.theCase.lead, input, facts: {}, well: { asker } };
    },
    UNKNOWN_PERSON: (stage) => {
      const { asker, input } = muting(stage);
      const { personId } = stage.theCase.strangerDeputy;
      return {
        asker,
        input: { ...input, personId },
        facts: { personIds: [personId] },
        well: { input: { personId: input.personId } },
      };
    },
    REASON_NEEDED: (stage) => {
      const { asker, input } = muting(stage);
      return { asker, input: { ...input, why: '' }, facts: {}, well: { input: { why: input.why } } };
    },
  },
  'act:list': {
    NOT_ALLOWED: ({ theCase: { roomId, lead, office } }) => ({
      asker: lead,
      input: { roomId, cursor: null },
      facts: {},
      well: { asker: office },
    }),
    NOT_A_MEMBER: ({ idleOffice, auditor, theCase: { roomId } }) => ({
      asker: idleOffice,
      input: { roomId, cursor: null },
      facts: { roomId },
      well: { asker: auditor },
    }),
  },
  'sealed:show': {
    NOT_ALLOWED: async (stage) => {
      const { asker, input } = await unsealing(stage);
      return { asker: stage.theCase.office, input, facts: {}, well: { asker } };
    },
    NOT_FOUND: async (stage) => {
      const { asker, input } = await unsealing(stage);
      return {
        asker,
        input: { ...input, seq: 1 }, // nobody has taken it back
        facts: {},
        well: { input: { seq: input.seq } },
      };
    },
    REASON_NEEDED: async (stage) => {
      const { asker, input } = await unsealing(stage);
      return { asker, input: { ...input, why: '' }, facts: {}, well: { input: { why: input.why } } };
    },
  },
} satisfies Partial<Refusals>;
