import { isMention } from '../../../../client-sdk/pending.ts';
import type { PersonId } from '../../../../shared/ids.ts';
import type { Mention } from '../../../../shared/messages.ts';
import type { Seat, SeatRole } from '../../../../shared/seats.ts';
import { MAX_MENTIONS } from '../../../../shared/values/messages.ts';
import { mayCallEveryone, SEAT_ROLES } from '../../../../shared/values/seats.ts';

/** Whom a message calls, and the words that stand for them behind an @. */
export interface Calling {
  readonly mention: Mention;
  readonly words: string;
}

/** One line to choose from. */
export interface Callable extends Calling {
  readonly key: string;
  /** How many it calls; null: one person. */
  readonly count: number | null;
  /** Where the person stands; empty for roles. */
  readonly detail: string;
}

const AT = /[@＠]/g;

/**
 * Those whose words still stand in the text, each once: who takes the words away calls nobody. Of several that begin at
 * one place the longest is meant.
 */
export function calledIn(text: string, callings: readonly Calling[]): Calling[] {
  const longest = callings.toSorted((a, b) => b.words.length - a.words.length);
  const found = new Set<Calling>();
  for (const { index } of text.matchAll(AT)) {
    const calling = longest.find(({ words }) => text.startsWith(words, index + 1));
    if (calling) found.add(calling);
  }
  return callings.filter((calling) => found.has(calling)).slice(0, MAX_MENTIONS);
}

/** With one more; the same words twice are one. */
export const withCalling = (callings: readonly Calling[], one: Calling): Calling[] => [
  ...callings.filter(({ words }) => words !== one.words),
  one,
];

/** How many others these call, by who sits here. */
export function countCalled(mentions: readonly Mention[], seats: readonly Seat[], me: PersonId): number {
  const isCalled = ({ personId, roles }: Seat) =>
    mentions.some((mention) => {
      if (mention.kind === 'person') return mention.personId === personId;
      return mention.kind === 'everyone' || roles.includes(mention.role);
    });
  return seats.filter((seat) => seat.personId !== me && isCalled(seat)).length;
}

/** What the lines are called. */
export interface CallWords {
  readonly roles: Readonly<Record<SeatRole, string>>;
  readonly everyone: string;
  readonly person: (name: string, place: string) => string;
}

/** Whom somebody may call in a room: all, where they may; the roles that others have here; the others by name. */
export function callablesOf(
  seats: readonly Seat[],
  me: { readonly personId: PersonId; readonly roles: readonly SeatRole[] },
  words: CallWords,
): Callable[] {
  const others = seats.filter(({ personId }) => personId !== me.personId);
  const roles = SEAT_ROLES.map((role): Callable => {
    const count = others.filter((seat) => seat.roles.includes(role)).length;
    return { key: role, mention: { kind: 'role', role }, words: words.roles[role], count, detail: '' };
  }).filter(({ count }) => count !== 0);
  const everyone: Callable[] =
    mayCallEveryone(me.roles) && others.length > 0
      ? [
          {
            ...{ key: 'everyone', mention: { kind: 'everyone' }, words: words.everyone },
            ...{ count: others.length, detail: '' },
          },
        ]
      : [];
  const names = new Map<string, number>();
  for (const { name } of others) names.set(name, (names.get(name) ?? 0) + 1);
  const people = others.map(({ personId, name, label }): Callable => ({
    key: personId,
    mention: { kind: 'person', personId },
    // Of two who are called the same each bears where they stand.
    words: (names.get(name) ?? 0) > 1 ? words.person(name, label) : name,
    ...{ count: null, detail: label },
  }));
  return [...roles, ...everyone, ...people];
}

/** Those that fit what was typed: by their words or place, or because the server found them by pinyin. */
export function fitting(
  all: readonly Callable[],
  typed: string,
  found: ReadonlySet<PersonId>,
): readonly Callable[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return all;
  return all.filter(
    ({ mention, words, detail }) =>
      words.toLowerCase().includes(wanted) ||
      detail.toLowerCase().includes(wanted) ||
      (mention.kind === 'person' && found.has(mention.personId)),
  );
}

/** Callings as they are kept beside a draft; none: nothing. */
export const keptCallings = (callings: readonly Calling[]): string =>
  callings.length === 0 ? '' : JSON.stringify(callings.map(({ mention, words }) => ({ mention, words })));

/** What was kept; what cannot be read calls nobody. */
export function readCallings(text: string): Calling[] {
  if (text === '') return [];
  try {
    const found: unknown = JSON.parse(text);
    return Array.isArray(found) ? found.filter(isCalling) : [];
  } catch {
    return [];
  }
}

const isCalling = (found: unknown): found is Calling =>
  typeof found === 'object' &&
  found !== null &&
  'words' in found &&
  typeof found.words === 'string' &&
  'mention' in found &&
  isMention(found.mention);

/** Whether an @ that was just typed begins a call: not within an address of mail. */
export const beginsCall = (text: string, at: number): boolean =>
  /^[@＠]$/.test(text.charAt(at)) && !/[A-Za-z0-9._-]$/.test(text.slice(0, at));
