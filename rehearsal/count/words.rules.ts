import { least } from './counted.rules.ts';
import type { Day } from './days.rules.ts';
import {
  firstAfter,
  type History,
  isReplying,
  NEVER,
  ofUnit,
  pastOf,
  type Tenure,
  text,
  texts,
} from './history.rules.ts';
import { type Life, life, type Span, unit } from './life.rules.ts';

/** That somebody said something in a case’s room. */
export interface Word {
  readonly at: number;
  readonly on: Day;
  readonly by: 'deputy' | 'unit' | 'other';
}

/** R7 and R25: deputies who were not answered, and rooms in which nothing was said. */
export const livesOfWords = (h: History, words: readonly Word[]): Life[] =>
  h.tenures.filter(isReplying).flatMap((t) => [...unanswered(h, t, words), ...silences(h, t, words)]);

/** Between which instants a unit still had to reply. */
function owing({ past, over }: History, t: Tenure): Span[] {
  const replied = past.filter(
    ({ kind, body }) => ['replied', 'explained'].includes(kind) && ofUnit(t.unitId)(body),
  );
  const again = past.filter(
    ({ kind, body }) => kind === 'rehandling-ordered' && texts(body, 'unitIds').includes(t.unitId),
  );
  const end = least(t.until, over);
  return [t.from, ...again.map(({ at }) => at)].map((from) => ({
    from,
    until: least(replied.find(({ at }) => at > from)?.at, end),
  }));
}

const cut = (spans: readonly Span[], { from, until }: Span): Span[] =>
  spans
    .map((span) => ({ from: Math.max(span.from, from), until: Math.min(span.until, until) }))
    .filter((span) => span.from < span.until);

/** R7: from a deputy’s word until somebody of a unit says one, or the unit gets in touch otherwise. */
function unanswered(h: History, t: Tenure, words: readonly Word[]): Life[] {
  const spans = owing(h, t);
  const waits: { from: number; until: number; since: Day }[] = [];
  let waiting: Word | null = null;
  for (const word of words) {
    if (word.by === 'deputy') waiting ??= word;
    if (word.by !== 'unit' || waiting === null) continue;
    waits.push({ from: waiting.at, until: word.at, since: waiting.on });
    waiting = null;
  }
  if (waiting !== null) waits.push({ from: waiting.at, until: NEVER, since: waiting.on });
  return waits.map(({ from, until, since }) => {
    const contact = pastOf(h, 'contact-recorded').find(
      ({ on, body }) => on >= since && ofUnit(t.unitId)(body),
    );
    const own = { from, until: least(until, contact?.at) };
    return life({ rule: 'R7', ower: unit(t.unitId), ...own, since, due: null, spans: cut(spans, own) });
  });
}

/** R25: from a word until the next, as long as the case is being handled. */
function silences(h: History, t: Tenure, words: readonly Word[]): Life[] {
  const handled = handling(h);
  const spans = owing(h, t).flatMap((span) => cut(handled, span));
  const begun = [{ at: h.assigned.at, on: h.assigned.on }, ...words.filter(({ at }) => at > h.assigned.at)];
  return begun.map(({ at, on }, i) => {
    const own = { from: at, until: begun[i + 1]?.at ?? NEVER };
    return life({ rule: 'R25', ower: unit(t.unitId), ...own, since: on, due: null, spans: cut(spans, own) });
  });
}

/** Between which instants the case was being handled for the first time: not while it is given back or coordinated. */
function handling(h: History): Span[] {
  const answering = h.tenures.filter(isReplying);
  const isOf = (body: Readonly<Record<string, unknown>>) =>
    answering.some((t) => t.unitId === text(body, 'unitId'));
  const ended = least(pastOf(h, 'feedback-asked')[0]?.at, h.over);
  const begun = answering.map((t) => {
    const reached = firstAfter(
      pastOf(h, 'contact-recorded'),
      t.from,
      (body) => ofUnit(t.unitId)(body) && body['reachedLead'] === true,
    );
    return { from: reached?.at ?? NEVER, until: least(t.until, ended) };
  });
  const back = pastOf(h, 'return-requested')
    .filter(({ body }) => isOf(body))
    .map(({ at, body }) => ({
      from: at,
      until: least(
        firstAfter(pastOf(h, 'return-refused', 'reassigned'), at, (b) =>
          [text(b, 'unitId'), text(b, 'fromUnitId')].includes(text(body, 'unitId')),
        )?.at,
      ),
    }));
  const coordinated = pastOf(h, 'coordination-opened').map(({ at }) => ({
    from: at,
    until: least(firstAfter(pastOf(h, 'coordination-decided'), at)?.at),
  }));
  const union = joined(begun.filter(({ from, until }) => from < until));
  return [...back, ...coordinated].reduce((left, hole) => left.flatMap((span) => without(span, hole)), union);
}

/** Spans that meet become one. */
function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && span.from <= last.until)
      all[all.length - 1] = { from: last.from, until: Math.max(last.until, span.until) };
    else all.push(span);
  }
  return all;
}

const without = ({ from, until }: Span, hole: Span): Span[] =>
  [
    { from, until: Math.min(until, hole.from) },
    { from: Math.max(from, hole.until), until },
  ].filter((span) => span.from < span.until);
