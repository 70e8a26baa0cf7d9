/** What the page of figures says. */
export interface StatisticsWords {
  readonly title: string;
  readonly session: string;
  readonly allSessions: string;
  readonly ofSession: (session: number) => string;
  readonly loading: string;
  /** The first sentence: all, closed, satisfied of how many with feedback. */
  readonly summary: (all: number, closed: number) => string;
  readonly satisfied: (percent: string, of: number) => string;
  readonly asOf: (moment: string) => string;
  readonly showTable: string;
  readonly showChart: string;
  readonly saveTable: string;
  readonly saveWorkbook: string;
  /** All sheets of the page in one workbook. */
  readonly saveAll: string;
  /** What a sheet of a workbook is called, by what it counts. */
  readonly sheets: {
    readonly [S in 'category' | 'progress' | 'contacts' | 'classes' | 'feedback' | 'overdue']: string;
  };
  readonly savePicture: string;
  readonly nothing: string;
  readonly share: string;
  readonly number: string;
  readonly category: {
    readonly head: string;
    readonly none: string;
    readonly finding: (name: string, percent: string) => string;
  };
  readonly progress: {
    readonly head: string;
    readonly handedOver: string;
    readonly replied: string;
    readonly closed: string;
    readonly finding: (month: string, replied: number, closed: number) => string;
    readonly none: string;
  };
  readonly contacts: {
    readonly head: string;
    readonly owed: string;
    readonly finding: (percent: string) => string;
    readonly none: string;
    readonly shown: (units: number) => string;
  };
  readonly classes: {
    readonly head: string;
    readonly finding: (name: string, percent: string) => string;
    readonly none: string;
  };
  readonly feedback: {
    readonly result: string;
    readonly attitude: string;
    readonly ratings: { readonly satisfied: string; readonly mostly: string; readonly dissatisfied: string };
    readonly finding: (percent: string) => string;
    readonly none: string;
  };
  readonly overdue: {
    readonly head: string;
    readonly overdue: string;
    readonly since: string;
    readonly finding: (units: number) => string;
    readonly none: string;
  };
  /** The denominator under a chart: what it is, and how many. */
  readonly base: (words: string, n: number) => string;
  readonly month: (month: string) => string;
}
