import { expect } from 'chai';
import { EVENT_KINDS, type EventKind, type Happened } from '../../../../shared/case-events.ts';
import { CASE_LINES } from '../../../../shared/case-lines.ts';
import type { ContactId } from '../../../../shared/ids.ts';
import type { Case } from '../../../../server/suggestions/case/case.rules.ts';
import { type Line, isSaid, linesOfEntry } from '../../../../server/suggestions/case/lines.rules.ts';
import { happen, OFFICE, person, suggestion } from '../acting.ts';
import { CO_UNIT, COMMITTEE, contacted, LEAD, LEAD_UNIT, OTHER_UNIT, played, SECONDER } from '../played.ts';

const PROMISE = person(801) as string;
const DOC_NUMBER = '教函〔2022〕7号';
const letter = {
  ...{ docNumber: DOC_NUMBER, replyClass: 'B', points: ['正在办。'], text: '现答复如下。', copies: [] },
  ...{ signedBy: { personId: null, name: '李四' }, recipientIds: [], publicity: 'full' as const },
  ...{ publicityReason: '', attachmentIds: [], faceToFace: null },
};
const contact = contacted(LEAD_UNIT, 'pre');
const contactId = person(601) as string as ContactId;
const given = (unitId: typeof LEAD_UNIT) => ({ unitId, role: 'lead' as const, part: '', contactIds: [] });
const rated = (wantsRehandling: boolean): Happened => ({
  kind: 'feedback-given',
  body: {
    ...{ round: 1, personId: LEAD, attitude: 'satisfied', opinion: '', wantsRehandling },
    result: wantsRehandling ? 'dissatisfied' : 'satisfied',
  },
});
const promised: Happened = {
  kind: 'replied',
  body: {
    ...{ unitId: LEAD_UNIT, round: 1, letter },
    commitments: [{ commitmentId: PROMISE, unitId: LEAD_UNIT, text: '年底前出台办法', due: '2022-12-30' }],
  },
};
const designated: Happened = {
  kind: 'designated',
  body: { topicId: 't', committeeUnitId: COMMITTEE, leaderId: LEAD },
};
const byLead = { by: { ...OFFICE, personId: LEAD, name: '王领衔' } };

/** What a room hears when this happens to a case that was handed over, after what came before. */
function heard(before: readonly Happened[], now: readonly Happened[], why: string | null = '因为'): Line[] {
  const was = before.reduce((found, one) => happen(found, [one]), played().case);
  const is = happen(was, now);
  return linesOfEntry({ before: was, after: is, entry: { ...byLead, why, happened: now } });
}

const only = (before: readonly Happened[], now: Happened): Line | undefined => heard(before, [now])[0];

