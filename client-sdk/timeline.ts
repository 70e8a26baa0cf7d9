import type { Message, Reaction } from '../shared/messages.ts';
import { bySeq, hidesMine, isSame, newerOf, tidy, wasSaid } from './message-states.ts';

/** Numbers of a page of history: every number in from…to is settled, by a message or by a tombstone. */
export interface Page {
  readonly messages: readonly Message[];
  readonly from: number;
  readonly to: number;
}

/** What a client holds of a room: all that was said from number `from` to `to`, and what it heard beyond a hole. */
export interface Timeline extends Page {
  /** Ascending, all beyond to + 1. */
  readonly waiting: readonly Message[];
  /** All changes up to this number are in `messages`. */
  readonly changedTo: number;
  /** The caller's own reactions are sure up to this change, `changedTo` at most: broadcasts do not say them. */
  readonly mineTo: number;
  /** Own reactions told by themselves: by message, the change since which they stand. */
  readonly mineAt: ReadonlyMap<number, number>;
}

/** A timeline after something arrived, and what is to be told because of it, in order. */
export interface Step {
  readonly timeline: Timeline;
  readonly added: readonly Message[];
  /** Messages that were held before, as they stand now. */
  readonly changed: readonly Message[];
}

/** Changes `from` to `to` of a room, and the messages they touched as they stood afterwards. */
export interface Changes {
  readonly from: number;
  readonly to: number;
  readonly messages: readonly Message[];
}

/** The numbers that a client names when it asks what it lacks. */
export interface Held {
  readonly seq: number;
  readonly changeSeq: number;
}

/** Most messages kept while a hole is being repaired; what falls out comes again by history. */
const MOST_WAITING = 500;

const still = (timeline: Timeline): Step => ({ timeline, added: [], changed: [] });

/** Takes what waits directly behind the timeline into it. */
function drained(timeline: Timeline, step: Omit<Step, 'timeline'>): Step {
  const next = [...step.added];
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
  const after = { ...timeline, messages, to, waiting: timeline.waiting.slice(taken) };
  return { timeline: after, added: next, changed: step.changed };
}

/** Puts newer states in the place of those held or waiting; knows nothing of others. */
export function restate(timeline: Timeline, states: readonly Message[]): Step {
  if (states.length === 0) return still(timeline);
  const coming = new Map(tidy(states, timeline.mineAt).map((state) => [state.seq, state]));
  const renewed = (held: Message): Message => {
    const state = coming.get(held.seq);
    return state ? newerOf(held, state, timeline.mineAt.get(held.seq)) : held;
  };
  const messages = timeline.messages.map(renewed);
  const waiting = timeline.waiting.map(renewed);
  const changed = messages.filter((message, at) => message !== timeline.messages[at]);
  const isOther = changed.length > 0 || waiting.some((message, at) => message !== timeline.waiting[at]);
  return isOther ? { timeline: { ...timeline, messages, waiting }, added: [], changed } : still(timeline);
}

/** A timeline that begins with this page, read when all changes up to `changedTo` were done, with what was heard meanwhile. */
export function startTimeline(page: Page, changedTo: number, heard: readonly Message[]): Step {
  const mineAt = new Map<number, number>();
  const nothing = {
    messages: [],
    from: page.from,
    to: page.from - 1,
    waiting: [],
    changedTo,
    mineTo: changedTo,
    mineAt,
  };
  let step = coverForward(nothing, page);
  for (const message of heard) {
    const next = hear(step.timeline, message);
    step = { ...next, added: [...step.added, ...next.added] };
  }
  // Nothing of it was told before: it is told once, as it stands.
  const { messages } = step.timeline;
  return { ...step, added: messages, changed: [] };
}

/** Takes in one message: behind the timeline, beyond a hole, or a newer state of one that is known. */
export function hear(timeline: Timeline, message: Message): Step {
  const { from, to, waiting } = timeline;
  if (message.seq < from) return still(timeline);
  if (message.seq <= to || waiting.some((other) => other.seq === message.seq))
    return restate(timeline, [message]);
  const all = [...waiting, message].sort(bySeq);
  // A change that falls out with its message is asked for again.
  const lost = all.slice(MOST_WAITING).flatMap(({ changeSeq }) => (changeSeq > 0 ? [changeSeq - 1] : []));
  const held = Math.min(timeline.changedTo, ...lost);
  const next = unsure({ ...timeline, waiting: all.slice(0, MOST_WAITING) }, held);
  return drained(next, { added: [], changed: [] });
}

/**
 * Takes in changes told. Those before them may be missing: then `changedTo` stays, and shows it. The caller's own
 * reactions, made on another device, are told apart, and that may be lost: then `mineTo` stays, and the next question
 * brings them.
 */
