import type { Message } from '../shared/messages.ts';

/** Numbers of a page of history: every number in from…to is settled, by a message or by nothing. */
export interface Page {
  readonly messages: readonly Message[];
  readonly from: number;
  readonly to: number;
}

/** What a client holds of a room: all that was said from number `from` to `to`, and what it heard beyond a hole. */
export interface Timeline extends Page {
  /** Ascending, all beyond to + 1. */
  readonly waiting: readonly Message[];
}

/** A timeline after something arrived, and what is to be told because of it, in order. */
export interface Step {
  readonly timeline: Timeline;
  readonly added: readonly Message[];
}

/** Most messages kept while a hole is being repaired; what falls out comes again by history. */
const MOST_WAITING = 500;

const bySeq = (a: Message, b: Message) => a.seq - b.seq;
const wasSaid = (message: Message) => message.body.kind !== 'tombstone';

/** Ascending, one for each number, tombstones left out. */
function tidy(messages: readonly Message[]): Message[] {
  const sorted = messages.filter(wasSaid).sort(bySeq);
  return sorted.filter((message, at) => message.seq !== sorted[at - 1]?.seq);
}

/** Takes what waits directly behind the timeline into it. */
function drained(timeline: Timeline, added: readonly Message[]): Step {
  const next = [...added];
  let { to } = timeline;
  let taken = 0;
  for (const message of timeline.waiting) {
    if (message.seq > to + 1) break;
    taken += 1;
    if (message.seq <= to) continue;
    to = message.seq;
    if (wasSaid(message)) next.push(message);
  }
  const messages = next.length === 0 ? timeline.messages : [...timeline.messages, ...next];
  return { timeline: { ...timeline, messages, to, waiting: timeline.waiting.slice(taken) }, added: next };
}

/** A timeline that begins with this page, with what was heard while the page was fetched. */
export function startTimeline(page: Page, heard: readonly Message[]): Step {
  const empty = { messages: [], from: page.from, to: page.from - 1, waiting: [...heard].sort(bySeq) };
  return coverForward(empty, page);
}

/** Takes in one message: behind the timeline, beyond a hole, or known already. */
export function hear(timeline: Timeline, message: Message): Step {
  const { from, to, waiting } = timeline;
  if (message.seq < from) return { timeline, added: [] };
  if (message.seq <= to) return insertLate(timeline, message);
  if (waiting.some((other) => other.seq === message.seq)) return { timeline, added: [] };
  const next = [...waiting, message].sort(bySeq).slice(0, MOST_WAITING);
  return drained({ ...timeline, waiting: next }, []);
}

/** A message under a number said to be settled: the record matters more than the order, so it is put in its place. */
function insertLate(timeline: Timeline, message: Message): Step {
  const { messages } = timeline;
  const at = messages.findLastIndex((other) => other.seq <= message.seq);
  if (messages[at]?.seq === message.seq || !wasSaid(message)) return { timeline, added: [] };
  return {
    timeline: { ...timeline, messages: messages.toSpliced(at + 1, 0, message) },
    added: [message],
  };
}

/** Appends the page that follows the timeline. Numbers in it without a message are stepped over. */
export function coverForward(timeline: Timeline, page: Page): Step {
  const { to, waiting } = timeline;
  if (page.from > to + 1 || page.to <= to) return { timeline, added: [] };
  const isNew = (message: Message) => message.seq > to && message.seq <= page.to;
  const added = tidy([...page.messages, ...waiting].filter(isNew));
  return drained({ ...timeline, to: page.to }, added);
}

/** Puts the page that precedes the timeline before it. */
export function coverBackward(timeline: Timeline, page: Page): Timeline {
  const { from } = timeline;
  if (page.to < from - 1 || page.from >= from) return timeline;
  const older = tidy(page.messages.filter((message) => message.seq < from));
  return { ...timeline, messages: [...older, ...timeline.messages], from: page.from };
}

/** Forgets the oldest messages beyond `most`; history brings them again. */
export function trimmed(timeline: Timeline, most: number): Timeline {
  const excess = timeline.messages.length - most;
  const first = timeline.messages[excess];
  if (excess <= 0 || !first) return timeline;
  return { ...timeline, messages: timeline.messages.slice(excess), from: first.seq };
}

/** The highest number known of, held or only heard. */
export const highest = (timeline: Timeline): number => timeline.waiting.at(-1)?.seq ?? timeline.to;

/**
 * Cuts a page before its first hole that may not be stepped over yet: a number just given out may still be on its
 * way into the store while a later one is there already. `next` is the message behind the hole.
 */
export function settled(page: Page, mayStep: (hole: number, next: Message | null) => boolean): Page {
  const cutBefore = (hole: number): Page => ({
    from: page.from,
    to: hole - 1,
    messages: page.messages.filter((message) => message.seq < hole),
  });
  let expected = page.from;
  for (const message of page.messages) {
    if (message.seq > expected && !mayStep(expected, message)) return cutBefore(expected);
    expected = Math.max(expected, message.seq + 1);
  }
  return expected <= page.to && !mayStep(expected, null) ? cutBefore(expected) : page;
}
