import type * as z from 'zod/mini';
import type { Happened } from '../../../shared/case-events.ts';
import type {
  acceptOpinion,
  commentDraft,
  decideExtension,
  explainCase,
  fileOpinion,
  issueReply,
  requestExtension,
  shareDraft,
  waiveOpinion,
} from '../../../shared/handling.ts';
import type { UnitId } from '../../../shared/ids.ts';
import {
  asked,
  contactOf,
  corrected,
  everyAct,
  rated,
  repliedBy,
  type Scene,
  signed,
  wrong,
} from './acting.ts';
import type { Stage } from './stage.ts';

type People = Stage['theCase'];
type In<R extends { input: z.ZodMiniType }> = z.input<R['input']>;

const filed = (unitId: UnitId): Happened => ({
  kind: 'opinion-filed',
  body: { unitId, text: '同意。', signedBy: '李四' },
});
const sentBack = (unitId: UnitId): Happened => ({ kind: 'opinion-sent-back', body: { unitId } });
const waived = (unitId: UnitId): Happened => ({ kind: 'opinion-waived', body: { unitId } });
const accepted = (unitId: UnitId): Happened => ({ kind: 'opinion-accepted', body: { unitId } });
const noUnit = ({ leadUnit }: People) => ({ unitIds: [leadUnit] });
const isCo = () => ({ role: 'co' });
const unreceived = () => ({ missing: ['receipt'] });

/** The two units change their parts; what they did before is forgotten. */
const exchanged = (
  { leadUnit, coUnit }: People,
  roles: readonly ['co' | 'separate' | 'lead', 'separate' | 'lead' | 'co'],
): Happened[] =>
  [leadUnit, coUnit].map((unitId, i) => ({
    kind: 'reassigned',
    body: { fromUnitId: unitId, to: [{ unitId, role: roles[i] ?? 'lead', part: '', contactIds: [] }] },
  }));

const filing: Scene<In<typeof fileOpinion>> = {
  by: (p) => p.coContact,
  not: (p) => p.lead,
  before: signed,
  input: () => ({ text: '我单位同意。', signedBy: '李四' }),
};

const accepting: Scene<In<typeof acceptOpinion>> = {
  by: (p) => p.contact,
  not: (p) => p.lead,
  before: (p) => [...signed(p), filed(p.coUnit)],
  input: (p) => ({ unitId: p.coUnit }),
};

const sendingBack: Scene<In<typeof waiveOpinion>> = {
  ...accepting,
  input: (p) => ({ unitId: p.coUnit, why: '没有具体内容' }),
};

const waiving: Scene<In<typeof waiveOpinion>> = {
  by: (p) => p.office,
  not: (p) => p.contact,
  before: signed,
  input: (p) => ({ unitId: p.coUnit, why: '不再等候' }),
};

/** What the lead unit may not decide upon an opinion. */
const deciding = <I extends In<typeof acceptOpinion>>(scene: Scene<I>) => ({
  ...everyAct(scene),
  NOT_YOUR_TRACK: wrong(scene, { by: (p) => p.coContact, facts: isCo }),
  UNKNOWN_UNIT: wrong(scene, {
    input: (p) => ({ unitId: p.leadUnit }),
    facts: noUnit,
  }),
  NOT_YET: wrong(scene, {
    before: signed,
    facts: (p) => ({ missing: ['opinions'], unitIds: [p.coUnit] }),
    first: (p) => [filed(p.coUnit)],
  }),
  ALREADY_DONE: wrong(scene, {
    before: (p) => [...signed(p), filed(p.coUnit), accepted(p.coUnit)],
    facts: (p) => ({ unitId: p.coUnit }),
    first: (p) => [sentBack(p.coUnit), filed(p.coUnit)],
  }),
});

const asking: Scene<In<typeof requestExtension>> = {
  by: (p) => p.contact,
  not: (p) => p.lead,
  before: signed,
  input: () => ({ reason: '需要多部门研究', until: '2026-07-15' }),
};
const requested = ({ leadUnit: unitId }: People): Happened => ({
  kind: 'extension-requested',
  body: { unitId, reason: '需要研究', until: '2026-07-15' },
});
const handedOver = (on: string): Happened => ({ kind: 'assigned', body: { on, handOverId: null } });

const consenting: Scene<In<typeof decideExtension>> = {
  by: (p) => p.office,
  not: (p) => p.contact,
  before: (p) => [...signed(p), requested(p)],
  input: () => ({ approved: true, until: null, why: '同意延期' }),
};

const window = { value: 'until', after: '2026-06-16', latest: '2026-09-16' };

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

