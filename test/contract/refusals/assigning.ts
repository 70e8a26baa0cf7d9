import { randomUUID } from 'node:crypto';
import { dueDay } from '../../../server/org/index.ts';
import { everyAct, on } from './every-act.ts';
import { type Stage, unknownId } from './stage.ts';
import type { Refusals } from './trial.ts';

const assigned = (stage: Stage) => stage.suggestion('assigned');
const registered = async (stage: Stage) => ({
  ...(await stage.suggestion('registered')),
  state: 'registered',
});
const around = { outsider: ({ theCase }: Stage) => theCase.second, elsewhere: registered };

const signing = async (stage: Stage) => ({
  asker: stage.theCase.contact,
  input: {
    ...on(await assigned(stage)),
    ...{ unitId: stage.theCase.leadUnit as string, department: '综合处' },
    contactIds: [stage.theCase.contact.personId as string],
  },
});
const returning = async (stage: Stage) => ({
  asker: stage.theCase.contact,
  input: {
    ...on(await assigned(stage)),
    ...{ unitId: stage.theCase.leadUnit as string, reason: '不属于本单位职责' },
    ...{ suggestedUnitId: null as string | null, signedBy: '李局长' as string | null },
  },
});

/** One that the lead unit wants to give back. */
async function returned(stage: Stage) {
  const { asker, input } = await returning(stage);
  return stage.ask(asker, 'track:request-return', input);
}
type Decision = { kind: 'refuse' } | { kind: 'agree'; to: { unitId: string; role: 'lead'; part: string }[] };
const deciding = async (stage: Stage) => ({
  asker: stage.theCase.office,
  input: {
    ...on(await returned(stage)),
    ...{ unitId: stage.theCase.leadUnit as string, why: '属于职责范围' },
    decision: { kind: 'refuse' } as Decision,
  },
});
const passing = async (stage: Stage) => ({
  asker: stage.coordinator,
  input: {
    ...on(await assigned(stage)),
    to: [{ unitId: stage.theCase.otherUnit as string, role: 'lead' as 'lead' | 'reference', part: '' }],
  },
});
const objecting = async (stage: Stage) => ({
  asker: stage.theCase.lead,
  input: { ...on(await assigned(stage)), why: '应由教育部门主办' },
});
const coordinating = async (stage: Stage) => ({
  asker: stage.theCase.office,
  input: { ...on(await assigned(stage)), why: '双方意见不一' },
});
async function concluding(stage: Stage) {
  const { asker, input } = await coordinating(stage);
  const opened = await stage.ask(asker, 'assignment:coordinate', input);
  const change = null as { fromUnitId: string; to: [] } | null;
  return { asker, input: { ...on(opened), result: '维持原交办', change } };
}

/** One that was handed over in January, and the day on which its return could be asked for last. */
async function longAgo({ suggestion, ask, server, theCase: { office } }: Stage) {
  const { suggestionId } = await suggestion('registered');
  const { profile } = await ask(office, 'policy:show', {});
  const days = await server.parts.calendar.forCongress(server.congressId);
  const { handOverId } = await ask(office, 'hand-over:start', {
    selection: { kind: 'ids', ids: [suggestionId] },
    assignedOn: '2026-01-05',
  });
  await server.parts.suggestions.handOver.run(handOverId);
  const { revision } = await ask(office, 'suggestion:show', { suggestionId });
  return { suggestionId, revision, due: dueDay('2026-01-05', profile.terms.returnRequest, days) };
}

