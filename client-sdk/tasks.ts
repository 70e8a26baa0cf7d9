import type { CivilDate, PersonId, RoomId } from '../shared/ids.ts';
import type { Task, TaskFilter, TaskQueue, TaskResults } from '../shared/tasks.ts';
import { type LATER, MAX_TASKS } from '../shared/values/tasks.ts';
import type { Ask } from './asking.ts';
import type { Readable } from './huying.ts';
import { makeStore } from './observable.ts';
import { between, type Parts } from './parts.ts';

export type TaskCounts = Readonly<Record<TaskQueue, number>>;

export interface TasksSnapshot {
  readonly queue: TaskQueue;
  readonly filter: TaskFilter;
  /** As they were when they were fetched: nothing moves by itself. */
  readonly items: readonly Task[];
  readonly total: number;
  /** How many rooms each queue has, kept up to date; null: not known yet. */
  readonly counts: TaskCounts | null;
  /** Sections of the person’s unit. */
  readonly sections: readonly string[];
  /** The server’s day, by which the rows were reckoned. */
  readonly today: CivilDate | null;
  /** When the rows were fetched. */
  readonly asOf: string | null;
  /** True when all are in `items`. */
  readonly complete: boolean;
  readonly loaded: boolean;
  /** How many rows are no longer as they are shown, or are missing among them. */
  readonly changes: number;
}

/** What became of each room. */
export type Outcomes = TaskResults['results'];

/** The person’s rooms by what they ask of the person. Rows stay as they are until somebody asks for others. */
export interface Tasks extends Readable<TasksSnapshot> {
  /** Shows another queue, or the same by another filter, from its top. */
  show(queue: TaskQueue, filter?: TaskFilter): Promise<void>;
  /** Fetches anew as many rows as are shown. */
  refresh(): Promise<void>;
  more(): Promise<void>;
  putOff(roomIds: readonly RoomId[], until: (typeof LATER)[number]): Promise<Outcomes>;
  quiet(roomIds: readonly RoomId[], on: boolean): Promise<Outcomes>;
  markRead(roomIds: readonly RoomId[]): Promise<Outcomes>;
  /** Names who of the person’s unit handles these suggestions. */
  passOn(roomIds: readonly RoomId[], personIds: readonly PersonId[]): Promise<Outcomes>;
}

interface TasksParts extends Parts {
  readonly ask: Ask;
  /** The first page is about to be fetched. */
  readonly begins: () => void;
}

/** How long after something happened it is asked what that changed, in milliseconds. */
const SOON_FROM = 3_000;
const SOON_TO = 6_000;
/** Rows compared at most; who has scrolled further is told of the first of them. */
const MOST_SHOWN = 600;

const nothing: TasksSnapshot = {
  ...{ queue: 'first', filter: {}, items: [], total: 0, counts: null, sections: [] },
  ...{ today: null, asOf: null, complete: false, loaded: false, changes: 0 },
};

/** See Tasks. */
export class LiveTasks implements Tasks {
  readonly #parts: TasksParts;
  readonly #store = makeStore<TasksSnapshot>(nothing);
  #cursor: string | null = null;
  /** Counts beginnings, so that a late answer changes nothing. */
  #life = 0;
  #stopTimer: (() => void) | null = null;

  constructor(parts: TasksParts) {
    this.#parts = parts;
  }

  readonly read = (): TasksSnapshot => this.#store.read();

  readonly subscribe = (changed: () => void): (() => void) => this.#store.subscribe(changed);

  async show(queue: TaskQueue, filter: TaskFilter = {}): Promise<void> {
    const { queue: before, filter: filtered, counts, sections } = this.read();
    const isSame = queue === before && JSON.stringify(filter) === JSON.stringify(filtered);
    if (!isSame) this.#store.set({ ...nothing, counts, sections, queue, filter });
    await this.#reload(0);
  }

  refresh(): Promise<void> {
    return this.#reload(this.read().items.length);
  }

