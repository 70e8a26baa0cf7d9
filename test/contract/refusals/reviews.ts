import { randomUUID } from 'node:crypto';
import { everyAct, on } from './every-act.ts';
import { byOffice, judging, reviewed } from './proposed.ts';
import { type Stage, unknownId } from './stage.ts';
import type { Refusals } from './trial.ts';

async function registering(stage: Stage) {
  const { office, leadUnit, coUnit } = stage.theCase;
  const lead = { unitId: leadUnit as string, role: 'lead' as const, part: '' };
  const co = { unitId: coUnit as string, role: 'co' as const, part: '' };
  return {
    asker: office,
    input: {
      ...on(await reviewed(stage)),
      ...{ number: randomUUID().slice(0, 13), category: '教育', mode: 'joint' as const },
      ...{ secrecy: 'public' as const, publicity: 'full' as const, tracks: [lead, co] },
    },
  };
}
const converting = async (stage: Stage) => ({
  asker: stage.theCase.office,
  input: { ...on(await reviewed(stage)), motionNumber: '12' },
});
const merging = async (stage: Stage) => ({
  asker: stage.theCase.office,
  input: {
    ...on(await stage.suggestion('registered')),
    withIds: [(await stage.suggestion('registered')).suggestionId as string],
  },
});

/** What the office makes of it, up to the number. */
export const REVIEWS = {
  'suggestion:return-for-revision': everyAct('suggestion:return-for-revision', judging, byOffice),
  'suggestion:reject': everyAct('suggestion:reject', judging, byOffice),
  'suggestion:register': {
    ...everyAct('suggestion:register', registering, byOffice),
    UNKNOWN_UNIT: async (stage) => {
      const { asker, input } = await registering(stage);
      const unitId = unknownId();
      return {
        ...{ asker, input: { ...input, tracks: [{ unitId, role: 'lead', part: '' }] } },
        ...{ facts: { unitIds: [unitId] }, well: { input: { tracks: input.tracks } } },
      };
    },
    TRACKS_CONFLICT: async (stage) => {
      const { asker, input } = await registering(stage);
      return {
        ...{ asker, input: { ...input, mode: 'sole' }, facts: { mode: 'sole', role: 'co', count: 1 } },
        well: { input: { mode: input.mode } },
      };
    },
    NOT_YET: async (stage) => {
      const { asker, input } = await registering(stage);
      const { leadUnit, coUnit } = stage.theCase;
      const apart = (unitId: string, part: string) => ({ unitId, role: 'separate' as const, part });
      return {
        asker,
        input: { ...input, mode: 'separate', tracks: [apart(leadUnit, '甲'), apart(coUnit, '')] },
        facts: { missing: ['part'], unitId: coUnit },
        well: { input: { tracks: [apart(leadUnit, '甲'), apart(coUnit, '乙')] } },
      };
    },
    AGAINST_POLICY: async (stage) => {
      const { asker, input } = await registering(stage);
      return {
        asker,
        input: { ...input, secrecy: 'work-secret' },
        facts: { value: 'publicity', most: 'none' },
        well: { input: { publicity: 'none' } },
      };
    },
    NUMBER_TAKEN: async (stage) => {
      const first = await registering(stage);
      await stage.ask(first.asker, 'suggestion:register', first.input);
      const { asker, input } = await registering(stage);
      const { number } = first.input;
      return {
        ...{ asker, input: { ...input, number }, facts: { number } },
        well: { input: { number: input.number } },
      };
    },
  },
  'suggestion:convert-motion': {
    ...everyAct('suggestion:convert-motion', converting, {
      ...byOffice,
      elsewhere: async (stage) => ({ ...(await stage.suggestion('assigned')), state: 'assigned' }),
    }),
    ALREADY_DONE: async (stage) => {
      const { asker, input } = await converting(stage);
      const { revision } = await stage.ask(asker, 'suggestion:convert-motion', input);
      const { suggestionId, revision: other } = await reviewed(stage);
      return {
        ...{ asker, input: { ...input, revision, actKey: randomUUID() }, facts: {} },
        well: { input: { suggestionId, revision: other } },
      };
    },
  },
  'suggestion:merge': {
    ...everyAct('suggestion:merge', merging, { ...byOffice, elsewhere: reviewed }),
    ALREADY_DONE: async (stage) => {
      const { asker, input } = await merging(stage);
      const { suggestionId, withIds } = input;
      return {
        ...{ asker, input: { ...input, withIds: [suggestionId] }, facts: {} },
        well: { input: { withIds } },
      };
    },
  },
} satisfies Partial<Refusals>;
