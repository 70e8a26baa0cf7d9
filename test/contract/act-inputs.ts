import { randomUUID } from 'node:crypto';
import type { TestCase } from '../support/case.ts';

/** A good form of each act from the draft to the receipt, upon the case. */
export function earlyActs({ suggestionId, leadUnit, otherUnit, contact, strangerDeputy }: TestCase) {
  const on = () => ({ suggestionId, revision: 1, actKey: randomUUID() });
  const why = '混进来';
  const said = {
    ...{ title: why, text: why, category: '', wantsWrittenReply: true, wishedUnitIds: [leadUnit] },
    ...{ publicity: 'full', keepSecret: false },
  };
  const track = { unitId: otherUnit, role: 'lead', part: '' };
  const judgement = { reason: 'several-matters', note: '' };
  return {
    'suggestion:draft': { ...said, by: 'deputy', actKey: randomUUID() },
    'suggestion:redraft': { ...on(), ...said },
    'seconding:ask': { ...on(), personIds: [strangerDeputy.personId] },
    'seconding:confirm': on(),
    'seconding:decline': { ...on(), why: null },
    'suggestion:submit': { ...on(), dropUnconfirmed: true },
    'suggestion:resubmit': { ...on(), dropUnconfirmed: true },
    'suggestion:return-for-revision': { ...on(), ...judgement },
    'suggestion:reject': { ...on(), ...judgement },
    'suggestion:register': {
      ...{ ...on(), number: why, category: '', mode: 'sole', secrecy: 'public', publicity: 'full' },
      tracks: [track],
    },
    'suggestion:convert-motion': { ...on(), motionNumber: '1' },
    'suggestion:merge': { ...on(), withIds: [suggestionId] },
    'suggestion:withdraw': { ...on(), why },
    'withdrawal:agree': on(),
    'withdrawal:refuse': { ...on(), why },
    'withdrawal:retract': on(),
    'deputy:leave': { ...on(), personId: strangerDeputy.personId, why },
    'track:sign-for': { ...on(), unitId: leadUnit, department: '', contactIds: [contact.personId] },
    'track:request-return': {
      ...{ ...on(), unitId: leadUnit, reason: why, suggestedUnitId: null, signedBy: why },
    },
    'return:decide': { ...on(), unitId: leadUnit, why, decision: { kind: 'agree', to: [track] } },
    'track:assign-on': { ...on(), to: [track] },
    'assignment:object': { ...on(), why },
    'assignment:coordinate': { ...on(), why },
    'assignment:decide': { ...on(), result: why, change: null },
  };
}
