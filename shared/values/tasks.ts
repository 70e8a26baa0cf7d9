/** Why a room asks something of somebody, the most urgent first; a room has one. */
export const TASK_REASONS = [
  'overdue',
  'unanswered', // a deputy spoke, and the unit has not answered for a working day
  'soon', // due within 7 days
  'mentioned',
  'opinion', // a co-handling unit’s opinion waits to be reviewed
  'contact', // a contact before or during the handling has been reminded of
  'after-reply', // replied, and the contact afterwards is missing
  'promise',
  'unread', // nothing but this
] as const;

/** Lists of rooms. A room may be in several; `first` are those with a reason, without what is only unread or put off. */
export const TASK_QUEUES = [
  ...(['first', 'overdue', 'soon', 'unanswered', 'mentioned', 'opinion'] as const),
  ...(['contact-pre', 'contact-mid', 'contact-post', 'feedback', 'promises'] as const),
  ...(['unread', 'later', 'quiet', 'all'] as const),
] as const;

/** Rooms in one page, and most rooms in one act. */
export const TASK_PAGE = 30;

export const MAX_TASKS = 200;

/** tomorrow; next Monday; three days before it is due. now: it is put off no more. */
export const LATER = ['tomorrow', 'monday', 'before-due', 'now'] as const;
