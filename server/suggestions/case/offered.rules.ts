import type { Caller } from '../../wire/ports.ts';
import { type Case, replies, type Track } from './case.rules.ts';

interface Who extends Pick<Caller, 'unitId'> {
  readonly personId: Caller['personId'] | 'system';
}
/** Whether there is something in a case that an act is about. */
type IsAbout = (found: Case, who: Who) => boolean;

const ownTrack = ({ tracks }: Case, { unitId }: Who): Track | undefined =>
  unitId === null ? undefined : tracks.find((t) => t.unitId === unitId);

const ownReplyingTrack = (found: Case, who: Who): Track | undefined => {
  const own = ownTrack(found, who);
  return own && replies(own) ? own : undefined;
};

const isUnanswered = ({ replies: made }: Case): boolean => made.length === 0;
const wantsBack: IsAbout = (found) => isUnanswered(found) && found.withdrawal !== null;
const mayAnswer: IsAbout = (found, who) => ownReplyingTrack(found, who)?.state === 'handling';
const isUnrated: IsAbout = ({ feedback, round }) => !feedback.some((f) => f.round === round);
const hasOwnPromise: IsAbout = ({ commitments }, { unitId }) =>
  commitments.some((c) => c.unitId === unitId && c.state === 'open');
const hasFiledOpinion: IsAbout = (found, who) =>
  ownReplyingTrack(found, who) !== undefined &&
  found.tracks.some((t) => t.role === 'co' && t.state === 'opinion-filed');
const wantsRehandling: IsAbout = ({ rehandlingAskedOn }) => rehandlingAskedOn !== null;
const isSupervised: IsAbout = ({ topicId }) => topicId !== null;

/**
 * What each act is about, beyond role and state: where a case has nothing of it, `decide` refuses it whatever is put in,
 * so nobody is offered it. Acts that are not here are always about something.
 */
export const ABOUT: Readonly<Record<string, IsAbout>> = {
  'seconding:confirm': ({ seconders }, { personId }) =>
    seconders.some((s) => s.personId === personId && s.state !== 'confirmed'),
  'seconding:decline': ({ seconders }, { personId }) =>
    seconders.some((s) => s.personId === personId && s.state !== 'declined'),
  'suggestion:convert-motion': ({ source }) => source !== 'motion-converted',
  'suggestion:withdraw': (found) => isUnanswered(found) && found.withdrawal === null,
  'withdrawal:agree': (found, { personId }) =>
    isUnanswered(found) && found.withdrawal?.agreed.every((id) => id !== personId) === true,
  'withdrawal:refuse': wantsBack,
  'withdrawal:retract': wantsBack,

  'track:sign-for': (found, who) => ownTrack(found, who)?.receivedOn === null,
  'track:request-return': (found, who) =>
    ['waiting', 'received', 'handling'].includes(ownTrack(found, who)?.state ?? ''),
  'return:decide': ({ tracks }) => tracks.some((t) => t.state === 'return-requested'),
  'track:assign-on': (found, who) => ['waiting', 'received'].includes(ownTrack(found, who)?.state ?? ''),
  'assignment:decide': ({ coordination }) => coordination?.cause === 'assignment',

  'contact:confirm': ({ contacts }) => contacts.some((c) => !c.confirmed),
  'opinion:file': (found, who) => {
    const own = ownTrack(found, who);
    return own?.role === 'co' && own.state !== 'opinion-filed' && own.state !== 'opinion-accepted';
  },
  'opinion:accept': hasFiledOpinion,
  'opinion:send-back': hasFiledOpinion,
  'opinion:waive': ({ tracks }) => tracks.some((t) => t.role === 'co' && t.state !== 'opinion-accepted'),
  'extension:request': (found, who) => {
    const own = ownReplyingTrack(found, who);
    const isFree = found.extension === null || found.extension.approved === false;
    return isFree && own !== undefined && own.state !== 'replied';
  },
  'extension:decide': ({ extension }) => extension?.approved === null,
  'reply:share-draft': mayAnswer,
  'draft:comment': ({ draftSharedBy, tracks }) =>
    tracks.some((t) => draftSharedBy.includes(t.unitId) && t.state !== 'replied'),
  'reply:issue': mayAnswer,
  'case:explain': (found, who) => !found.wantsWrittenReply && mayAnswer(found, who),

  'joint-opinion:give': isUnrated,
  'feedback:give': isUnrated,
  'rehandling:order': wantsRehandling,
  'rehandling:decline': wantsRehandling,
  'coordination:conclude': ({ coordination }) => coordination?.cause === 'dissatisfied',
  'commitment:report': hasOwnPromise,
  'commitment:fulfil': hasOwnPromise,
  'commitment:explain': hasOwnPromise,
  'commitment:rate': ({ commitments }) => commitments.some((c) => c.state === 'fulfilled'),

  'publication:propose': ({ publication }) => publication?.state !== 'published',
  'publication:review': ({ publication }, { personId }) =>
    publication?.state === 'proposed' && publication.proposedBy !== personId,
  'publication:publish': ({ publication }) =>
    publication?.state === 'approved' && publication.publicity !== 'none',
  'publication:object': ({ publication, publicity }) =>
    publication?.state !== 'published' && publicity !== 'none',
  'supervision:designate': (found, who) => !isSupervised(found, who),
  'supervision:record': isSupervised,
  'supervision:end': isSupervised,
};
