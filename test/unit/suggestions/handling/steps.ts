import type * as z from 'zod/mini';
import type { explainCase, fileOpinion, issueReply } from '../../../../shared/handling.ts';
import { opinionActs } from '../../../../server/suggestions/handling/opinions.rules.ts';
import { replyActs } from '../../../../server/suggestions/handling/replies.rules.ts';
import { suggestion } from '../acting.ts';
import { CO_UNIT, contacted, LEAD_UNIT, type Played, PLAYERS } from '../played.ts';

export const ON = {
  suggestionId: suggestion(1),
  revision: 1,
  actKey: '9f0c3f5e-93dc-4f0c-8d3f-1f8c1b1f3a11',
};

type Letter = z.infer<typeof issueReply.input>;

/** A reply that nothing is wrong with; class A promises nothing. */
export const letter = (changes: Partial<Letter> = {}): Letter => ({
  ...ON,
  ...{ docNumber: '教函〔2022〕7号', replyClass: 'A', points: ['已经办好。'], text: '现答复如下。' },
  ...{ copies: ['全国人大常委会办公厅'], publicity: 'full', publicityReason: '', leadRelays: false },
  ...{ faceToFace: null, commitments: [] },
  ...changes,
});

/** A reply of class B: it is on its way, by the end of the year. */
export const promising = (due = '2022-12-30'): Letter =>
  letter({ replyClass: 'B', commitments: [{ text: '年底前出台办法', due }] });

export const explanation = (
  changes: Partial<z.infer<typeof explainCase.input>> = {},
): z.infer<typeof explainCase.input> => ({
  ...{ ...ON, on: '2022-06-01', summary: '已当面说明。', contactId: null },
  ...changes,
});

export const opinion: z.infer<typeof fileOpinion.input> = { ...ON, text: '同意。', signedBy: '李四' };

/** Up to the moment at which the lead unit may reply. */
export const ready = (the: Played): Played =>
  the
    .on('2022-04-20')
    .happens(contacted(LEAD_UNIT, 'pre'), contacted(LEAD_UNIT, 'mid', 2))
    .act(opinionActs.file, PLAYERS.coContact, opinion)
    .act(opinionActs.accept, PLAYERS.contact, { ...ON, unitId: CO_UNIT });

/** Up to the question what the deputy thinks of it. */
export const answered = (the: Played, given: Letter = letter()): Played =>
  ready(the).on('2022-06-01').act(replyActs.issue, PLAYERS.leader, given);
