/** What a part found, beside what was asked of it. */
export interface Finding {
  /** Number of the goal; 1 to 10, 13 (files) and 14 (the web client) were set to us, 11 (searching) and 12 (boards) are our own: README.md. */
  goal: number;
  what: string;
  value: number;
  must: number;
  wanted: number;
  /** Whether more or less is better. */
  better: 'more' | 'less';
}

/** Bars of a chart: one for each name, in one unit. */
export interface Bars {
  title: string;
  unit: string;
  /** One follows the other: a line, and no bars. */
  isLine?: boolean;
  values: Record<string, number>;
}

/** What a part gives: figures as they were measured, what they mean for the goals, and what to draw. */
export interface PartResult {
  figures: Record<string, unknown>;
  findings: Finding[];
  charts: Bars[];
}

export type Verdict = 'goal reached' | 'must reached' | 'missed' | 'not reported';

/** What a finding means; a value that is not a number was refused or could not be measured. */
export function verdictOf({ value, must, wanted, better }: Finding): Verdict {
  if (!Number.isFinite(value)) return 'not reported';
  const reaches = (line: number) => (better === 'more' ? value >= line : value <= line);
  if (reaches(wanted)) return 'goal reached';
  return reaches(must) ? 'must reached' : 'missed';
}
