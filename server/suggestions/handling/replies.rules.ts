import type * as z from 'zod/mini';
import type { EventBody, Happened } from '../../../shared/case-events.ts';
import { Fault } from '../../../shared/faults.ts';
import type { explainCase, issueReply } from '../../../shared/handling.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { CaseAct, Circumstances } from '../case/act.rules.ts';
import { type Case, replies, type Track } from '../case/case.rules.ts';
import { refuseMoreThanWished } from '../publication/wishes.rules.ts';
import { personOf } from '../proposing/proposer.rules.ts';
import { ownTrackAtWork, refuseWithoutOpinions } from './tracks.rules.ts';

type Letter = z.infer<typeof issueReply.input>;

const AT_WORK = ['handling', 'rehandling'] as const;

/** The deputies of a case: the lead one and those who confirmed that they join in. */
const deputiesOf = ({ leadId, seconders }: Pick<Case, 'leadId' | 'seconders'>): PersonId[] => [
  ...(leadId === null ? [] : [leadId]),
  ...seconders.filter((s) => s.state === 'confirmed').map((s) => s.personId),
];

/** To whom a reply is addressed, by the congress’s rules. */
export function recipientsOf(
  found: Pick<Case, 'leadId' | 'seconders'>,
  { leadRelays }: { leadRelays: boolean },
  { policy }: Pick<Circumstances, 'policy'>,
): PersonId[] {
  const rule = policy.replyRecipients.value;
  if (leadRelays && rule === 'all')
    throw new Fault('AGAINST_POLICY', { value: 'leadRelays', replyRecipients: rule });
  const relayed = rule === 'lead' || leadRelays;
  return relayed && found.leadId !== null ? [found.leadId] : deputiesOf(found);
}

/** What has to be there before anybody answers: all opinions, and a contact while it was being handled. */
function refuseTooEarly(found: Case, own: Track): void {
  refuseWithoutOpinions(found, own);
  if (!own.contacted.includes('mid')) throw new Fault('NOT_YET', { missing: ['mid-contact'] });
}

/** The class is one of the congress’s scheme, and promises come with those that need them. */
function refuseClass({ replyClass, commitments }: Letter, { policy, today }: Circumstances): void {
  const scheme = policy.replyClasses.value;
  const known = scheme.find((c) => c.code === replyClass);
  if (scheme.length === 0 ? replyClass !== '' : !known)
    throw new Fault('AGAINST_POLICY', { value: 'replyClass', known: scheme.map((c) => c.code) });
  if (known?.needsCommitment && commitments.length === 0)
    throw new Fault('AGAINST_POLICY', { value: 'commitments', replyClass });
  const past = commitments.find((c) => c.due <= today);
  if (past) throw new Fault('AGAINST_POLICY', { value: 'due', after: today });
}

function refuseFaceToFace(found: Case, { faceToFace }: Letter, { today }: Circumstances): void {
  if (!faceToFace) return;
  if (faceToFace.on > today) throw new Fault('IN_THE_FUTURE', { today });
  if (found.source === 'delegation' || found.leadId === null) return; // the delegation says who came
  const deputies = deputiesOf(found);
  const stranger = faceToFace.present.find((id) => !deputies.includes(id));
  if (stranger) throw new Fault('UNKNOWN_PERSON', { personId: stranger });
}

/** T16: the last answer of a round asks the deputy what they think of it. */
function withQuestion(found: Case, own: Track, answer: Happened): Happened[] {
  const others = found.tracks.filter((t) => replies(t) && t.unitId !== own.unitId);
  if (others.some((t) => t.state !== 'replied')) return [answer];
  return [answer, { kind: 'feedback-asked', body: { round: found.round } }];
}

function letterOf(found: Case, given: Letter, at: Circumstances): EventBody<'replied'>['letter'] {
  const { docNumber, replyClass, points, text, copies, publicity, publicityReason, faceToFace } = given;
  return {
    ...{ docNumber, replyClass, points, text, copies, publicity, publicityReason, faceToFace },
    signedBy: { personId: personOf(at.actor), name: at.actor.name },
    recipientIds: recipientsOf(found, given, at),
    attachmentIds: [...new Set(given.attachmentIds)],
  };
}

/** T15, and T19 in later rounds. Who issues it signs it. */
const issue: CaseAct<Letter> = {
  ...{ name: 'reply:issue', transition: 'T15', may: ['unit-leader'], when: AT_WORK },
  makes: ['replied', 'feedback-asked'],
  names: ({ faceToFace }) => ({ deputies: faceToFace?.present ?? [] }),
  decide: (found, given, at) => {
    const own = ownTrackAtWork(found, at.actor);
    refuseTooEarly(found, own);
    refuseClass(given, at);
    refuseMoreThanWished(found, given.publicity);
    if (given.publicity === 'none' && given.publicityReason === '') throw new Fault('REASON_NEEDED');
    refuseFaceToFace(found, given, at);
    const letter = letterOf(found, given, at);
    const { unitId } = own;
    const commitments = given.commitments.map((c) => ({ commitmentId: at.newId(), unitId, ...c }));
    return withQuestion(found, own, {
      kind: 'replied',
      body: { unitId, round: found.round, letter, commitments },
    });
  },
};

/** T15b: where no letter is wanted it is explained, in the room or in person. */
const explain: CaseAct<z.infer<typeof explainCase.input>> = {
  ...{ name: 'case:explain', transition: 'T15b', when: AT_WORK, makes: ['explained', 'feedback-asked'] },
  may: ['registry', 'contact', 'unit-leader'],
  decide: (found, { on, summary, contactId }, { actor, today }) => {
    const own = ownTrackAtWork(found, actor);
    if (found.wantsWrittenReply) throw new Fault('AGAINST_POLICY', { value: 'letter' });
    refuseTooEarly(found, own);
    if (on > today) throw new Fault('IN_THE_FUTURE', { today });
    const { unitId } = own;
    if (contactId !== null && !found.contacts.some((c) => c.contactId === contactId && c.unitId === unitId))
      throw new Fault('NOT_YET', { missing: ['contact'] });
    const body = { unitId, round: found.round, on, summary, contactId };
    return withQuestion(found, own, { kind: 'explained', body });
  },
};

/** Answers: letters, and explanations where none is wanted. */
export const replyActs = { issue, explain };
