import type { EventKind, ShortBody } from '../../../shared/case-events.ts';
import type { CivilDate } from '../../../shared/ids.ts';
import type { PolicyProfile, Span } from '../../../shared/policies.ts';
import { type Owed, owerKey } from '../../notices/index.ts';
import { dueDay, type WorkCalendar } from '../../org/index.ts';
import type { CaseInShort, Told, ReckonedTrack } from '../case/case.rules.ts';

/** What was said in the case’s room, as far as somebody owes something by it. */
export interface Heard {
  /** Day of the first word of a deputy that nobody of a unit has answered; null: there is none. */
  readonly unansweredSince: CivilDate | null;
  /** Day of the last word of anybody, once the silence after it has lasted too long; null: it has not. */
  readonly lastWordOn: CivilDate | null;
}

/** A case and all that its duties are reckoned from. */
export interface Reckoning {
  readonly found: CaseInShort;
  /** Its whole history, the first entry first. */
  readonly entries: readonly Told[];
  readonly policy: Pick<PolicyProfile, 'terms' | 'ledgerReportMonth'>;
  readonly days: WorkCalendar;
  readonly today: CivilDate;
  readonly heard: Heard;
}

/** Something of one kind that happened, and when. */
export interface Past<K extends EventKind> {
  readonly n: number;
  readonly on: CivilDate;
  readonly kind: K;
  readonly body: ShortBody<K>;
  /** Which of all that ever happened in the case, by order. */
  readonly place: number;
}

type ByKind = ReadonlyMap<EventKind, readonly Past<EventKind>[]>;

/** Histories by what happened: many duties ask one history for many kinds. A history that was read is never changed. */
const known = new WeakMap<readonly Told[], ByKind>();

function byKind(entries: readonly Told[]): ByKind {
  const kept = known.get(entries);
  if (kept) return kept;
  const made = new Map<EventKind, Past<EventKind>[]>();
  let place = 0;
  for (const { n, on, happened } of entries)
    for (const { kind, body } of happened) {
      const past = { n, on, kind, body, place: place++ };
      const others = made.get(kind);
      if (others) others.push(past);
      else made.set(kind, [past]);
    }
  known.set(entries, made);
  return made;
}

const NEVER: readonly Past<EventKind>[] = [];

/** All of one kind, in order. */
export const pastOf = <K extends EventKind>(entries: readonly Told[], kind: K): readonly Past<K>[] =>
  (byKind(entries).get(kind) ?? NEVER) as readonly Past<K>[];

/** All of several kinds, in order. */
export function pastAmong<K extends EventKind>(
  entries: readonly Told[],
  ...kinds: readonly K[]
): readonly Past<K>[] {
  const some = kinds.map((kind) => pastOf(entries, kind)).filter((past) => past.length > 0);
  return some.length === 1 ? (some[0] ?? []) : some.flat().sort((a, b) => a.place - b.place);
}

/** Last day of a term that began then. */
export const dueBy = (since: CivilDate, term: Span, { days }: Pick<Reckoning, 'days'>): CivilDate =>
  dueDay(since, term, days);

interface Name extends Pick<Owed, 'rule' | 'ower'> {
  readonly round?: number;
  /** Tells duties of one rule, ower and round apart. */
  readonly subject?: string;
  readonly facts?: Owed['facts'];
}

interface Course extends Pick<Owed, 'since' | 'due'> {
  /** It was done then; `on: null`: at some time. */
  readonly done?: { readonly on: CivilDate | null } | null | undefined;
  /** The day on which it lost its sense. */
  readonly over?: CivilDate | null | undefined;
}

const NO_FACTS = {};

/** A duty by its name and its course: what was done stays done, in time or late; what came to an end undone lapsed. */
export function owe(name: Name, { since, due, done, over }: Course): Owed {
  const { rule, ower, round = 1, subject = '', facts = NO_FACTS } = name;
  const key = `${rule}|${owerKey(ower)}|${round}|${subject}`;
  const [state, closedOn] = stateOf({ due, done, over });
  return { key, rule, ower, round, facts, since, due, state, closedOn };
}

function stateOf({ due, done, over }: Omit<Course, 'since'>): readonly [Owed['state'], CivilDate | null] {
  if (!done) return over ? ['lapsed', over] : ['open', null];
  return [done.on !== null && due !== null && done.on > due ? 'late' : 'done', done.on];
}

/** Done on the day of what happened, if it did. */
export const doneBy = (past: { readonly on: CivilDate } | undefined) => (past ? { on: past.on } : null);

/** When a unit signed for what it was given, if that was before an entry; a second signature changes nothing. */
export function receivedOn(
  { unitId, since, receivedOn: kept }: Pick<ReckonedTrack, 'unitId' | 'since' | 'receivedOn'>,
  { entries }: Pick<Reckoning, 'entries'>,
  before = Number.POSITIVE_INFINITY,
): CivilDate | null {
  const first = pastOf(entries, 'signed-for').find(
    ({ on, body }) => body.unitId === unitId && since !== null && on >= since,
  );
  // What it had signed for before its part changed stands; it counts from when it has this part.
  if (!first) return kept !== null && since !== null && kept < since ? since : kept;
  return first.n < before ? first.on : null;
}