/** One example of everything that a room hears of, with all that it hears. */
const EXAMPLES: readonly (readonly [before: readonly Happened[], now: Happened, said: Line])[] = [
  [
    [],
    { kind: 'signed-for', body: { unitId: LEAD_UNIT, department: '基教司', contactIds: [] } },
    { key: 'case-signed-for', params: { department: '基教司' }, units: { unit: [LEAD_UNIT] } },
  ],
  [
    [],
    {
      kind: 'contacts-named',
      body: { unitId: LEAD_UNIT, contactIds: [person(41)], department: '基教司' },
    },
    {
      ...{ key: 'case-contacts-named', params: { department: '基教司' }, units: { unit: [LEAD_UNIT] } },
      people: { names: [person(41)] },
    },
  ],
  [
    [],
    { kind: 'contacts-named', body: { unitId: LEAD_UNIT, contactIds: [person(41)] } },
    {
      ...{ key: 'case-contacts-named', params: {}, units: { unit: [LEAD_UNIT] } },
      people: { names: [person(41)] },
    },
  ],
  [
    [],
    {
      kind: 'return-requested',
      body: { unitId: LEAD_UNIT, reason: '职责不符', suggestedUnitId: null, signedBy: '李四' },
    },
    { key: 'case-return-requested', params: { why: '职责不符' }, units: { unit: [LEAD_UNIT] } },
  ],
  [
    [],
    { kind: 'return-refused', body: { unitId: LEAD_UNIT } },
    { key: 'case-return-refused', params: { why: '因为' }, units: { unit: [LEAD_UNIT] } },
  ],
  [
    [],
    { kind: 'reassigned', body: { fromUnitId: LEAD_UNIT, to: [given(OTHER_UNIT)] } },
    {
      ...{ key: 'case-units-changed', params: { why: '因为' } },
      units: { left: [LEAD_UNIT], came: [OTHER_UNIT] },
    },
  ],
  [
    [],
    {
      kind: 'revised',
      body: {
        ...{ leadId: LEAD, secondingIds: [SECONDER], source: 'joint' },
        tracks: [{ ...given(LEAD_UNIT), contacted: [], state: 'received' }],
      },
    },
    { key: 'case-units-changed', params: { why: '因为' }, units: { left: [CO_UNIT], came: [] } },
  ],
  [
    [],
    { kind: 'assignment-objected', body: { unitId: null } },
    { key: 'case-objected', params: { why: '因为' }, units: { unit: [] } },
  ],
  [[], { kind: 'coordination-opened', body: { cause: 'assignment' } }, { key: 'case-coordination-opened' }],
  [
    [],
    { kind: 'coordination-decided', body: { outcome: 'go-on', result: '仍由教育部承办' } },
    { key: 'case-coordination-decided', params: { outcome: 'go-on', result: '仍由教育部承办' } },
  ],
  [
    [contact],
    { kind: 'contact-confirmed', body: { contactId, personId: LEAD } },
    { key: 'case-contact-confirmed', params: { name: '王领衔' }, units: { unit: [LEAD_UNIT] } },
  ],
  [
    [],
    { kind: 'opinion-filed', body: { unitId: CO_UNIT, text: '意见', signedBy: '李四' } },
    { key: 'case-opinion-filed', params: {}, units: { unit: [CO_UNIT] } },
  ],
  [
    [],
    { kind: 'opinion-accepted', body: { unitId: CO_UNIT } },
    { key: 'case-opinion-accepted', params: {}, units: { unit: [CO_UNIT] } },
  ],
  [
    [],
    { kind: 'opinion-sent-back', body: { unitId: CO_UNIT } },
    { key: 'case-opinion-sent-back', params: { why: '因为' }, units: { unit: [CO_UNIT] } },
  ],
  [
    [],
    { kind: 'opinion-waived', body: { unitId: CO_UNIT } },
    { key: 'case-opinion-waived', params: { why: '因为' }, units: { unit: [CO_UNIT] } },
  ],
  [
    [],
    { kind: 'extension-requested', body: { unitId: LEAD_UNIT, reason: '需调研', until: '2022-09-01' } },
    {
      ...{ key: 'case-extension-requested', params: { until: '2022-09-01', why: '需调研' } },
      units: { unit: [LEAD_UNIT] },
    },
  ],
  [
    [],
    { kind: 'extension-decided', body: { unitId: LEAD_UNIT, approved: true, until: '2022-09-01' } },
    {
      ...{ key: 'case-extension-granted', params: { until: '2022-09-01', why: '因为' } },
      units: { unit: [LEAD_UNIT] },
    },
  ],
  [
    [],
    { kind: 'extension-decided', body: { unitId: LEAD_UNIT, approved: false, until: null } },
    { key: 'case-extension-refused', params: { why: '因为' }, units: { unit: [LEAD_UNIT] } },
  ],
  [
    [],
    { kind: 'draft-shared', body: { unitId: LEAD_UNIT, text: '征求意见稿' } },
    { key: 'case-draft-shared', params: {}, units: { unit: [LEAD_UNIT] } },
  ],
  [
    [],
    { kind: 'draft-commented', body: { unitId: LEAD_UNIT, personId: LEAD, text: '请写明时间' } },
    { key: 'case-draft-commented', params: { name: '王领衔' }, units: { unit: [LEAD_UNIT] } },
  ],
  [
    [],
    promised,
    {
      ...{ key: 'case-replied', params: { docNumber: DOC_NUMBER, round: '1' } },
      units: { unit: [LEAD_UNIT] },
    },
  ],
  [
    [],
    {
      kind: 'explained',
      body: { unitId: LEAD_UNIT, round: 1, on: '2022-05-01', summary: '当面说明', contactId: null },
    },
    { key: 'case-explained', params: { on: '2022-05-01' }, units: { unit: [LEAD_UNIT] } },
  ],
  [[promised], { kind: 'feedback-asked', body: { round: 1 } }, { key: 'case-feedback-asked' }],
  [
    [promised, { kind: 'feedback-asked', body: { round: 1 } }],
    { kind: 'rehandling-ordered', body: { round: 2, unitIds: [LEAD_UNIT], due: '2022-10-01' } },
    {
      ...{ key: 'case-rehandling-ordered', params: { due: '2022-10-01', why: '因为' } },
      units: { units: [LEAD_UNIT] },
    },
  ],
  [
    [],
    { kind: 'rehandling-declined', body: { round: 1 } },
    { key: 'case-rehandling-declined', params: { why: '因为' } },
  ],
  [[], { kind: 'closed', body: {} }, { key: 'case-closed' }],
  [
    [promised],
    { kind: 'commitment-reported', body: { commitmentId: PROMISE, progress: '已起草' } },
    { key: 'case-commitment-reported', params: { promise: '年底前出台办法' }, units: { unit: [LEAD_UNIT] } },
  ],
  [
    [promised],
    { kind: 'commitment-fulfilled', body: { commitmentId: PROMISE, text: '已印发', signedBy: '李四' } },
    { key: 'case-commitment-fulfilled', params: { promise: '年底前出台办法' }, units: { unit: [LEAD_UNIT] } },
  ],
  [
    [promised],
    {
      kind: 'commitment-explained',
      body: { commitmentId: PROMISE, text: '尚需论证', signedBy: '李四', due: '2023-06-30' },
    },
    {
      key: 'case-commitment-explained',
      params: { promise: '年底前出台办法', due: '2023-06-30' },
      units: { unit: [LEAD_UNIT] },
    },
  ],
  [
    [promised],
    { kind: 'commitment-rated', body: { commitmentId: PROMISE, personId: LEAD, result: 'mostly', text: '' } },
    {
      key: 'case-commitment-rated',
      params: { promise: '年底前出台办法', result: '' },
      units: { unit: [LEAD_UNIT] },
    },
  ],
  [
    [promised],
    { kind: 'commitment-rolled-over', body: { commitmentId: PROMISE, year: 2023 } },
    {
      key: 'case-commitment-rolled-over',
      params: { promise: '年底前出台办法', year: '2023' },
      units: { unit: [LEAD_UNIT] },
    },
  ],
  [[], { kind: 'archived', body: {} }, { key: 'case-archived' }],
  [
    [],
    { kind: 'published', body: { on: '2022-08-01' } },
    { key: 'case-published', params: { on: '2022-08-01' } },
  ],
  [
    [],
    { kind: 'publication-objected', body: { personId: LEAD } },
    { key: 'case-publication-objected', params: { name: '王领衔', why: '因为' } },
  ],
  [[], designated, { key: 'case-designated', units: { committee: [COMMITTEE] }, people: { leader: [LEAD] } }],
  [
    [designated],
    { kind: 'supervision-planned', body: { topicId: 't', plan: '方案' } },
    { key: 'case-supervision-planned', units: { committee: [COMMITTEE] } },
  ],
  [
    [designated],
    { kind: 'supervised', body: { form: 'meeting', on: '2022-05-02', summary: '座谈' } },
    {
      ...{ key: 'case-supervised', params: { form: 'meeting', on: '2022-05-02' } },
      units: { committee: [COMMITTEE] },
    },
  ],
  [
    [designated],
    { kind: 'designation-ended', body: { topicId: 't' } },
    { key: 'case-designation-ended', params: { why: '因为' } },
  ],
  [
    [],
    { kind: 'withdrawal-asked', body: {} },
    { key: 'case-withdrawal-asked', params: { name: '王领衔', why: '因为' } },
  ],
  [
    [{ kind: 'withdrawal-asked', body: {} }],
    { kind: 'withdrawal-refused', body: { personId: SECONDER } },
    { key: 'case-withdrawal-refused', params: { name: '王领衔', why: '因为' } },
  ],
  [
    [{ kind: 'withdrawal-asked', body: {} }],
    { kind: 'withdrawal-retracted', body: {} },
    { key: 'case-withdrawal-retracted', params: { name: '王领衔', why: '因为' } },
  ],
  [[], { kind: 'withdrawn', body: {} }, { key: 'case-withdrawn' }],
  [
    [],
    { kind: 'merged', body: { withIds: [suggestion(2)] } },
    { key: 'case-merged', suggestions: { numbers: [suggestion(2)] } },
  ],
  [
    [],
    { kind: 'deputy-left', body: { personId: LEAD, leadId: SECONDER } },
    { key: 'case-deputy-left', people: { name: [LEAD], lead: [SECONDER] } },
  ],
];

