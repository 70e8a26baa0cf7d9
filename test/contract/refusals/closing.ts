import { randomUUID } from 'node:crypto';
import type { Happened } from '../../../shared/case-events.ts';
import {
  answered,
  asked,
  everyActOf,
  promise,
  rated,
  repliedBy,
  type Scene,
  signed,
  wrong,
} from './acting.ts';
import type { On } from './every-act.ts';
import type { Stage } from './stage.ts';
import type { InputOf } from './trial.ts';

type People = Stage['theCase'];

const firstRound = () => ({ round: 1 });
/** Rated, and asked about another answer. */
const secondRound = (p: People): Happened[] => [
  { kind: 'rehandling-ordered', body: { round: 2, unitIds: [p.leadUnit], due: '2026-04-16' } },
  repliedBy(p.leadUnit, [], 2),
  asked(2),
];
const refused = (p: People): Happened[] => [...answered(p), rated(p.lead.personId, true)];

const joining: Scene<InputOf<'joint-opinion:give'>> = {
  by: (p) => p.second,
  not: (p) => p.lead,
  before: (p) => answered(p),
  input: () => ({ result: 'mostly', text: '' }),
};
const rating: Scene<InputOf<'feedback:give'>> = {
  by: (p) => p.lead,
  not: (p) => p.second,
  before: (p) => answered(p),
  input: () => ({ attitude: 'satisfied', result: 'satisfied', opinion: '', wantsRehandling: false }),
};
const ordering: Scene<InputOf<'rehandling:order'>> = {
  by: (p) => p.office,
  not: (p) => p.lead,
  before: refused,
  input: (p) => ({ unitIds: [p.leadUnit], why: '没有回应问题' }),
};

/** Rules under which the office may decline. */
async function shanghai({ server, theCase: { office } }: Stage): Promise<Happened> {
  const { policies } = server.parts.suggestions;
  const { congressId } = server;
  const { profile } = await policies.show(congressId);
  const by = { personId: office.personId, name: office.name, label: '' };
  const given = { congressId, by, why: '改用上海规定', version: profile.version, actKey: randomUUID() };
  if (profile.id !== 'shanghai') await policies.choose(given, 'shanghai');
  const { ref } = await policies.forCongress(congressId);
  return { kind: 'policy-moved', body: ref };
}

const declining: Scene<InputOf<'rehandling:decline'>> = {
  by: (p) => p.office,
  not: (p) => p.contact,
  before: async (p, stage) => [await shanghai(stage), ...refused(p)],
  input: () => ({ why: '答复已逐条回应' }),
};

const opened = (cause: 'assignment' | 'dissatisfied'): Happened => ({
  kind: 'coordination-opened',
  body: { cause },
});
const concluding: Scene<InputOf<'coordination:conclude'>> = {
  by: (p) => p.office,
  not: (p) => p.lead,
  before: (p) => [...refused(p), opened('dissatisfied')],
  input: (p) => ({ outcome: 'rehandle', result: '再办一次', unitIds: [p.leadUnit] }),
};

const unasked = () => ({ missing: ['dissatisfied'] });

/** The next round: nobody strange, and somebody who replies. */
const rehandling = <I extends InputOf<'rehandling:order'> | InputOf<'coordination:conclude'>>(
  scene: Scene<I>,
) => ({
  UNKNOWN_UNIT: wrong(scene, {
    input: (p) => ({ unitIds: [p.otherUnit] }),
    facts: (p) => ({ unitIds: [p.otherUnit] }),
  }),
  AGAINST_POLICY: wrong(scene, {
    input: (p) => ({ unitIds: [p.coUnit] }),
    facts: () => ({ value: 'unitIds' }),
  }),
});

const OURS = '01958a3c-0000-7000-8000-000000000001';
const THEIRS = '01958a3c-0000-7000-8000-000000000002';
const OVER = '01958a3c-0000-7000-8000-000000000003';

const fulfilled = (commitmentId: string): Happened => ({
  kind: 'commitment-fulfilled',
  body: { commitmentId, text: '已办', signedBy: '李四' },
});
/** A promise of the lead unit, one of the other, and one that is kept. */
const promised = (p: People): Happened[] => [
  ...answered(p, [promise(p.leadUnit, OURS), promise(p.coUnit, THEIRS), promise(p.leadUnit, OVER)]),
  fulfilled(OVER),
];

