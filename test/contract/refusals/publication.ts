import type { Happened } from '../../../shared/case-events.ts';
import type { Publicity } from '../../../shared/cases.ts';
import type { UnitId } from '../../../shared/ids.ts';
import { answered, corrected, everyActOf, type Scene, signed, wrong } from './acting.ts';
import { isCo } from './opinions.ts';
import { type Stage, unknownId } from './stage.ts';
import type { InputOf } from './trial.ts';

type People = Stage['theCase'];

/** By the office, as everything that is only told here. */
const proposed = (publicity: Publicity = 'full'): Happened => ({
  kind: 'publication-proposed',
  body: { publicity, text: '答复全文', reason: '说明' },
});
const reviewed: Happened = { kind: 'publication-reviewed', body: { approved: true, text: '答复全文' } };
const published: Happened = { kind: 'published', body: { on: '2026-03-16' } };
const nothing = () => ({});

const proposing: Scene<InputOf<'publication:propose'>> = {
  by: (p) => p.contact,
  not: (p) => p.lead,
  before: (p) => answered(p),
  input: () => ({ publicity: 'full', text: '答复全文', reason: '' }),
};
const reviewing: Scene<InputOf<'publication:review'>> = {
  by: (p) => p.leader,
  not: (p) => p.contact,
  before: (p) => [...answered(p), proposed()],
  input: () => ({ approved: true, text: '答复全文', why: '可以公开' }),
};
const publishing: Scene<InputOf<'publication:publish'>> = {
  by: (p) => p.office,
  not: (p) => p.leader,
  before: (p) => [...answered(p), proposed(), reviewed],
  input: () => ({}),
};

const TOPIC = '01958a3c-0000-7000-8000-000000000009';
const designated = (committeeUnitId: UnitId): Happened => ({
  kind: 'designated',
  body: { topicId: TOPIC, committeeUnitId, leaderId: null },
});
const ended: Happened = { kind: 'designation-ended', body: { topicId: TOPIC } };
const supervised = (p: People): Happened[] => [...signed(p), designated(p.otherUnit)];
const undesignated = () => ({ missing: ['designation'] });

const designating: Scene<InputOf<'supervision:designate'>> = {
  by: (p) => p.office,
  not: (p) => p.lead,
  before: signed,
  input: (p) => ({
    ...{ topicId: TOPIC, committeeUnitId: p.otherUnit, leaderId: p.strangerContact.personId },
    why: '列为重点督办',
  }),
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

/** The leader’s unit only co-handles. */
const onlyCo = ({ leadUnit, coUnit }: People): Happened[] => [
  { kind: 'reassigned', body: { fromUnitId: leadUnit, to: [given(leadUnit, 'co')] } },
  { kind: 'reassigned', body: { fromUnitId: coUnit, to: [given(coUnit, 'lead')] } },
];
const given = (unitId: UnitId, role: 'lead' | 'co') => ({ unitId, role, part: '', contactIds: [] });

/** What the public may read, and key supervision. */
export const PUBLICATION = {
  'publication:propose': {
    ...everyActOf(proposing),
    NOT_YOUR_TRACK: wrong(proposing, { by: (p) => p.coContact, facts: isCo }),
    NOT_YET: wrong(proposing, { input: () => ({ text: '' }), facts: () => ({ missing: ['public-text'] }) }),
    REASON_NEEDED: wrong(proposing, { input: () => ({ publicity: 'none' }), facts: nothing }),
    AGAINST_POLICY: wrong(proposing, {
      before: (p) => [...answered(p), corrected('keepSecret', true)],
      facts: () => ({ value: 'publicity', most: 'none' }),
      first: () => [corrected('keepSecret', false)],
    }),
    ALREADY_DONE: wrong(proposing, {
      before: (p) => [...answered(p), proposed(), reviewed, published],
      facts: nothing,
      first: () => [proposed()],
    }),
  },
  'publication:review': {
    ...everyActOf(reviewing),
    NOT_YOUR_TRACK: wrong(reviewing, {
      before: (p) => [
        ...onlyCo(p),
        ...answered({ ...p, leadUnit: p.coUnit, coUnit: p.leadUnit }),
        proposed(),
      ],
      facts: isCo,
      first: ({ leadUnit, coUnit }) => [
        corrected('publication', null),
        { kind: 'reassigned', body: { fromUnitId: coUnit, to: [given(leadUnit, 'lead')] } },
        ...answered({ leadUnit, coUnit } as People),
        proposed(),
      ],
    }),
    OWN_WORK: wrong(reviewing, { by: (p) => p.office, facts: nothing }),
    NOT_YET: wrong(reviewing, {
      before: (p) => answered(p),
      facts: () => ({ missing: ['proposal'] }),
      first: () => [proposed()],
    }),
    ALREADY_DONE: wrong(reviewing, {
      before: (p) => [...answered(p), proposed(), reviewed],
      facts: () => ({ state: 'approved' }),
      first: () => [proposed()],
    }),
  },
  'publication:publish': {
    ...everyActOf(publishing),
    NOT_YET: wrong(publishing, {
      before: (p) => [...answered(p), proposed()],
      facts: () => ({ missing: ['review'] }),
      first: () => [reviewed],
    }),
    AGAINST_POLICY: wrong(publishing, {
      before: (p) => [...answered(p), proposed('none'), reviewed],
      facts: () => ({ value: 'publicity', most: 'none' }),
      first: () => [proposed(), reviewed],
    }),
    ALREADY_DONE: wrong(publishing, {
      before: (p) => [...answered(p), proposed(), reviewed, published],
      facts: nothing,
      first: () => [proposed(), reviewed],
    }),
  },
  'supervision:designate': {
    ...everyActOf(designating),
    UNKNOWN_UNIT: (stage: Stage) => {
      const committeeUnitId = unknownId();
      return wrong(designating, {
        input: () => ({ committeeUnitId }),
        facts: () => ({ unitIds: [committeeUnitId] }),
      })(stage);
    },
    UNKNOWN_PERSON: wrong(designating, {
      input: (p) => ({ leaderId: p.contact.personId }),
      facts: (p) => ({ personIds: [p.contact.personId] }),
    }),
    ALREADY_DONE: wrong(designating, {
      before: supervised,
      facts: () => ({ topicId: TOPIC }),
      first: () => [ended],
    }),
  },
  'supervision:record': {
    ...everyActOf(recording),
    NOT_YET: wrong(recording, {
      before: signed,
      facts: undesignated,
      first: (p) => [designated(p.otherUnit)],
    }),
    IN_THE_FUTURE: wrong(recording, {
      input: () => ({ on: '2099-01-01' }),
      facts: (_, { today }) => ({ today }),
    }),
  },
  'supervision:end': {
    ...everyActOf(ending),
    NOT_YET: wrong(ending, { before: signed, facts: undesignated, first: (p) => [designated(p.otherUnit)] }),
  },
};
