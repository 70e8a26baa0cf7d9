import type { Message, Reaction } from '../shared/messages.ts';
import * as timelines from './timeline.ts';

/** So many messages are kept beyond what was asked for backwards. */
export const KEPT = 2_000;
/** Most messages kept aside while the first page is on its way. */
const MOST_HEARD = 500;

/** What is to be told because of something that arrived. */
export interface News {
  /** Each message once, in order. */
  readonly added: readonly Message[];
  /** Messages told before, as they stand now. */
  readonly changed: readonly Message[];
}

const NO_NEWS: News = { added: [], changed: [] };

/** The messages of one room that a client holds, as they stand. What each call returns is to be told. */
export class Holding {
  #timeline: timelines.Timeline | null = null;
  /** Heard before the first page came. */
  #heard: Message[] = [];
  /** Highest number returned so far; stays through `clear`, so that nothing is told twice. */
  #told = 0;
  #most = KEPT;

  get isStarted(): boolean {
    return this.#timeline !== null;
  }

  get messages(): readonly Message[] {
    return this.#timeline?.messages ?? [];
  }

  /** Lowest number held; 1 when the start of the room is reached, or nothing is held. */
  get from(): number {
    return this.#timeline?.from ?? 1;
  }

  /** Highest number up to which nothing is missing. */
  get to(): number {
    return this.#timeline?.to ?? 0;
  }

  /** All changes up to this number are held. */
  get changedTo(): number {
    return this.#timeline?.changedTo ?? 0;
  }

  /** The caller's own reactions are sure up to this change. */
  get mineTo(): number {
    return this.#timeline?.mineTo ?? 0;
  }

  /** Highest number heard of. */
  get highest(): number {
    return this.#timeline ? timelines.highest(this.#timeline) : 0;
  }

  clear(): void {
    this.#timeline = null;
    this.#heard = [];
    this.#most = KEPT;
  }

  /** Begins, or begins anew, with the newest page; it was read when changes up to `changedTo` were done. */
  start(page: timelines.Page & { readonly head: number }, changedTo: number): News {
    // What was heard of numbers that the page stops short of may have been changed since: it comes with the next page.
    const heard = this.#timeline || page.to < page.head ? [] : this.#heard;
    this.clear();
    const told = this.#told;
    const { added } = this.#take(timelines.startTimeline(page, changedTo, heard));
    return { added: added.filter((message) => message.seq > told), changed: [] };
  }

  hear(message: Message): News {
    if (this.#timeline) return this.#take(timelines.hear(this.#timeline, message));
    if (this.#heard.length < MOST_HEARD) this.#heard.push(message);
    return NO_NEWS;
  }

  /** Changes told; before the first page came they are asked for after it. */
  changes(changes: timelines.Changes): News {
    return this.#step((timeline) => timelines.takeChanges(timeline, changes));
  }

  /** The answer to what there is beyond `asked`. */
  sync(asked: timelines.Held, answer: timelines.Answer): News {
    return this.#step((timeline) => timelines.takeSync(timeline, asked, answer));
  }

  /** Messages as they stand, some of them held. */
  restate(states: readonly Message[]): News {
    return this.#step((timeline) => timelines.restate(timeline, states));
  }

  mark(mark: { readonly seq: number; readonly changeSeq: number; readonly mine: Reaction[] }): News {
    return this.#step((timeline) => timelines.markMine(timeline, mark));
  }

  /** The page that follows `to`. */
  forward(page: timelines.Page): News {
    return this.#step((timeline) => timelines.coverForward(timeline, page));
  }

  /** The page that precedes `from`, asked for when changes up to `askedAt` were held. */
  backward(page: timelines.Page, askedAt: number): void {
    if (!this.#timeline) return;
    this.#timeline = timelines.coverBackward(this.#timeline, page, askedAt);
    this.#most = Math.max(this.#most, this.#timeline.messages.length + KEPT);
  }

  /** All that is held was fetched again; it was held up to change `asked`, and is now up to `to`. */
  settleChanges(asked: number, to: number): void {
    if (this.#timeline) this.#timeline = timelines.settleChanges(this.#timeline, asked, to);
  }

  #step(change: (timeline: timelines.Timeline) => timelines.Step): News {
    return this.#timeline ? this.#take(change(this.#timeline)) : NO_NEWS;
  }

  #take({ timeline, added, changed }: timelines.Step): News {
    this.#timeline = timelines.trimmed(timeline, this.#most);
    this.#told = Math.max(this.#told, timeline.to);
    return { added, changed };
  }
}
