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

type Bind = Pick<Acts, 'bindAct'>;

const handlingBindings = ({ bindAct }: Bind): Binding[] => [
  bindAct(fileOpinion, opinionActs.file),
  bindAct(acceptOpinion, opinionActs.accept),
  bindAct(sendBackOpinion, opinionActs.sendBack),
  bindAct(waiveOpinion, opinionActs.waive),
  bindAct(requestExtension, extensionActs.request),
  bindAct(decideExtension, extensionActs.decide),
  bindAct(shareDraft, draftActs.share),
  bindAct(commentDraft, draftActs.comment),
  bindAct(issueReply, replyActs.issue),
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
export const laterActBindings = (acts: Bind): Binding[] => [
  ...handlingBindings(acts),
  ...closingBindings(acts),
  ...publicBindings(acts),
];
