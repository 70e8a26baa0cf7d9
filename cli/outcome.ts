/** How a command ended, for whoever called it. */
export const EXIT = { well: 0, partly: 1, nothing: 2 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with a sentence that says what to do next. Nothing was done. */
export class Stop extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'Stop';
  }
}
