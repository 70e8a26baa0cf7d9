import * as z from 'zod/mini';
import { request } from './contract.ts';
import { instant } from './ids.ts';
import { readable } from './texts.ts';

/** Source of a value for which no article was found: the product’s default until the congress says otherwise. */
export const ASSUMED = 'assumed';

/** The article a value comes from, or `assumed`. */
const source = z.string().check(z.trim(), z.minLength(1), z.maxLength(200), ...readable);

export const TERM_UNITS = ['workdays', 'days', 'months'] as const;
const termUnit = z.enum(TERM_UNITS);

/** A term with its unit and the article it comes from; nobody is given more than some years. */
export const term = z.object({
  n: z.int().check(z.positive(), z.maximum(1_000)),
  unit: termUnit,
  source,
});
export type Term = z.infer<typeof term>;
/** A term as it is counted. */
export type Span = Pick<Term, 'n' | 'unit'>;

/** The terms of a congress’s rules; each counts from the day its comment names, which itself is not counted. */
export const terms = z.object({
  /** Between sessions: acceptance → hand-over. */
  handOver: term,
  /** Returned or refused at review: submission → word to the deputy. */
  review: term,
  /** Hand-over → 签收. */
  receipt: term,
  /** Hand-over → contact persons named. */
  contactNaming: term,
  /** Hand-over → last day on which a unit may ask to return it. */
  returnRequest: term,
  /** Return requested → decided. */
  returnDecision: term,
  /** Objection to the assignment → the coordination’s result. */
  coordination: term,
  /** Receipt (without one: hand-over) → first contact with the lead deputy. */
  firstContact: term,
  /** Receipt → opinion of a co-handling unit. */
  coOpinion: term,
  /** Opinion filed → accepted or sent back. */
  coOpinionDecision: term,
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
  /** Designated for key supervision → plan. */
  supervisionPlan: term,
  /** Closed, with nothing left open → filed by the product. */
  archive: term,
});
export type Terms = z.infer<typeof terms>;
export type TermName = keyof Terms;
export const TERM_NAMES = Object.keys(terms.shape) as TermName[];

/** One class of replies, as a congress’s scheme has it. Solved or being solved = counts as solved, or needs a commitment. */
export const replyClass = z.object({
  code: z.string().check(z.maxLength(31), z.regex(/^[A-Z]$|^[a-z][a-z-]{1,30}$/)),
  label: z.string().check(z.trim(), z.minLength(1), z.maxLength(20), ...readable),
  wording: z.string().check(z.trim(), z.minLength(1), z.maxLength(100), ...readable),
  countsAsSolved: z.boolean(),
  /** Such a reply promises something: it must say what and by when. */
  needsCommitment: z.boolean(),
});

const sourced = <T extends z.ZodMiniType>(value: T) => z.object({ value, source });

/** What a congress’s rules say besides terms. */
export const provisions = z.object({
  /** Whether more than the usual term for a reply needs somebody’s consent. */
  extensionNeedsConsent: sourced(z.boolean()),
  replyRecipients: sourced(z.enum(['all', 'lead', 'lead-with-consent'])),
  /** Empty: this congress marks replies with no class. */
  replyClasses: sourced(z.array(replyClass).check(z.maxLength(10))),
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
  /** What the deputies hold unfit for the public is not published (豫29). */
  deputyMayKeepUnpublished: sourced(z.boolean()),
});
export type ProvisionName = keyof z.infer<typeof provisions>;
export const PROVISION_NAMES = Object.keys(provisions.shape) as ProvisionName[];

/**
 * When a reminder goes out: `n` units after the duty began or fell due, before it when negative;
 * percent: of the time between the two, from the beginning.
 */
export const reminderOffset = z.discriminatedUnion('unit', [
  z.object({
    from: z.enum(['since', 'due']),
    n: z.int().check(z.minimum(-400), z.maximum(400)),
    unit: termUnit,
  }),
  z.object({
    from: z.literal('since'),
    n: z.int().check(z.minimum(1), z.maximum(99)),
    unit: z.literal('percent'),
  }),
]);
export type ReminderOffset = z.infer<typeof reminderOffset>;

