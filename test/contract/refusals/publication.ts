import { randomUUID } from 'node:crypto';
import type { Happened } from '../../../shared/case-events.ts';
import type { Publicity } from '../../../shared/cases.ts';
import type { UnitId } from '../../../shared/ids.ts';
import { answered, corrected, everyActOf, type Scene, wrong } from './acting.ts';
import { isCo } from './opinions.ts';
import type { Stage } from './stage.ts';
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

/** Rules under which a deputy may keep a case from the public. */
async function henan({ server, theCase: { office } }: Stage): Promise<Happened> {
  const { policies } = server.parts.suggestions;
  const { congressId } = server;
  const { profile } = await policies.show(congressId);
  const by = { personId: office.personId, name: office.name, label: '' };
  const given = { congressId, by, why: '改用河南办法', version: profile.version, actKey: randomUUID() };
  if (profile.id !== 'henan') await policies.choose(given, 'henan');
  const { ref } = await policies.forCongress(congressId);
  return { kind: 'policy-moved', body: ref };
}

const objecting: Scene<InputOf<'publication:object'>> = {
  by: (p) => p.lead,
  not: (p) => p.second,
  before: async (p, stage) => [...answered(p), await henan(stage)],
  input: () => ({ why: '涉及个别学校，不宜公开' }),
};

/** The leader’s unit only co-handles. */
const onlyCo = ({ leadUnit, coUnit }: People): Happened[] => [
  { kind: 'reassigned', body: { fromUnitId: leadUnit, to: [given(leadUnit, 'co')] } },
  { kind: 'reassigned', body: { fromUnitId: coUnit, to: [given(coUnit, 'lead')] } },
];
const given = (unitId: UnitId, role: 'lead' | 'co') => ({ unitId, role, part: '', contactIds: [] });

/** What the public may read. */
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
  'publication:object': {
    ...everyActOf(objecting),
    AGAINST_POLICY: wrong(objecting, {
      before: (p) => answered(p),
      facts: () => ({ value: 'deputyMayKeepUnpublished' }),
      first: async (_, stage) => [await henan(stage)],
    }),
    ALREADY_DONE: wrong(objecting, {
      before: async (p, stage) => [...answered(p), await henan(stage), corrected('publicity', 'none')],
      facts: nothing,
      first: () => [corrected('publicity', 'full')],
    }),
  },
  'publication:list': {},
};
