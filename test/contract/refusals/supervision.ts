import { v5 } from 'uuid';
import type { Happened } from '../../../shared/case-events.ts';
import type { UnitId } from '../../../shared/ids.ts';
import type { TopicView } from '../../../shared/supervision.ts';
import { everyActOf, type Scene, signed, wrong } from './acting.ts';
import { type Stage, unknownId } from './stage.ts';
import type { InputOf, Refusals } from './trial.ts';

type People = Stage['theCase'];

const KEY = '01958a3c-0000-7000-8000-000000000009';
/** The id of the topic that the office makes under this key. */
const topicIdOf = ({ office }: People) => v5(KEY, office.personId);

const making = ({ theCase }: Stage) => ({
  asker: theCase.office,
  input: {
    ...{ actKey: KEY, year: 2026, title: '推进乡村教育', leadUnitIds: [theCase.leadUnit] },
    ...{ committeeUnitId: theCase.otherUnit, leaderId: theCase.strangerContact.personId as string | null },
  },
});
const made = (stage: Stage): Promise<TopicView> => {
  const { asker, input } = making(stage);
  return stage.ask(asker, 'topic:create', input);
};

const designated = (people: People): Happened => ({
  kind: 'designated',
  body: { topicId: topicIdOf(people), committeeUnitId: people.otherUnit, leaderId: null },
});
const ended = (people: People): Happened => ({
  kind: 'designation-ended',
  body: { topicId: topicIdOf(people) },
});
const supervised = (p: People): Happened[] => [...signed(p), designated(p)];
const undesignated = () => ({ missing: ['designation'] });

const designating: Scene<InputOf<'supervision:designate'>> = {
  by: (p) => p.office,
  not: (p) => p.lead,
  before: async (p, stage) => {
    await made(stage);
    return signed(p);
  },
  input: (p) => ({ topicId: topicIdOf(p), why: '列为重点督办' }),
};
const recording: Scene<InputOf<'supervision:record'>> = {
  by: (p) => p.office,
  not: (p) => p.contact,
  before: supervised,
  input: (_, { today }) => ({ form: 'on-site', on: today, summary: '到现场了解进展' }),
};
const ending: Scene<InputOf<'supervision:end'>> = {
  by: (p) => p.office,
  not: (p) => p.contact,
  before: supervised,
  input: () => ({ why: '督办结束' }),
};

/** A topic of its own. */
async function fresh(stage: Stage) {
  const { asker, input } = making(stage);
  const { topicId, revision } = await stage.ask(asker, 'topic:create', { ...input, actKey: unknownId() });
  return { asker, on: { topicId, revision, actKey: unknownId() } };
}

const plan = { plan: '三次现场督办，年底前报告' };
const note = { form: 'meeting' as const, on: '2026-03-16', summary: '召开督办座谈会' };
const why = { why: '督办结束' };