/** Where a jurisdiction reminds otherwise than the table of reminders: at other times, or not at all. */
const reminderOverride = z.object({
  /** Instead of all of the rule’s own; none: this reminder is not given. */
  offsets: z.optional(z.array(reminderOffset).check(z.maxLength(20))),
  source,
});
const ruleName = z.string().check(z.regex(/^R([1-9]|[12][0-9])$/));

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
export const policyProfileId = z.enum(POLICY_PROFILES);
export type PolicyProfileId = z.infer<typeof policyProfileId>;

/** One jurisdiction’s rules as data. */
export const jurisdiction = z.object({
  id: policyProfileId,
  name: z.string().check(z.minLength(1)),
  terms,
  ...provisions.shape,
  reminders: z.record(ruleName, reminderOverride),
});
export type Jurisdiction = z.infer<typeof jurisdiction>;

/** A policy profile as a congress has it: the jurisdiction’s values with its own in their place. */
export const policyProfile = z.object({
  ...jurisdiction.shape,
  /** Of the congress’s policy: 1, 2, 3 … */
  version: z.int().check(z.positive()),
});
export type PolicyProfile = z.infer<typeof policyProfile>;

/** Which policy of its congress a case began with. */
export const policyRef = z.object({ profile: policyProfileId, version: z.int().check(z.positive()) });
export type PolicyRef = z.infer<typeof policyRef>;

/** Everything that a congress may set for itself, one value at a time. */
export const VALUE_NAMES = [...TERM_NAMES, ...PROVISION_NAMES] as const;
const valueName = z.enum(VALUE_NAMES as [TermName | ProvisionName, ...(TermName | ProvisionName)[]]);
export type ValueName = z.infer<typeof valueName>;

/** A congress’s own values in the place of its profile’s. */
export const policyOverrides = z.strictObject({
  ...z.partial(terms).shape,
  ...z.partial(provisions).shape,
});
export type PolicyOverrides = z.infer<typeof policyOverrides>;

/** A congress’s policy as it stands. */
export const policyView = z.object({
  profile: policyProfile,
  /** Names of the values that the congress has set for itself. */
  overridden: z.array(valueName),
  /** Who made this version; null: nobody has chosen yet. */
  by: z.nullable(z.object({ name: z.string(), label: z.string() })),
  why: z.string(),
  at: instant,
});
export type PolicyView = z.infer<typeof policyView>;

const change = {
  /** Version of the policy that the caller saw. */
  version: z.int().check(z.positive()),
  /** Made by the caller once for each change: a repeat answers with what was kept. */
  actKey: z.uuid(),
  why: z.string().check(z.trim(), z.minLength(2), z.maxLength(200), ...readable),
};

export const showPolicy = request({
  name: 'policy:show',
  summary:
    'The rules of the congress: every term and provision with the article it comes from, for everybody.',
  input: z.object({}),
  output: policyView,
});

export const choosePolicy = request({
  name: 'policy:choose',
  summary:
    'The office takes another jurisdiction’s profile for its congress; own values are dropped. Cases under way keep what they began with.',
  pace: 'act',
  input: z.object({ ...change, profile: policyProfileId }),
  output: policyView,
  faults: ['NOT_ALLOWED', 'STALE_REVISION', 'ALREADY_DONE'],
});

export const overridePolicy = request({
  name: 'policy:override',
  summary:
    'The office sets single values of its congress’s policy, each with its source, or takes own values back. Cases under way keep what they began with.',
  pace: 'act',
  input: z.object({
    ...change,
    set: policyOverrides,
    drop: z.array(valueName).check(z.maxLength(VALUE_NAMES.length)),
  }),
  output: policyView,
  faults: ['NOT_ALLOWED', 'STALE_REVISION', 'AGAINST_POLICY', 'ALREADY_DONE'],
});
