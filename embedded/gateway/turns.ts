/** Lets those who name the same key go one after the other. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs work when everybody who came before with this key has finished, well or not. */
  take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#last.set(key, mine);
    const leave = (): void => {
      if (this.#last.get(key) === mine) this.#last.delete(key);
    };
    mine.then(leave, leave);
    return mine;
  }
}
