import type { Message } from '../shared/messages.ts';
import type { Clock } from './parts.ts';
import * as timelines from './timeline.ts';

/** So many messages are kept beyond what was asked for backwards. */
export const KEPT = 2_000;
/** Most messages kept aside while the first page is on its way. */
const MOST_HEARD = 500;
/** A hole before a message this old will never be filled. */
const OLD_MS = 30_000;
/** A hole still there after this time will never be filled. */
export const SECOND_LOOK_MS = 1_000;

/** The messages of one room that a client holds. What each call returns is to be told, once and in order. */
export class Holding {
  readonly #clock: Clock;
  #timeline: timelines.Timeline | null = null;
  /** Heard before the first page came. */
  #heard: Message[] = [];
  /** Highest number returned so far; stays through `clear`, so that nothing is told twice. */
  #told = 0;
  #suspect: { hole: number; since: number } | null = null;
  #most = KEPT;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

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

  /** Highest number heard of. */
  get highest(): number {
    return this.#timeline ? timelines.highest(this.#timeline) : 0;
  }

  clear(): void {
    this.#timeline = null;
    this.#heard = [];
    this.#suspect = null;
    this.#most = KEPT;
  }

  /** Begins, or begins anew, with the newest page. */
  start(page: timelines.Page): readonly Message[] {
    const heard = this.#timeline?.waiting ?? this.#heard;
    this.clear();
    const step = timelines.startTimeline(timelines.settled(page, this.#mayStep), heard);
    const told = this.#told;
    return this.#take(step).filter((message) => message.seq > told);
  }

  hear(message: Message): readonly Message[] {
    if (this.#timeline) return this.#take(timelines.hear(this.#timeline, message));
    if (this.#heard.length < MOST_HEARD) this.#heard.push(message);
    return [];
  }

  /** The page that follows `to`. */
  forward(page: timelines.Page): readonly Message[] {
    if (!this.#timeline) return [];
    return this.#take(timelines.coverForward(this.#timeline, timelines.settled(page, this.#mayStep)));
  }

  /** The page that precedes `from`. */
  backward(page: timelines.Page): void {
    if (!this.#timeline) return;
    this.#timeline = timelines.coverBackward(this.#timeline, page);
    this.#most = Math.max(this.#most, this.#timeline.messages.length + KEPT);
  }

  #take(step: timelines.Step): readonly Message[] {
    this.#timeline = timelines.trimmed(step.timeline, this.#most);
    this.#told = Math.max(this.#told, step.timeline.to);
    return step.added;
  }

  readonly #mayStep = (hole: number, next: Message | null): boolean => {
    const now = this.#clock.now();
    if (next && now - Date.parse(next.at) > OLD_MS) return true;
    if (this.#suspect?.hole !== hole) this.#suspect = { hole, since: now };
    return now - this.#suspect.since >= SECOND_LOOK_MS;
  };
}
