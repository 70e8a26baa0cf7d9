import { randomUUID } from 'node:crypto';
import type { TestCase } from '../support/case.ts';

/** An input of each act from handling to archive that names the case and is well-formed; whether it may be done is another matter. */
export function laterActs({ suggestionId, coUnit, leadUnit, otherUnit, lead }: TestCase) {
  const on = () => ({ suggestionId, revision: 1, actKey: randomUUID() });
  const onTopic = () => ({ topicId: randomUUID(), revision: 1, actKey: randomUUID() });
  const text = '混进来';
  const why = text;
  const promise = () => ({ ...on(), commitmentId: randomUUID() });
  return {
    'opinion:file': { ...on(), text, signedBy: text },
    'opinion:accept': { ...on(), unitId: coUnit },
    'opinion:send-back': { ...on(), unitId: coUnit, why },
    'opinion:waive': { ...on(), unitId: coUnit, why },
    'extension:request': { ...on(), reason: why, until: '2099-01-01' },
    'extension:decide': { ...on(), approved: true, until: null, why },
    'reply:share-draft': { ...on(), text },
    'draft:comment': { ...on(), unitId: leadUnit, text },
    'reply:issue': {
      ...{ ...on(), docNumber: text, replyClass: 'A', points: [text], text, copies: [], publicity: 'full' },
      ...{ publicityReason: '', leadRelays: false, commitments: [] },
      faceToFace: { on: '2026-03-05', place: text, present: [lead.personId] },
    },
    'case:explain': { ...on(), on: '2026-03-05', summary: text, contactId: null },
    'joint-opinion:give': { ...on(), result: 'satisfied', text },
    'feedback:give': {
      ...{ ...on(), attitude: 'satisfied', result: 'satisfied', opinion: text, wantsRehandling: false },
    },
    'rehandling:order': { ...on(), unitIds: [leadUnit], why },
    'rehandling:decline': { ...on(), why },
    'coordination:conclude': { ...on(), outcome: 'close', result: text, unitIds: [] },
    'commitment:report': { ...promise(), progress: text },
    'commitment:fulfil': { ...promise(), text },
    'commitment:explain': { ...promise(), text, due: null },
    'commitment:rate': { ...promise(), result: 'satisfied', text },
    'case:archive': on(),
    'publication:propose': { ...on(), publicity: 'full', text, reason: '' },
    'publication:review': { ...on(), approved: true, text, why },
    'publication:publish': on(),
    'publication:object': { ...on(), why },
    'publication:list': { cursor: null },
    'supervision:designate': { ...on(), topicId: randomUUID(), why },
    'supervision:record': { ...on(), form: 'on-site', on: '2026-03-05', summary: text },
    'supervision:end': { ...on(), why },
    'topic:create': {
      ...{ actKey: randomUUID(), year: 2026, title: text, leadUnitIds: [leadUnit] },
      ...{ committeeUnitId: otherUnit, leaderId: null },
    },
    'topic:plan': { ...onTopic(), plan: text },
    'topic:note': { ...onTopic(), form: 'on-site', on: '2026-03-05', summary: text },
    'topic:close': { ...onTopic(), why },
    'topic:list': { year: null },
    'contact:confirm': { ...on(), contactId: randomUUID() },
  };
}
