import * as z from 'zod/mini';

/** A term with its unit and the article it comes from, or `assumed` where no article was found. */
export const term = z.object({
  n: z.int().check(z.positive()),
  unit: z.enum(['workdays', 'days', 'months']),
  source: z.string().check(z.minLength(1)),
});
export type Term = z.infer<typeof term>;

/** The terms of a congress’s rules; each counts from the day its comment names, which itself is not counted. */
export const terms = z.object({
  /** Between sessions: acceptance → hand-over. */
  handOver: term,
  /** Returned or refused at review: submission → word to the deputy. */
  review: term,
  /** Hand-over → 签收. */
  receipt: term,
  /** Hand-over → last day on which a unit may ask to return it. */
  returnRequest: term,
  /** Return requested → decided. */
  returnDecision: term,
  /** Receipt (without one: hand-over) → first contact with the lead deputy. */
  firstContact: term,
  /** Receipt → opinion of a co-handling unit. */
  coOpinion: term,
  /** Opinion sent back → the new one. */
  coOpinionRedo: term,
  /** Hand-over → reply. */
  reply: term,
  /** Hand-over → reply, once extended: never later than this. */
  replyExtended: term,
  /** Reply → contact after handling. */
  lastContact: term,
  /** Reply → feedback of the deputy. */
  feedback: term,
  /** Re-handling ordered → new reply. */
  rehandling: term,
  /** Reply → publication. */
  publication: term,
  /** Promise fulfilled → rating by the deputy. */
  commitmentRating: term,
});
export type Terms = z.infer<typeof terms>;
export type TermName = keyof Terms;

/** One class of replies, as a congress’s scheme has it. */
export const replyClass = z.object({
  code: z.string(),
  label: z.string(),
  wording: z.string(),
  countsAsSolved: z.boolean(),
  /** Such a reply promises something: it must say what and by when. */
  needsCommitment: z.boolean(),
});

const sourced = <T extends z.ZodMiniType>(value: T) =>
  z.object({ value, source: z.string().check(z.minLength(1)) });

/** A policy profile: one jurisdiction’s rules as data. */
export const policyProfile = z.object({
  id: z.string().check(z.regex(/^[a-z]+$/)),
  version: z.int().check(z.positive()),
  name: z.string(),
  terms,
  /** Whether more than the usual term for a reply needs somebody’s consent. */
  extensionNeedsConsent: sourced(z.boolean()),
  replyRecipients: sourced(z.enum(['all', 'lead', 'lead-with-consent'])),
  /** Empty: this congress marks replies with no class. */
  replyClasses: sourced(z.array(replyClass)),
  /** Withdrawing a joint suggestion needs all joint deputies. */
  withdrawalNeedsAll: sourced(z.boolean()),
  /** Never answered: not in the base of satisfaction. */
  silenceLeavesBase: sourced(z.boolean()),
  /** A re-handled reply that is refused again goes to … */
  secondRefusal: sourced(z.enum(['meeting', 'expert-review', 'superior-body', 'face-to-face'])),
  /** Dissatisfied: the office may explain that it need not be handled again (沪21). */
  rehandlingMayBeDeclined: sourced(z.boolean()),
  /** Open promises are reported in this month of each year; null: not asked for. */
  ledgerReportMonth: sourced(z.nullable(z.int().check(z.minimum(1), z.maximum(12)))),
  publicationIncludesFeedback: sourced(z.boolean()),
});
export type PolicyProfile = z.infer<typeof policyProfile>;

export const POLICY_PROFILES = [
  'national',
  'beijing',
  'shanghai',
  'zhejiang',
  'shandong',
  'henan',
  'chongqing',
  'qingdao',
  'chengdu',
] as const;
