import type { Happened } from '../../../shared/case-events.ts';
import { fileId, type UnitId } from '../../../shared/ids.ts';
import {
  asked,
  contactOf,
  corrected,
  everyActOf,
  rated,
  repliedBy,
  type Scene,
  signed,
  wrong,
} from './acting.ts';
import { isCo, OPINIONS, waived } from './opinions.ts';
import { type Stage, unknownId } from './stage.ts';
import type { InputOf } from './trial.ts';

type People = Stage['theCase'];

/** The two units change their parts; what they did before is forgotten. */
const exchanged = (
  { leadUnit, coUnit }: People,
  roles: readonly ['co' | 'separate' | 'lead', 'separate' | 'lead' | 'co'],
): Happened[] =>
  [leadUnit, coUnit].map((unitId, i) => ({
    kind: 'reassigned',
    body: { fromUnitId: unitId, to: [{ unitId, role: roles[i] ?? 'lead', part: '', contactIds: [] }] },
  }));
/** All opinions in, and the deputy spoken with. */
const ready = (p: People): Happened[] => [
  ...signed(p),
  waived(p.coUnit),
  contactOf(p.leadUnit, 'pre'),
  contactOf(p.leadUnit, 'mid'),
];
/** Two separate units, of which the lead one has replied. */
const halfReplied = (p: People): Happened[] => [
  ...exchanged(p, ['separate', 'separate']),
  ...signed(p),
  contactOf(p.coUnit, 'mid'),
  repliedBy(p.leadUnit),
];
/** The lead unit is to answer once more. */
const again = (p: People): Happened[] => [
  repliedBy(p.coUnit),
  asked(),
  rated(p.lead.personId, true),
  { kind: 'rehandling-ordered', body: { round: 2, unitIds: [p.leadUnit], due: '2026-04-16' } },
  contactOf(p.leadUnit, 'mid'),
];

const sharing: Scene<InputOf<'reply:share-draft'>> = {
  by: (p) => p.contact,
  not: (p) => p.lead,
  before: ready,
  input: () => ({ text: '征求意见稿' }),
};
const shared = (unitId: UnitId): Happened => ({ kind: 'draft-shared', body: { unitId, text: '征求意见稿' } });

const commenting: Scene<InputOf<'draft:comment'>> = {
  by: (p) => p.second,
  not: (p) => p.contact,
  before: (p) => [...ready(p), shared(p.leadUnit)],
  input: (p) => ({ unitId: p.leadUnit, text: '还不够具体' }),
};

/** An id that no file has. */
const NO_FILE = fileId.parse(unknownId());

const issuing: Scene<InputOf<'reply:issue'>> = {
  by: (p) => p.leader,
  not: (p) => p.contact,
  before: ready,
  input: () => ({
    ...{ docNumber: '农函〔2026〕7号', replyClass: 'A', points: ['已经办好。'], text: '现答复如下。' },
    ...{ copies: [], publicity: 'full', publicityReason: '', leadRelays: false },
    ...{ faceToFace: null, commitments: [], attachmentIds: [] },
  }),
};
const faceToFace = (personId: string, on: string) => ({
  faceToFace: { on, place: '代表之家', present: [personId] },
});

const explaining: Scene<InputOf<'case:explain'>> = {
  by: (p) => p.contact,
  not: (p) => p.lead,
  before: (p) => [corrected('wantsWrittenReply', false), ...ready(p)],
  input: (_, { today }) => ({ on: today, summary: '已当面说明', contactId: null }),
};

/** What every answer waits for. */
const answering = <I extends InputOf<'reply:share-draft'> | InputOf<'case:explain'> | InputOf<'reply:issue'>>(
  scene: Scene<I>,
) => ({
  NOT_YET: wrong(scene, {
    before: async (p, stage) => (await scene.before(p, stage)).filter((h) => h.kind !== 'opinion-waived'),
    facts: (p) => ({ missing: ['opinions'], unitIds: [p.coUnit] }),
    first: (p) => [waived(p.coUnit)],
  }),
});

/** Opinions, more time, drafts and answers. */
export const HANDLING = {
  ...OPINIONS,
  'reply:share-draft': {
    ...everyActOf(sharing),
    ...answering(sharing),
    NOT_YOUR_TRACK: wrong(sharing, { by: (p) => p.coContact, facts: isCo }),
    ALREADY_DONE: wrong(sharing, {
      before: halfReplied,
      facts: (p) => ({ unitId: p.leadUnit }),
      first: again,
    }),
  },
  'draft:comment': {
    ...everyActOf(commenting),
    UNKNOWN_UNIT: wrong(commenting, {
      input: (p) => ({ unitId: p.otherUnit }),
      facts: (p) => ({ unitIds: [p.otherUnit] }),
    }),
    NOT_YET: wrong(commenting, {
      before: ready,
      facts: () => ({ missing: ['draft'] }),
      first: (p) => [shared(p.leadUnit)],
    }),
    ALREADY_DONE: wrong(commenting, {
      before: halfReplied,
      facts: (p) => ({ unitId: p.leadUnit }),
      first: (p) => [...again(p), shared(p.leadUnit)],
    }),
  },
  'reply:issue': {
    ...everyActOf(issuing),
    ...answering(issuing),
    NOT_YOUR_TRACK: wrong(issuing, {
      before: (p) => [...exchanged(p, ['co', 'lead']), ...signed(p), contactOf(p.coUnit, 'mid')],
      facts: isCo,
      first: (p) => [...exchanged(p, ['lead', 'co']), ...ready(p)],
    }),
    AGAINST_POLICY: wrong(issuing, {
      input: () => ({ replyClass: 'Z' }),
      facts: () => ({ value: 'replyClass', known: ['A', 'B', 'C', 'D'] }),
    }),
    REASON_NEEDED: wrong(issuing, { input: () => ({ publicity: 'none' }), facts: () => ({}) }),
    UNKNOWN_PERSON: wrong(issuing, {
      input: (p, { today }) => faceToFace(p.strangerDeputy.personId, today),
      facts: (p) => ({ personId: p.strangerDeputy.personId }),
    }),
    UNKNOWN_FILE: wrong(issuing, {
      input: () => ({ attachmentIds: [NO_FILE] }),
      facts: () => ({ fileIds: [NO_FILE] }),
    }),
    IN_THE_FUTURE: wrong(issuing, {
      input: (p) => faceToFace(p.lead.personId, '2099-01-01'),
      facts: (_, { today }) => ({ today }),
    }),
    ALREADY_DONE: wrong(issuing, {
      before: halfReplied,
      facts: (p) => ({ unitId: p.leadUnit }),
      first: again,
    }),
  },
  'case:explain': {
    ...everyActOf(explaining),
    ...answering(explaining),
    NOT_YOUR_TRACK: wrong(explaining, { by: (p) => p.coContact, facts: isCo }),
    AGAINST_POLICY: wrong(explaining, {
      before: ready,
      facts: () => ({ value: 'letter' }),
      first: () => [corrected('wantsWrittenReply', false)],
    }),
    IN_THE_FUTURE: wrong(explaining, {
      input: () => ({ on: '2099-01-01' }),
      facts: (_, { today }) => ({ today }),
    }),
    ALREADY_DONE: wrong(explaining, {
      before: (p) => [corrected('wantsWrittenReply', false), ...halfReplied(p)],
      facts: (p) => ({ unitId: p.leadUnit }),
      first: again,
    }),
  },
};