const reporting: Scene<InputOf<'commitment:report'>> = {
  by: (p) => p.contact,
  not: (p) => p.lead,
  before: promised,
  input: () => ({ commitmentId: OURS, progress: '已起草' }),
};
const fulfilling: Scene<InputOf<'commitment:fulfil'>> = {
  by: (p) => p.leader,
  not: (p) => p.contact,
  before: promised,
  input: () => ({ commitmentId: OURS, text: '已印发' }),
};
const explaining: Scene<InputOf<'commitment:explain'>> = {
  by: (p) => p.leader,
  not: (p) => p.contact,
  before: promised,
  input: () => ({ commitmentId: OURS, text: '立法计划调整', due: '2027-06-30' }),
};
const keeping: Scene<InputOf<'commitment:rate'>> = {
  by: (p) => p.lead,
  not: (p) => p.leader,
  before: promised,
  input: () => ({ commitmentId: OVER, result: 'satisfied', text: '' }),
};

/** Only the own unit’s promises, and only those that are open. */
const ownOpen = <I extends On & { commitmentId: string }>(scene: Scene<I>) => ({
  ...everyActOf(scene),
  NOT_YOUR_TRACK: wrong(scene, {
    input: () => ({ commitmentId: THEIRS }),
    facts: () => ({}),
  }),
  ALREADY_DONE: wrong(scene, {
    input: () => ({ commitmentId: OVER }),
    facts: () => ({ commitmentId: OVER, state: 'fulfilled' }),
  }),
});

const closed: Happened = { kind: 'closed', body: {} };
const archiving: Scene<InputOf<'case:archive'>> = {
  by: (p) => p.office,
  not: (p) => p.contact,
  before: (p) => [...answered(p), rated(p.lead.personId, false), closed],
  input: () => ({}),
};

/** Feedback, handling again, promises and the archive. */
export const CLOSING = {
  'joint-opinion:give': {
    ...everyActOf(joining),
    ALREADY_DONE: wrong(joining, { before: refused, facts: firstRound, first: secondRound }),
  },
  'feedback:give': {
    ...everyActOf(rating),
    REASON_NEEDED: wrong(rating, { input: () => ({ attitude: 'dissatisfied' }), facts: () => ({}) }),
    ALREADY_DONE: wrong(rating, { before: refused, facts: firstRound, first: secondRound }),
  },
  'rehandling:order': {
    ...everyActOf(ordering),
    ...rehandling(ordering),
    NOT_YET: wrong(ordering, {
      before: (p) => answered(p),
      facts: unasked,
      first: (p) => [rated(p.lead.personId, true)],
    }),
  },
  'rehandling:decline': {
    ...everyActOf(declining),
    NOT_YET: wrong(declining, {
      before: async (p, stage) => [await shanghai(stage), ...answered(p)],
      facts: unasked,
      first: (p) => [rated(p.lead.personId, true)],
    }),
    AGAINST_POLICY: wrong(declining, {
      before: refused,
      facts: () => ({ value: 'rehandlingMayBeDeclined' }),
      first: async (_, stage) => [await shanghai(stage)],
    }),
  },
  'coordination:conclude': {
    ...everyActOf(concluding),
    ...rehandling(concluding),
    NOT_YET: wrong(concluding, {
      before: (p) => [...signed(p), opened('assignment')],
      facts: unasked,
      first: () => [opened('dissatisfied')],
    }),
  },
  'commitment:report': ownOpen(reporting),
  'commitment:fulfil': ownOpen(fulfilling),
  'commitment:explain': {
    ...ownOpen(explaining),
    AGAINST_POLICY: wrong(explaining, {
      input: () => ({ due: '2026-12-30' }),
      facts: () => ({ value: 'due', after: '2026-12-30' }),
    }),
  },
  'commitment:rate': {
    ...everyActOf(keeping),
    NOT_YET: wrong(keeping, {
      input: () => ({ commitmentId: OURS }),
      facts: () => ({ missing: ['fulfilment'] }),
    }),
    REASON_NEEDED: wrong(keeping, { input: () => ({ result: 'dissatisfied' }), facts: () => ({}) }),
    ALREADY_DONE: wrong(keeping, {
      before: (p) => [
        ...promised(p),
        {
          kind: 'commitment-explained',
          body: { commitmentId: OURS, text: '无法落实', signedBy: '李四', due: null },
        },
      ],
      input: () => ({ commitmentId: OURS }),
      facts: () => ({ commitmentId: OURS, state: 'explained' }),
    }),
  },
  'case:archive': {
    ...everyActOf(archiving),
    NOT_YET: wrong(archiving, {
      before: async (p, stage) => [
        ...(await archiving.before(p, stage)),
        { kind: 'publication-proposed', body: { publicity: 'full', text: '答复全文', reason: '' } },
      ],
      facts: () => ({ missing: ['publication'] }),
      first: () => [{ kind: 'publication-reviewed', body: { approved: false, text: '' } }],
    }),
  },
};