const sharing: Scene<In<typeof shareDraft>> = {
  by: (p) => p.contact,
  not: (p) => p.lead,
  before: ready,
  input: () => ({ text: '征求意见稿' }),
};
const shared = (unitId: UnitId): Happened => ({ kind: 'draft-shared', body: { unitId, text: '征求意见稿' } });

const commenting: Scene<In<typeof commentDraft>> = {
  by: (p) => p.second,
  not: (p) => p.contact,
  before: (p) => [...ready(p), shared(p.leadUnit)],
  input: (p) => ({ unitId: p.leadUnit, text: '还不够具体' }),
};

const issuing: Scene<In<typeof issueReply>> = {
  by: (p) => p.leader,
  not: (p) => p.contact,
  before: ready,
  input: () => ({
    ...{ docNumber: '农函〔2026〕7号', replyClass: 'A', points: ['已经办好。'], text: '现答复如下。' },
    ...{ copies: [], publicity: 'full', publicityReason: '', leadRelays: false },
    ...{ faceToFace: null, commitments: [] },
  }),
};
const faceToFace = (personId: string, on: string) => ({
  faceToFace: { on, place: '代表之家', present: [personId] },
});

const explaining: Scene<In<typeof explainCase>> = {
  by: (p) => p.contact,
  not: (p) => p.lead,
  before: (p) => [corrected('wantsWrittenReply', false), ...ready(p)],
  input: (_, { today }) => ({ on: today, summary: '已当面说明', contactId: null }),
};

/** What every answer waits for. */
const answering = <I extends In<typeof shareDraft> | In<typeof explainCase> | In<typeof issueReply>>(
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
  'opinion:file': {
    ...everyAct(filing),
    NOT_YOUR_TRACK: wrong(filing, { by: (p) => p.contact, facts: () => ({ role: 'lead' }) }),
    NOT_YET: wrong(filing, { before: () => [], facts: unreceived, first: signed }),
    ALREADY_DONE: wrong(filing, {
      before: (p) => [...signed(p), filed(p.coUnit)],
      facts: (p) => ({ unitId: p.coUnit }),
      first: (p) => [sentBack(p.coUnit)],
    }),
  },
  'opinion:accept': deciding(accepting),
  'opinion:send-back': deciding(sendingBack),
  'opinion:waive': {
    ...everyAct(waiving),
    UNKNOWN_UNIT: wrong(waiving, { input: (p) => ({ unitId: p.leadUnit }), facts: noUnit }),
    ALREADY_DONE: wrong(waiving, {
      before: (p) => [...signed(p), waived(p.coUnit)],
      facts: (p) => ({ unitId: p.coUnit }),
      first: (p) => [sentBack(p.coUnit)],
    }),
  },
  'extension:request': {
    ...everyAct(asking),
    NOT_YOUR_TRACK: wrong(asking, { by: (p) => p.coContact, facts: isCo }),
    NOT_YET: wrong(asking, { before: () => [], facts: unreceived, first: signed }),
    TOO_LATE: wrong(asking, {
      before: (p) => [...signed(p), handedOver('2025-09-01')],
      facts: () => ({ due: '2025-12-01' }),
      first: (_, { today }) => [handedOver(today)],
    }),
    AGAINST_POLICY: wrong(asking, { input: () => ({ until: '2026-06-16' }), facts: () => window }),
    ALREADY_DONE: wrong(asking, {
      before: (p) => [...signed(p), requested(p)],
      facts: (p) => ({ unitId: p.leadUnit }),
      first: ({ leadUnit: unitId }) => [
        { kind: 'extension-decided', body: { unitId, approved: false, until: null } },
      ],
    }),
  },
  'extension:decide': {
    ...everyAct(consenting),
    NOT_YET: wrong(consenting, {
      before: signed,
      facts: () => ({ missing: ['request'] }),
      first: (p) => [requested(p)],
    }),
    AGAINST_POLICY: wrong(consenting, { input: () => ({ until: '2026-09-17' }), facts: () => window }),
  },
  'reply:share-draft': {
    ...everyAct(sharing),
    ...answering(sharing),
    NOT_YOUR_TRACK: wrong(sharing, { by: (p) => p.coContact, facts: isCo }),
    ALREADY_DONE: wrong(sharing, {
      before: halfReplied,
      facts: (p) => ({ unitId: p.leadUnit }),
      first: again,
    }),
  },
  'draft:comment': {
    ...everyAct(commenting),
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
    ...everyAct(issuing),
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
    ...everyAct(explaining),
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