  async more(): Promise<void> {
    const { items, complete, loaded } = this.read();
    if (!loaded || complete) return;
    const life = this.#life;
    const from = this.#cursor;
    const page = await this.#page(from);
    if (life !== this.#life || from !== this.#cursor) return;
    const known = new Set(items.map(({ room }) => room.roomId));
    this.#cursor = page.cursor;
    this.#store.patch({
      items: [...items, ...page.items.filter(({ room }) => !known.has(room.roomId))],
      ...{ total: page.total, counts: page.counts, complete: page.cursor === null },
    });
  }

  putOff(roomIds: readonly RoomId[], until: (typeof LATER)[number]): Promise<Outcomes> {
    return this.#act(roomIds, (some) => this.#parts.ask('task:later', { roomIds: some, until }));
  }

  quiet(roomIds: readonly RoomId[], on: boolean): Promise<Outcomes> {
    return this.#act(roomIds, (some) => this.#parts.ask('task:quiet', { roomIds: some, on }));
  }

  markRead(roomIds: readonly RoomId[]): Promise<Outcomes> {
    return this.#act(roomIds, (some) => this.#parts.ask('task:read', { roomIds: some }));
  }

  passOn(roomIds: readonly RoomId[], personIds: readonly PersonId[]): Promise<Outcomes> {
    return this.#act(roomIds, (some) =>
      this.#parts.ask('task:pass-on', { roomIds: some, personIds: [...personIds] }),
    );
  }

  /** Something happened in the person’s rooms: soon it is asked what that changed, once for many reasons. */
  stir(): void {
    if (!this.read().loaded) return;
    const { timers, random } = this.#parts;
    this.#stopTimer ??= timers.after(between(random, SOON_FROM, SOON_TO), () => {
      this.#stopTimer = null;
      void this.#compare().catch(() => undefined); // the next word brings another try
    });
  }

  /** The person no longer sits there. */
  drop(roomId: RoomId): void {
    const { items } = this.read();
    const left = items.filter(({ room }) => room.roomId !== roomId);
    if (left.length < items.length) this.#store.patch({ items: left, total: this.read().total - 1 });
  }

  clear(): void {
    this.#life += 1;
    this.#stopTimer?.();
    this.#stopTimer = null;
    this.#store.set(nothing);
  }

  async #compare(): Promise<void> {
    const life = this.#life;
    const { queue, filter, items } = this.read();
    const shown = items.slice(0, MOST_SHOWN).map(({ room, mark }) => ({ roomId: room.roomId, mark }));
    const { changes, counts } = await this.#parts.ask('task:changes', { queue, filter, shown });
    if (life === this.#life) this.#store.patch({ changes, counts });
  }

  /** In parts of what one act may take; then what is shown is fetched anew. */
  async #act(roomIds: readonly RoomId[], run: (some: RoomId[]) => Promise<TaskResults>): Promise<Outcomes> {
    const results: Outcomes = [];
    for (let from = 0; from < roomIds.length; from += MAX_TASKS)
      results.push(...(await run(roomIds.slice(from, from + MAX_TASKS))).results);
    await this.refresh();
    return results;
  }

  /** From the top, at least so many rows, as far as there are so many. */
  async #reload(least: number): Promise<void> {
    this.#life += 1;
    const life = this.#life;
    if (!this.read().loaded) this.#parts.begins();
    let page = await this.#page(null);
    const items = [...page.items];
    while (life === this.#life && page.cursor !== null && items.length < least) {
      page = await this.#page(page.cursor);
      items.push(...page.items);
    }
    if (life !== this.#life) return;
    const { total, counts, sections, today, asOf, cursor } = page;
    this.#cursor = cursor;
    this.#store.patch({
      ...{ items, total, counts, sections, today, asOf, changes: 0 },
      ...{ complete: cursor === null, loaded: true },
    });
  }

  #page(cursor: string | null) {
    const { queue, filter } = this.read();
    return this.#parts.ask('task:list', { queue, filter, cursor });
  }
}
