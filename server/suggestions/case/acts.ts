import { objectingActs } from '../assigning/objecting.rules.ts';
import { takingInActs } from '../assigning/taking-in.rules.ts';
import { contactActs } from '../contact/confirming.rules.ts';
import { commitmentActs } from '../commitments/commitments.rules.ts';
import { feedbackActs } from '../feedback/feedback.rules.ts';
import { rehandlingActs } from '../feedback/rehandling.rules.ts';
import { draftActs } from '../handling/drafts.rules.ts';
import { extensionActs } from '../handling/extensions.rules.ts';
import { opinionActs } from '../handling/opinions.rules.ts';
import { replyActs } from '../handling/replies.rules.ts';
import { draftingActs } from '../proposing/drafting.rules.ts';
import { reviewActs } from '../proposing/review.rules.ts';
import { secondingActs } from '../proposing/seconding.rules.ts';
import { withdrawingActs } from '../proposing/withdrawing.rules.ts';
import { publicationActs } from '../publication/publication.rules.ts';
import { supervisionActs } from '../supervision/supervision.rules.ts';
import type { CaseAct } from './act.rules.ts';
import { correct } from './correcting.rules.ts';

/** The table of everything that may be done to a case: the whole life of a suggestion, from draft to archive. */
export const ACTS: readonly CaseAct[] = [
  ...Object.values(draftingActs),
  ...Object.values(secondingActs),
  ...Object.values(reviewActs),
  ...Object.values(withdrawingActs),
  ...Object.values(takingInActs),
  ...Object.values(objectingActs),
  ...Object.values(contactActs),
  ...Object.values(opinionActs),
  ...Object.values(extensionActs),
  ...Object.values(draftActs),
  ...Object.values(replyActs),
  ...Object.values(feedbackActs),
  ...Object.values(rehandlingActs),
  ...Object.values(commitmentActs),
  ...Object.values(publicationActs),
  ...Object.values(supervisionActs),
  correct,
];
