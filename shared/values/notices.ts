/** The names of all reminders (R1–R29), as the domain numbers them. */
export const RULES = [
  ...(['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9', 'R10'] as const),
  ...(['R11', 'R12', 'R13', 'R14', 'R15', 'R16', 'R17', 'R18', 'R19', 'R20'] as const),
  ...(['R21', 'R22', 'R23', 'R24', 'R25', 'R26', 'R27', 'R28', 'R29'] as const),
] as const;

/** late: done after its last day; lapsed: its time is over and it can be done no more; moot: the record has changed, and nobody owes it. */
export const DUTY_STATES = ['open', 'done', 'late', 'lapsed', 'moot'] as const;

/** open: all that is owed; overdue: its last day is over; soon: due within a week. */
export const DUTY_LISTS = ['open', 'overdue', 'soon'] as const;
