/** What a room hears of its case: keys of system messages; the words are the clients’. The params stand beside each. */
export const CASE_LINES = [
  'case-signed-for', // unit, department
  'case-contacts-named', // unit, names, department if it passed to another
  'case-return-requested', // unit, why
  'case-return-refused', // unit, why
  'case-units-changed', // left, came, why
  'case-objected', // unit ('': the deputies), why
  'case-coordination-opened',
  'case-coordination-decided', // outcome, result
  'case-contact-confirmed', // name, unit
  'case-opinion-filed', // unit
  'case-opinion-accepted', // unit
  'case-opinion-sent-back', // unit, why
  'case-opinion-waived', // unit, why
  'case-extension-requested', // unit, until, why
  'case-extension-granted', // unit, until, why
  'case-extension-refused', // unit, why
  'case-draft-shared', // unit
  'case-draft-commented', // unit, name
  'case-replied', // unit, docNumber, round
  'case-explained', // unit, on
  'case-feedback-asked',
  'case-feedback-given', // name, attitude, result: only when it closes the case
  'case-rehandling-ordered', // units, due, why
  'case-rehandling-declined', // why
  'case-closed',
  'case-commitment-reported', // unit, promise
  'case-commitment-fulfilled', // unit, promise
  'case-commitment-explained', // unit, promise, due ('': it cannot be kept)
  'case-commitment-rated', // unit, promise, result ('' while the case is open)
  'case-commitment-rolled-over', // unit, promise, year
  'case-archived',
  'case-published', // on
  'case-publication-objected', // name, why
  'case-designated', // committee, leader
  'case-supervision-planned', // committee
  'case-supervised', // committee, form, on
  'case-designation-ended', // why
  'case-withdrawal-asked', // name, why
  'case-withdrawal-refused', // name, why
  'case-withdrawal-retracted', // name
  'case-withdrawn',
  'case-merged', // numbers
  'case-deputy-left', // name, lead ('': the delegation)
] as const;
export type CaseLine = (typeof CASE_LINES)[number];