/** Signing for, returning, passing on, objecting. */
export const ASSIGNING = {
  'track:sign-for': {
    ...everyAct('track:sign-for', signing, around),
    NOT_YOUR_TRACK: async (stage) => {
      const { asker, input } = await signing(stage);
      const { unitId } = input;
      return { asker: stage.theCase.coContact, input, facts: { unitId }, well: { asker } };
    },
    UNKNOWN_PERSON: async (stage) => {
      const { asker, input } = await signing(stage);
      const contactIds = [stage.theCase.coContact.personId];
      return {
        ...{ asker, input: { ...input, contactIds }, facts: { personIds: contactIds } },
        well: { input: { contactIds: input.contactIds } },
      };
    },
    ALREADY_DONE: async (stage) => {
      const { asker, input } = await signing(stage);
      const { revision } = await stage.ask(asker, 'track:sign-for', input);
      const { coContact, coUnit } = stage.theCase;
      return {
        ...{ asker, input: { ...input, revision, actKey: randomUUID() }, facts: {} },
        well: { asker: coContact, input: { unitId: coUnit, contactIds: [coContact.personId] } },
      };
    },
  },
  'track:request-return': {
    ...everyAct('track:request-return', returning, around),
    NOT_YOUR_TRACK: async (stage) => {
      const { asker, input } = await returning(stage);
      const { unitId } = input;
      return { asker: stage.theCase.coContact, input, facts: { unitId }, well: { asker } };
    },
    UNKNOWN_UNIT: async (stage) => {
      const { asker, input } = await returning(stage);
      const suggestedUnitId = unknownId();
      return {
        ...{ asker, input: { ...input, suggestedUnitId }, facts: { unitIds: [suggestedUnitId] } },
        well: { input: { suggestedUnitId: stage.theCase.otherUnit } },
      };
    },
    TRACKS_CONFLICT: async (stage) => {
      const { asker, input } = await returning(stage);
      const { unitId } = input;
      return {
        ...{ asker, input: { ...input, suggestedUnitId: unitId }, facts: { unitId } },
        well: { input: { suggestedUnitId: null } },
      };
    },
    NOT_YET: async (stage) => {
      const { asker, input } = await returning(stage);
      const { signedBy } = input;
      return {
        ...{ asker, input: { ...input, signedBy: null }, facts: { missing: ['signature'] } },
        well: { input: { signedBy } },
      };
    },
    ALREADY_DONE: async (stage) => {
      const { asker, input } = await returning(stage);
      const { revision } = await stage.ask(asker, 'track:request-return', input);
      const { suggestionId, revision: other } = await assigned(stage);
      return {
        ...{ asker, input: { ...input, revision, actKey: randomUUID() }, facts: {} },
        well: { input: { suggestionId, revision: other } },
      };
    },
    TOO_LATE: async (stage) => {
      const { asker, input } = await returning(stage);
      const { suggestionId, revision } = input;
      const { due, ...late } = await longAgo(stage);
      return {
        ...{ asker, input: { ...input, ...late }, facts: { due } },
        well: { input: { suggestionId, revision } },
      };
    },
  },
  'return:decide': {
    ...everyAct('return:decide', deciding, around),
    NOT_YET: async (stage) => {
      const { asker, input } = await deciding(stage);
      const { suggestionId, revision } = input;
      return {
        ...{ asker, input: { ...input, ...(await assigned(stage)) } },
        facts: { missing: ['return-request'] },
        well: { input: { suggestionId, revision } },
      };
    },
    UNKNOWN_UNIT: async (stage) => {
      const { asker, input } = await deciding(stage);
      const unitId = unknownId();
      const agree = (to: string): Decision => ({
        kind: 'agree',
        to: [{ unitId: to, role: 'lead', part: '' }],
      });
      return {
        ...{ asker, input: { ...input, decision: agree(unitId) }, facts: { unitIds: [unitId] } },
        well: { input: { decision: agree(stage.theCase.otherUnit) } },
      };
    },
    TRACKS_CONFLICT: async (stage) => {
      const { asker, input } = await deciding(stage);
      const decision: Decision = { kind: 'agree', to: [] };
      return {
        ...{ asker, input: { ...input, decision }, facts: { role: 'lead', count: 0 } },
        well: { input: { decision: input.decision } },
      };
    },
  },
  'track:assign-on': {
    ...everyAct('track:assign-on', passing, around),
    NOT_YOUR_TRACK: async (stage) => {
      const { asker, input } = await passing(stage);
      const { otherCoordinator, theCase } = stage;
      return { asker: otherCoordinator, input, facts: { unitId: theCase.otherUnit }, well: { asker } };
    },
    UNKNOWN_UNIT: async (stage) => {
      const { asker, input } = await passing(stage);
      const unitId = unknownId();
      return {
        ...{ asker, input: { ...input, to: [{ unitId, role: 'lead', part: '' }] } },
        ...{ facts: { unitIds: [unitId] }, well: { input: { to: input.to } } },
      };
    },
    TRACKS_CONFLICT: async (stage) => {
      const { asker, input } = await passing(stage);
      const to = input.to.map((track) => ({ ...track, role: 'reference' as const }));
      return {
        ...{ asker, input: { ...input, to }, facts: { role: 'lead', count: 0 } },
        well: { input: { to: input.to } },
      };
    },
  },
  'assignment:object': everyAct('assignment:object', objecting, around),
  'assignment:coordinate': everyAct('assignment:coordinate', coordinating, around),
  'assignment:decide': {
    ...everyAct('assignment:decide', concluding, around),
    UNKNOWN_UNIT: async (stage) => {
      const { asker, input } = await concluding(stage);
      const fromUnitId = unknownId();
      return {
        ...{ asker, input: { ...input, change: { fromUnitId, to: [] } }, facts: { unitIds: [fromUnitId] } },
        well: { input: { change: null } },
      };
    },
    TRACKS_CONFLICT: async (stage) => {
      const { asker, input } = await concluding(stage);
      const change: typeof input.change = { fromUnitId: stage.theCase.leadUnit, to: [] };
      return {
        ...{ asker, input: { ...input, change }, facts: { role: 'lead', count: 0 } },
        well: { input: { change: null } },
      };
    },
  },
} satisfies Partial<Refusals>;
