import type { ValueName } from '../../../shared/policies.ts';

type Names = { readonly [V in ValueName]: string };

/** What each value of a congress’s rules is called, in English. */
export const policyValues: Names = {
  handOver: 'hand-over, after acceptance',
  review: 'word after review',
  receipt: 'receipt',
  contactNaming: 'naming of contact persons',
  returnRequest: 'request to return',
  returnDecision: 'decision on a return',
  coordination: 'coordination',
  firstContact: 'first contact',
  coOpinion: 'opinion of a co-handling unit',
  coOpinionDecision: 'decision on an opinion',
  coOpinionRedo: 'opinion again',
  reply: 'reply',
  replyExtended: 'reply, once extended',
  lastContact: 'contact after the reply',
  feedback: 'feedback of the deputy',
  rehandling: 're-handling',
  publication: 'publication',
  commitmentRating: 'rating of a kept promise',
  supervisionPlan: 'plan of key supervision',
  archive: 'filing of what is closed',
  extensionNeedsConsent: 'an extension needs consent',
  replyRecipients: 'who is answered',
  replyClasses: 'classes of replies',
  withdrawalNeedsAll: 'withdrawal needs all joint deputies',
  silenceLeavesBase: 'silence does not count for satisfaction',
  secondRefusal: 'refused a second time',
  rehandlingMayBeDeclined: 're-handling may be declined',
  ledgerReportMonth: 'month of the report on promises',
  publicationIncludesFeedback: 'publication includes feedback',
  deputyMayKeepUnpublished: 'nothing is published that the deputy holds unfit',
};
