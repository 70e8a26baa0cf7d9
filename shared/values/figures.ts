/**
 * What a share is a share of: all suggestions that were registered and not withdrawn; of these the closed ones; of these
 * the ones with the deputies’ feedback; promises made; contacts owed so far; duties whose last day has come or that ended.
 */
export const RATE_BASES = ['all', 'closed', 'with-feedback', 'promised', 'owed', 'due'] as const;

/** What in a case waits for the office: 审核登记 · 交办 · 退办 · 协调 · 延期 · 待反馈 · 不满意 · 公开审核. */
export const OFFICE_MATTERS = [
  'register',
  'hand-over',
  'return',
  'coordination',
  'extension',
  'feedback',
  'dissatisfied',
  'publication',
] as const;

/** The one thing to do next in a case, as its deputies see it. */
export const NEXT_STEPS = [
  'confirm-seconding',
  'agree-withdrawal',
  'submit',
  'revise',
  'comment-draft',
  'give-feedback',
  'give-opinion',
  'rate-commitment',
  'await-seconders',
  'await-review',
  'await-hand-over',
  'await-receipt',
  'await-reassignment',
  'await-contact',
  'await-reply',
  'await-lead',
  'await-decision',
  'await-new-reply',
  'await-coordination',
  'await-commitment',
  'none',
] as const;

export const COVERAGE_BY = ['congress', 'delegation', 'unit'] as const;

/**
 * What of a unit’s cases its duty board counts: handed over and not closed; a contact before, during or after handling
 * is owed; something is due within a week; is overdue; the deputies’ feedback is awaited; a promise is open.
 */
export const SECTION_COLUMNS = [
  'at-work',
  'pre',
  'mid',
  'post',
  'soon',
  'overdue',
  'feedback',
  'promises',
] as const;

/** Cases in one page of the duty board. */
export const SECTION_PAGE = 50;
