import { expect } from 'chai';
import type { Happened } from '../../../shared/case-events.ts';
import type { CaseRole } from '../../../shared/cases.ts';
import {
  type CongressId,
  type FileId,
  fileId,
  type PersonId,
  type SuggestionId,
  type UnitId,
} from '../../../shared/ids.ts';
import type { CaseEntry } from '../../../server/suggestions/case/case.rules.ts';
import { papersOf } from '../../../server/suggestions/case/papers.rules.ts';

const unitId = 'u1' as UnitId;
const personId = 'p1' as PersonId;
const [letterFile, goneFile] = ['1', '2'].map((n) =>
  fileId.parse(`0195bd1c-0000-7000-8000-00000000000${n}`),
) as [FileId, FileId];

const entry = (...happened: Happened[]): CaseEntry => ({
  ...{ _id: 's1:3', suggestionId: 's1' as SuggestionId, congressId: 'c1' as CongressId, n: 3 },
  ...{ at: new Date('2026-04-01T02:00:00Z'), on: '2026-04-01', why: null, actKey: null, asked: null },
  by: { personId, name: '王处', label: '民政部' },
  ...{ happened, prev: '', hash: '' },
});

const read = (happened: Happened, roles: CaseRole[], ratings = true) =>
  papersOf(entry(happened), {
    ...{ roles: new Set(roles), ratings },
    unitName: (id) => (id === unitId ? '民政部' : null),
    attached: (id) => (id === letterFile ? { name: '复函.pdf', kind: 'document', bytes: 9 } : null),
  });

const opinion: Happened = {
  kind: 'opinion-filed',
  body: { unitId, text: '建议分两期办理', signedBy: '沈工' },
};
const feedback: Happened = {
  kind: 'feedback-given',
  body: {
    ...{ round: 1, personId, attitude: 'satisfied', result: 'dissatisfied' },
    ...{ opinion: '没有回应第二条', wantsRehandling: true },
  },
};

describe('the papers of a case', () => {
  it('say by whom, when and of which unit their words are', () => {
    expect(read(opinion, ['contact', 'registry'])).to.deep.equal([
      {
        ...{ n: 3, at: '2026-04-01T02:00:00.000Z', kind: 'opinion-filed', unitName: '民政部' },
        by: { personId, name: '王处', label: '民政部' },
        ...{ text: '建议分两期办理', letter: null, ratings: null },
      },
    ]);
  });

  it('keep what a co-handling unit thinks from the deputies', () => {
    expect(read(opinion, ['lead-deputy'])).to.deep.equal([]);
    expect(read(opinion, ['office'])).to.have.length(1);
    expect(read(opinion, [])).to.deep.equal([]);
  });

  it('keep what a deputy says of a reply from those who may not know how it was rated', () => {
    expect(read(feedback, ['registry', 'contact'], false)).to.deep.equal([]);
    expect(read(feedback, ['registry', 'contact'], true)[0]?.ratings).to.deep.equal({
      attitude: 'satisfied',
      result: 'dissatisfied',
    });
  });

  it('show a letter of reply point by point with what it promises, without the ids of who came', () => {
    const [paper] = read(
      {
        kind: 'replied',
        body: {
          ...{ unitId, round: 1 },
          letter: {
            ...{
              docNumber: '民函〔2026〕1号',
              replyClass: 'A',
              points: ['已列入计划'],
              text: '感谢您的建议',
            },
            ...{ signedBy: { personId, name: '赵司长' }, copies: [], recipientIds: [personId] },
            ...{ publicity: 'full', publicityReason: '', attachmentIds: [letterFile, goneFile] },
            faceToFace: { on: '2026-03-30', place: '民政部', present: [personId] },
          },
          commitments: [{ commitmentId: 'k1', unitId, text: '年底前建成', due: '2026-12-31' }],
        },
      },
      ['lead-deputy'],
    );
    expect(paper?.letter).to.deep.include({
      ...{ docNumber: '民函〔2026〕1号', signedBy: '赵司长', points: ['已列入计划'] },
      faceToFace: { on: '2026-03-30', place: '民政部' },
      commitments: [{ commitmentId: 'k1', text: '年底前建成', due: '2026-12-31' }],
      attachments: [
        { fileId: letterFile, file: { name: '复函.pdf', kind: 'document', bytes: 9 } },
        { fileId: goneFile, file: null },
      ],
    });
    expect(JSON.stringify(paper?.letter)).to.not.include(personId);
  });

  it('leave out what has no words of its own', () => {
    expect(read({ kind: 'closed', body: {} }, ['office'])).to.deep.equal([]);
  });
});
