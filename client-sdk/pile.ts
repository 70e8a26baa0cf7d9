import type { Storage } from './storage.ts';

/** Things by name in a storage, of which only the newest so many stay. One act at a time, in the order of asking. */
export class Pile {
  readonly #storage: Storage;
  readonly #prefix: string;
  readonly #orderKey: string;
  readonly #most: number;
  #turn: Promise<unknown> = Promise.resolve();

  /** `prefix` ends with a slash; nothing else lies under it. */
  constructor(storage: Storage, prefix: string, most: number) {
    this.#storage = storage;
    this.#prefix = `${prefix}item/`;
    this.#orderKey = `${prefix}order`;
    this.#most = most;
  }

  get(name: string): Promise<string | null> {
    return this.#inTurn(() => this.#storage.get(this.#prefix + name));
  }

  /** Puts it on top; what falls off the bottom is removed. */
  set(name: string, value: string): Promise<void> {
    return this.#inTurn(async () => {
      await this.#storage.set(this.#prefix + name, value); // first: the page may be left any moment
      const order = await this.#order();
      if (order[0] === name) return;
      const next = [name, ...order.filter((other) => other !== name)];
      await this.#write(next.slice(0, this.#most));
      for (const old of next.slice(this.#most)) await this.#storage.remove(this.#prefix + old);
    });
  }

  /** Removes those whose name it says it of. */
  drop(isMeant: (name: string) => boolean): Promise<void> {
    return this.#inTurn(async () => {
      const order = await this.#order();
      // Of two tabs that write at once one may have left the other’s out of the order.
      const lying = (await this.#storage.keys(this.#prefix)).map((key) => key.slice(this.#prefix.length));
      for (const name of lying) if (isMeant(name)) await this.#storage.remove(this.#prefix + name);
      if (order.some(isMeant)) await this.#write(order.filter((name) => !isMeant(name)));
    });
  }

  /** All names, the newest first; what no order knows of is removed. */
  names(): Promise<readonly string[]> {
    return this.#inTurn(async () => {
      const order = await this.#order();
      for (const key of await this.#storage.keys(this.#prefix))
        if (!order.includes(key.slice(this.#prefix.length))) await this.#storage.remove(key);
      return order;
    });
  }

  /** Resolves when all that was asked for so far is done. */
  async idle(): Promise<void> {
    await this.#turn;
  }

  async #order(): Promise<readonly string[]> {
    const text = await this.#storage.get(this.#orderKey);
    try {
      const order: unknown = JSON.parse(text ?? '[]');
      return Array.isArray(order) ? order.filter((name) => typeof name === 'string') : [];
    } catch {
      return []; // torn
    }
  }

  #write(order: readonly string[]): Promise<void> {
    return this.#storage.set(this.#orderKey, JSON.stringify(order));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}