/** What every act upon a topic refuses; `more`: what this one says. */
const ofTopic = <N extends 'topic:plan' | 'topic:note' | 'topic:close'>(name: N, more: object) => {
  const inOrder = async (stage: Stage) => {
    const { asker, on } = await fresh(stage);
    return { asker, input: { ...on, ...more } as unknown as InputOf<N> & typeof on };
  };
  const part = (changed: object) => changed as Partial<InputOf<N>>;
  return {
    NOT_FOUND: async (stage: Stage) => {
      const { asker, input } = await inOrder(stage);
      const topicId = unknownId();
      const well = { input: part({ topicId: input.topicId }) };
      return { asker, input: { ...input, topicId }, facts: { topicId }, well };
    },
    NOT_ALLOWED: async (stage: Stage) => {
      const { asker, input } = await inOrder(stage);
      return { asker: stage.theCase.lead, input, facts: {}, well: { asker } };
    },
    WRONG_STATE: async (stage: Stage) => {
      const { asker, input } = await inOrder(stage);
      const { topicId } = input;
      const other = await fresh(stage);
      const over = await stage.ask(asker, 'topic:close', { ...other.on, ...why });
      return {
        ...{ asker, input: { ...input, topicId: over.topicId, revision: over.revision } },
        facts: { topicId: over.topicId, state: 'closed' },
        well: { input: part({ topicId, revision: input.revision }) },
      };
    },
    STALE_REVISION: async (stage: Stage) => {
      const { asker, input } = await inOrder(stage);
      const { revision } = input;
      const well = { input: part({ revision }) };
      return { asker, input: { ...input, revision: revision - 1 }, facts: { revision }, well };
    },
    SEND_KEY_REUSED: async (stage: Stage) => {
      const { asker, input } = await inOrder(stage);
      const { topicId, revision, actKey } = input;
      await stage.ask(asker, 'topic:plan', { topicId, revision, actKey, plan: '另一个方案' });
      const well = { input: part({ actKey: unknownId() }) };
      return { asker, input: { ...input, revision: revision + 1 }, facts: { actKey }, well };
    },
  };
};

/** Key supervision, and its topics. */
export const SUPERVISION = {
  'supervision:designate': {
    ...everyActOf(designating),
    ALREADY_DONE: wrong(designating, {
      before: async (p, stage) => {
        await made(stage);
        return supervised(p);
      },
      facts: (p) => ({ topicId: topicIdOf(p) }),
      first: (p) => [ended(p)],
    }),
  },
  'supervision:record': {
    ...everyActOf(recording),
    NOT_YET: wrong(recording, {
      before: signed,
      facts: undesignated,
      first: (p) => [designated(p)],
    }),
    IN_THE_FUTURE: wrong(recording, {
      input: () => ({ on: '2099-01-01' }),
      facts: (_, { today }) => ({ today }),
    }),
  },
  'supervision:end': {
    ...everyActOf(ending),
    NOT_YET: wrong(ending, { before: signed, facts: undesignated, first: (p) => [designated(p)] }),
  },
  'topic:create': {
    NOT_ALLOWED: (stage) => {
      const { asker, input } = making(stage);
      return { asker: stage.theCase.lead, input, facts: {}, well: { asker } };
    },
    UNKNOWN_UNIT: (stage) => {
      const { asker, input } = making(stage);
      const unitId = unknownId() as UnitId;
      return {
        ...{ asker, input: { ...input, actKey: unknownId(), leadUnitIds: [unitId] } },
        ...{ facts: { unitIds: [unitId] }, well: { input: { leadUnitIds: [] } } },
      };
    },
    UNKNOWN_PERSON: (stage) => {
      const { asker, input } = making(stage);
      const leaderId = stage.theCase.contact.personId;
      return {
        ...{ asker, input: { ...input, actKey: unknownId(), leaderId } },
        ...{ facts: { personIds: [leaderId] }, well: { input: { leaderId: null } } },
      };
    },
    SEND_KEY_REUSED: async (stage) => {
      await made(stage);
      const { asker, input } = making(stage);
      return {
        ...{ asker, input: { ...input, title: '另一个专题' }, facts: { actKey: KEY } },
        well: { input: { title: input.title } },
      };
    },
  },
  'topic:plan': ofTopic('topic:plan', plan),
  'topic:note': {
    ...ofTopic('topic:note', note),
    IN_THE_FUTURE: async (stage) => {
      const { asker, on } = await fresh(stage);
      return {
        ...{ asker, input: { ...on, ...note, on: '2099-01-01' }, facts: { today: stage.today } },
        well: { input: { on: note.on } },
      };
    },
  },
  'topic:close': ofTopic('topic:close', why),
  'topic:list': {
    NOT_ALLOWED: ({ theCase: { lead, office } }) => ({
      ...{ asker: lead, input: { year: null }, facts: {}, well: { asker: office } },
    }),
  },
} satisfies Partial<Refusals>;
