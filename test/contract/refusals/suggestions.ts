import { randomUUID } from 'node:crypto';
import { roomIdOf } from '../../../server/rooms/index.ts';
import { everyAct, on, uponRevision } from './every-act.ts';
import { registered } from './proposed.ts';
import { type Stage, unknownId } from './stage.ts';
import type { Refusals } from './trial.ts';

/** The office takes the seconding deputy off a suggestion of its own, which is in order. */
async function revision({ suggestion, theCase: { office } }: Stage) {
  const { suggestionId, revision } = await suggestion('registered');
  return { asker: office, input: { suggestionId, revision, why: '代表离任', secondingIds: [] } };
}

/** The lead unit names another of its people, which is in order. */
async function naming({ suggestion, theCase: { contact, leader, leadUnit } }: Stage) {
  const { suggestionId } = await suggestion('assigned');
  return { asker: contact, input: { suggestionId, unitId: leadUnit, personIds: [leader.personId] } };
}

/** The lead unit records that it has telephoned the lead deputy, which is in order. */
async function contacting({ suggestion, ask, theCase: { contact, lead, leadUnit } }: Stage) {
  const { suggestionId } = await suggestion('assigned');
  const sentence = { roomId: roomIdOf(suggestionId), text: '代表您好', sendKey: randomUUID() };
  const { seq } = await ask(contact, 'message:post', sentence);
  return {
    asker: contact,
    input: {
      ...{ suggestionId, unitId: leadUnit, phase: 'pre' as const, method: 'phone' as const },
      ...{ at: '2026-03-10T01:00:00.000Z', withIds: [lead.personId], summary: '电话沟通了办理思路' },
      ...{ messageSeqs: [seq], recordKey: randomUUID() },
    },
  };
}

/** The lead deputy confirms that they were telephoned, which is in order. */
async function confirming(stage: Stage) {
  const { asker, input } = await contacting(stage);
  const { suggestionId, contactId } = await stage.ask(asker, 'contact:record', input);
  const { lead } = stage.theCase;
  const { revision } = await stage.ask(lead, 'suggestion:show', { suggestionId });
  return { asker: lead, input: { ...on({ suggestionId, revision }), contactId } };
}