export function takeChanges(timeline: Timeline, changes: Changes): Step {
  const added: Message[] = [];
  const changed: Message[] = [];
  let now = timeline;
  for (const message of [...changes.messages].sort(bySeq)) {
    const step = hear(now, message);
    now = step.timeline;
    added.push(...step.added);
    changed.push(...step.changed);
  }
  if (changes.from > now.changedTo + 1 || changes.to <= now.changedTo)
    return { timeline: now, added, changed };
  const isSure = now.mineTo === now.changedTo && !changes.messages.some(hidesMine);
  const mineTo = isSure ? changes.to : now.mineTo;
  return { timeline: { ...now, changedTo: changes.to, mineTo }, added, changed };
}

/** What comes after this change must be asked for again. */
const unsure = (timeline: Timeline, changedTo: number): Timeline => ({
  ...timeline,
  changedTo,
  mineTo: Math.min(timeline.mineTo, changedTo),
});

/** Answers to all that changed beyond `asked` up to `to` have been taken in; counts only if what was held then is held still. */
export function settleChanges(timeline: Timeline, asked: number, to: number): Timeline {
  const changedTo = asked <= timeline.changedTo ? Math.max(to, timeline.changedTo) : timeline.changedTo;
  const mineTo = asked <= timeline.mineTo ? Math.max(to, timeline.mineTo) : timeline.mineTo;
  const isNew = changedTo > timeline.changedTo || mineTo > timeline.mineTo;
  return isNew ? { ...timeline, changedTo, mineTo } : timeline;
}

/** What there is beyond the numbers a client named: settled up to `to`, of a room with these numbers. */
export interface Answer {
  readonly to: number;
  readonly head: Held;
  readonly messages: readonly Message[];
}

/**
 * Takes the answer to the question what there is beyond the numbers `asked`. What was heard of numbers that the answer
 * stops short of may have been changed since; it comes with the next answer.
 */
export function takeSync(timeline: Timeline, asked: Held, { to, head, messages }: Answer): Step {
  const isSure = ({ seq }: Message) => seq <= to || seq > head.seq;
  const sure = { ...timeline, waiting: timeline.waiting.filter(isSure) };
  const restated = restate(
    sure,
    messages.filter(({ seq }) => seq <= timeline.to),
  );
  const page = { from: asked.seq + 1, to, messages };
  const step = coverForward(restated.timeline, page);
  const isWhole = to >= head.seq || to >= step.timeline.to;
  return {
    ...step,
    timeline: isWhole ? settleChanges(step.timeline, asked.changeSeq, head.changeSeq) : step.timeline,
    changed: restated.changed,
  };
}

/** Appends the page that follows the timeline; of what waits the newer state counts. */
export function coverForward(timeline: Timeline, page: Page): Step {
  const { to, waiting, mineAt } = timeline;
  if (page.from > to + 1 || page.to <= to) return still(timeline);
  const isNew = (message: Message) => message.seq > to && message.seq <= page.to;
  const added = tidy([...waiting, ...page.messages].filter(isNew), mineAt);
  return drained({ ...timeline, to: page.to }, { added, changed: [] });
}

/** Puts the page that precedes the timeline before it. It was asked for when changes up to `askedAt` were held. */
export function coverBackward(timeline: Timeline, page: Page, askedAt: number): Timeline {
  const { from, mineAt } = timeline;
  if (page.to < from - 1 || page.from >= from) return timeline;
  const older = tidy(
    page.messages.filter((message) => message.seq < from),
    mineAt,
  );
  const grown = { ...timeline, messages: [...older, ...timeline.messages], from: page.from };
  return unsure(grown, Math.min(timeline.changedTo, askedAt));
}

/** The caller's own reactions to a message, set on another device by change number `changeSeq`. */
export function markMine(
  timeline: Timeline,
  mark: { readonly seq: number; readonly changeSeq: number; readonly mine: Reaction[] },
): Step {
  const { seq, changeSeq, mine } = mark;
  const held = timeline.messages.find((message) => message.seq === seq);
  if (seq < timeline.from || changeSeq < (timeline.mineAt.get(seq) ?? 0)) return still(timeline);
  if (held && isSame(held.mine, mine)) return still(timeline);
  // Told late, or before the message itself: which of them is newer cannot be known, so the change is asked for again.
  if (!held || held.changeSeq > changeSeq) {
    const known = Math.min(timeline.changedTo, (held?.changeSeq ?? changeSeq) - 1);
    return still(unsure(timeline, known));
  }
  const next = { ...held, mine };
  const messages = timeline.messages.map((message) => (message === held ? next : message));
  const mineAt = new Map(timeline.mineAt).set(seq, changeSeq);
  return { timeline: { ...timeline, messages, mineAt }, added: [], changed: [next] };
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