/** Said by a card, by who came and left, or not at all; what a deputy thinks of it is said once it is closed. */
const UNSAID: readonly EventKind[] = [
  ...(['imported', 'drafted', 'redrafted', 'seconding-asked', 'seconding-confirmed'] as const),
  ...(['seconding-declined', 'submitted', 'review-begun', 'returned-for-revision', 'rejected'] as const),
  ...(['registered', 'motion-converted', 'assigned', 'policy-moved', 'corrected'] as const),
  ...(['contact-recorded', 'withdrawal-agreed', 'publication-proposed', 'publication-reviewed'] as const),
  ...(['joint-opinion-given', 'feedback-lapsed'] as const),
];

describe('what a room hears of its case', () => {
  for (const [before, now, said] of EXAMPLES)
    it(`is ${said.key} when ${now.kind}`, () => {
      expect(heard(before, [now])).to.deep.equal([said]);
    });

  it('has an example above for every line, and for every kind of thing that happens but those that are not said', () => {
    const keys = new Set(EXAMPLES.map(([, , { key }]) => key));
    expect(CASE_LINES.filter((key) => !keys.has(key))).to.deep.equal(['case-feedback-given']);
    const kinds = new Set<string>([...EXAMPLES.map(([, { kind }]) => kind), ...UNSAID, 'feedback-given']);
    expect(EVENT_KINDS.filter((kind) => !kinds.has(kind))).to.deep.equal([]);
    for (const kind of UNSAID)
      expect(isSaid({ happened: [{ kind, body: {} } as Happened] }), kind).to.equal(false);
  });

  it('is nothing before there is a room', () => {
    const nothing: Case = { ...played().case, assignedOn: null };
    const happened: Happened[] = [{ kind: 'withdrawn', body: {} }];
    const at = { before: nothing, after: nothing, entry: { ...byLead, why: null, happened } };
    expect(linesOfEntry(at)).to.deep.equal([]);
  });

  it('tells units nothing of a rating before the case is closed', () => {
    const asked: Happened[] = [promised, { kind: 'feedback-asked', body: { round: 1 } }];
    expect(heard(asked, [rated(true)])).to.deep.equal([]);
    const again: Happened = { kind: 'coordination-opened', body: { cause: 'dissatisfied' } };
    expect(heard(asked, [rated(true), again])).to.deep.equal([{ key: 'case-coordination-opened' }]);
    expect(heard(asked, [rated(false), { kind: 'closed', body: {} }])).to.deep.equal([
      {
        key: 'case-feedback-given',
        params: { name: '王领衔', attitude: 'satisfied', result: 'satisfied' },
      },
      { key: 'case-closed' },
    ]);
    const rating: Happened = {
      kind: 'commitment-rated',
      body: { commitmentId: PROMISE, personId: LEAD, result: 'dissatisfied', text: '没有做' },
    };
    expect(only(asked, rating)?.params).to.include({ result: '' });
    expect(only([...asked, { kind: 'closed', body: {} }], rating)?.params).to.include({
      result: 'dissatisfied',
    });
  });

  it('is every thing that one act came to, in order', () => {
    const now: Happened[] = [promised, { kind: 'feedback-asked', body: { round: 1 } }];
    expect(heard([], now).map(({ key }) => key)).to.deep.equal(['case-replied', 'case-feedback-asked']);
  });

  it('is nothing when a revision leaves the units as they are', () => {
    const { tracks } = played().case;
    const same = tracks.map(({ unitId, role, part, state }) => ({
      ...{ unitId, role, part, state },
      ...{ contactIds: [], contacted: [] },
    }));
    const body = { leadId: LEAD, secondingIds: [], source: 'individual' as const, tracks: same };
    expect(heard([], [{ kind: 'revised', body }])).to.deep.equal([]);
  });

  it('shortens a long promise', () => {
    const long: Happened = {
      kind: 'replied',
      body: {
        ...{ unitId: LEAD_UNIT, round: 1, letter },
        commitments: [
          { commitmentId: PROMISE, unitId: LEAD_UNIT, text: '建'.repeat(200), due: '2022-12-30' },
        ],
      },
    };
    const line = only([long], {
      kind: 'commitment-reported',
      body: { commitmentId: PROMISE, progress: '已起草' },
    });
    expect(line?.params).to.deep.equal({ promise: `${'建'.repeat(59)}…` });
  });
});