/** The record, its hand-over and the contacts made. */
export const SUGGESTIONS = {
  'suggestion:show': {
    NOT_FOUND: ({ theCase: { suggestionId, strangerContact, contact } }) => ({
      asker: strangerContact,
      input: { suggestionId },
      facts: { suggestionId },
      well: { asker: contact },
    }),
  },
  'suggestion:list': {
    NOT_ALLOWED: ({ theCase: { contact, office } }) => ({
      asker: contact,
      input: { state: null, cursor: null },
      facts: {},
      well: { asker: office },
    }),
  },
  'suggestion:own': {},
  'suggestion:revise': {
    ...uponRevision({ inOrder: revision, outsider: ({ theCase }) => theCase.lead }),
    UNKNOWN_UNIT: async (stage) => {
      const { asker, input } = await revision(stage);
      const unitId = unknownId();
      return {
        asker,
        input: { ...input, tracks: [{ unitId, role: 'lead' }] },
        facts: { unitIds: [unitId] },
        well: { input: { tracks: [{ unitId: stage.theCase.otherUnit, role: 'lead' }] } },
      };
    },
    UNKNOWN_PERSON: async (stage) => {
      const { asker, input } = await revision(stage);
      const { strangerContact, strangerDeputy } = stage.theCase;
      return {
        asker,
        input: { ...input, leadId: strangerContact.personId },
        facts: { personIds: [strangerContact.personId] },
        well: { input: { leadId: strangerDeputy.personId } },
      };
    },
    TRACKS_CONFLICT: async (stage) => {
      const { asker, input } = await revision(stage);
      const { leadUnit, coUnit } = stage.theCase;
      const track = (unitId: string, role: 'lead' | 'co') => ({ unitId, role });
      return {
        asker,
        input: { ...input, tracks: [track(leadUnit, 'lead'), track(leadUnit, 'co')] },
        facts: { unitId: leadUnit },
        well: { input: { tracks: [track(leadUnit, 'co'), track(coUnit, 'lead')] } },
      };
    },
  },
  'track:name-contacts': {
    NOT_FOUND: async (stage) => {
      const { asker, input } = await naming(stage);
      const { suggestionId } = input;
      return { asker: stage.theCase.strangerContact, input, facts: { suggestionId }, well: { asker } };
    },
    NOT_ALLOWED: async (stage) => {
      const { asker, input } = await naming(stage);
      return { asker: stage.theCase.lead, input, facts: {}, well: { asker } };
    },
    NOT_YOUR_TRACK: async (stage) => {
      const { asker, input } = await naming(stage);
      const { unitId } = input;
      return { asker: stage.theCase.coContact, input, facts: { unitId }, well: { asker } };
    },
    UNKNOWN_PERSON: async (stage) => {
      const { asker, input } = await naming(stage);
      const personIds = [stage.theCase.coContact.personId];
      return {
        asker,
        input: { ...input, personIds },
        facts: { personIds },
        well: { input: { personIds: input.personIds } },
      };
    },
  },
  'contact:record': {
    NOT_FOUND: async (stage) => {
      const { asker, input } = await contacting(stage);
      const { suggestionId } = input;
      return { asker: stage.theCase.strangerContact, input, facts: { suggestionId }, well: { asker } };
    },
    NOT_YOUR_TRACK: async (stage) => {
      const { asker, input } = await contacting(stage);
      const { unitId } = input;
      return { asker: stage.theCase.coContact, input, facts: { unitId }, well: { asker } };
    },
    NOT_ALLOWED: async (stage) => {
      const { asker, input } = await contacting(stage);
      return { asker: stage.theCase.lead, input, facts: {}, well: { asker } };
    },
    UNKNOWN_PERSON: async (stage) => {
      const { asker, input } = await contacting(stage);
      const { withIds } = input;
      const personIds = [stage.theCase.strangerDeputy.personId];
      return {
        asker,
        input: { ...input, withIds: personIds },
        facts: { personIds },
        well: { input: { withIds } },
      };
    },
    UNKNOWN_MESSAGE: async (stage) => {
      const { asker, input } = await contacting(stage);
      const messageSeqs = [999];
      return {
        asker,
        input: { ...input, messageSeqs },
        facts: { messageSeqs },
        well: { input: { messageSeqs: input.messageSeqs } },
      };
    },
    IN_THE_FUTURE: async (stage) => {
      const { asker, input } = await contacting(stage);
      const at = '2026-03-16T01:00:00.001Z';
      return {
        asker,
        input: { ...input, at },
        facts: { now: stage.now },
        well: { input: { at: stage.now } },
      };
    },
    SEND_KEY_REUSED: async (stage) => {
      const { asker, input } = await contacting(stage);
      const { summary, recordKey } = input;
      await (await stage.as(asker)).http('contact:record', input);
      return {
        asker,
        input: { ...input, summary: '换了一个说法' },
        facts: { recordKey },
        well: { input: { summary } },
      };
    },
  },
  'contact:confirm': {
    ...everyAct('contact:confirm', confirming, {
      outsider: ({ theCase }) => theCase.office,
      elsewhere: registered,
    }),
    ALREADY_DONE: async (stage) => {
      const { asker, input } = await confirming(stage);
      const { revision } = await stage.ask(asker, 'contact:confirm', input);
      const { contactId } = input;
      const next = await confirming(stage);
      return {
        ...{ asker, input: { ...input, revision, actKey: randomUUID() }, facts: { contactId } },
        well: { input: next.input },
      };
    },
  },
  'contact:list': {
    NOT_FOUND: ({ theCase: { suggestionId, strangerDeputy, lead } }) => ({
      asker: strangerDeputy,
      input: { suggestionId },
      facts: { suggestionId },
      well: { asker: lead },
    }),
  },
  'hand-over:start': {
    NOT_ALLOWED: async ({ suggestion, theCase: { contact, office } }) => {
      const { suggestionId } = await suggestion('registered');
      return {
        asker: contact,
        input: { selection: { kind: 'ids', ids: [suggestionId] }, assignedOn: null },
        facts: {},
        well: { asker: office },
      };
    },
    NOTHING_SELECTED: async ({ suggestion, theCase: { office } }) => {
      const { suggestionId } = await suggestion('registered');
      return {
        asker: office,
        input: { selection: { kind: 'ids', ids: [unknownId()] }, assignedOn: null },
        facts: {},
        well: { input: { selection: { kind: 'ids', ids: [suggestionId] } } },
      };
    },
    IN_THE_FUTURE: async ({ suggestion, today, theCase: { office } }) => {
      const { suggestionId } = await suggestion('registered');
      return {
        asker: office,
        input: { selection: { kind: 'ids', ids: [suggestionId] }, assignedOn: '2026-03-17' },
        facts: { today },
        well: { input: { assignedOn: today } },
      };
    },
  },
  'hand-over:show': {
    NOT_ALLOWED: async ({ handOver, theCase: { lead, office } }) => ({
      asker: lead,
      input: { handOverId: await handOver() },
      facts: {},
      well: { asker: office },
    }),
    NOT_FOUND: async ({ handOver, theCase: { office } }) => {
      const handOverId = unknownId();
      return {
        asker: office,
        input: { handOverId },
        facts: { handOverId },
        well: { input: { handOverId: await handOver() } },
      };
    },
  },
} satisfies Partial<Refusals>;
