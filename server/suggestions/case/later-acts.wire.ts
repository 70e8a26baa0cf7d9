import {
  archiveCase,
  explainCommitment,
  fulfilCommitment,
  rateCommitment,
  reportCommitment,
} from '../../../shared/commitments.ts';
import {
  concludeCoordination,
  declineRehandling,
  giveFeedback,
  giveJointOpinion,
  orderRehandling,
} from '../../../shared/feedback.ts';
import {
  acceptOpinion,
  commentDraft,
  decideExtension,
  explainCase,
  fileOpinion,
  issueReply,
  requestExtension,
  sendBackOpinion,
  shareDraft,
  waiveOpinion,
} from '../../../shared/handling.ts';
import {
  objectToPublication,
  proposePublication,
  publishCase,
  reviewPublication,
} from '../../../shared/publication.ts';
import type { Attachments } from '../../files/index.ts';
import { roomIdOf } from '../../rooms/index.ts';
import type { Binding } from '../../wire/bind.ts';
import { commitmentActs } from '../commitments/commitments.rules.ts';
import { feedbackActs } from '../feedback/feedback.rules.ts';
import { rehandlingActs } from '../feedback/rehandling.rules.ts';
import { draftActs } from '../handling/drafts.rules.ts';
import { extensionActs } from '../handling/extensions.rules.ts';
import { opinionActs } from '../handling/opinions.rules.ts';
import { replyActs } from '../handling/replies.rules.ts';
import { publicationActs } from '../publication/publication.rules.ts';
import type { Acts } from './act.actions.ts';

/** What is asked of the files that go with a letter. */
type LettersFiles = Pick<Attachments, 'refuseUnseen'>;
type Bind = Pick<Acts, 'bindAct'>;
type BindHandling = Pick<Acts, 'bindAct' | 'bindCompleted'>;

const handlingBindings = ({ bindAct, bindCompleted }: BindHandling, files: LettersFiles): Binding[] => [
  bindAct(fileOpinion, opinionActs.file),
  bindAct(acceptOpinion, opinionActs.accept),
  bindAct(sendBackOpinion, opinionActs.sendBack),
  bindAct(waiveOpinion, opinionActs.waive),
  bindAct(requestExtension, extensionActs.request),
  bindAct(decideExtension, extensionActs.decide),
  bindAct(shareDraft, draftActs.share),
  bindAct(commentDraft, draftActs.comment),
  bindCompleted(issueReply, replyActs.issue, async (letter, signer) => {
    await files.refuseUnseen(signer, roomIdOf(letter.suggestionId), letter.attachmentIds ?? []);
    return letter;
  }),
  bindAct(explainCase, replyActs.explain),
];

const closingBindings = ({ bindAct }: Bind): Binding[] => [
  bindAct(giveJointOpinion, feedbackActs.joint),
  bindAct(giveFeedback, feedbackActs.give),
  bindAct(orderRehandling, rehandlingActs.order),
  bindAct(declineRehandling, rehandlingActs.decline),
  bindAct(concludeCoordination, rehandlingActs.conclude),
  bindAct(reportCommitment, commitmentActs.report),
  bindAct(fulfilCommitment, commitmentActs.fulfil),
  bindAct(explainCommitment, commitmentActs.explain),
  bindAct(rateCommitment, commitmentActs.rate),
  bindAct(archiveCase, commitmentActs.archive),
];

const publicBindings = ({ bindAct }: Bind): Binding[] => [
  bindAct(proposePublication, publicationActs.propose),
  bindAct(reviewPublication, publicationActs.review),
  bindAct(publishCase, publicationActs.publish),
  bindAct(objectToPublication, publicationActs.object),
];

/** Ties the contracts from handling to archive to their acts. */
export const laterActBindings = (acts: BindHandling, files: LettersFiles): Binding[] => [
  ...handlingBindings(acts, files),
  ...closingBindings(acts),
  ...publicBindings(acts),
];
