/** What is thought of a row; `taken` ones are in the record. */
export const VERDICTS = ['unjudged', 'fresh', 'same', 'changes', 'wrong', 'taken'] as const;
export type Verdict = (typeof VERDICTS)[number];
/** Those that can be taken in. */
export const GOOD: readonly Verdict[] = ['fresh', 'same', 'changes'];

/** How many rows have each. */
export type RowCounts = Readonly<Record<Verdict, number>>;
export const NO_ROWS: RowCounts = { unjudged: 0, fresh: 0, same: 0, changes: 0, wrong: 0, taken: 0 };
