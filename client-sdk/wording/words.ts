import type { FaultCode } from '../../shared/faults.ts';
import type { FileKind, FileState, RefusedBecause } from '../../shared/files.ts';
import type { Act } from '../../shared/message-acts.ts';
import type { Card, MessageBody, Reaction } from '../../shared/messages.ts';
import type { ValueName } from '../../shared/policies.ts';
import type { RoomState } from '../../shared/rooms.ts';
import type { SeatRole } from '../../shared/seats.ts';
import type { ContactMethod, Phase, TrackRole } from '../../shared/suggestions.ts';
import type { BoardWords } from './board-words.ts';

/** Facts of a refusal as they come: read with `numberOf` and `textOf`, since a server may be newer than the words. */
export type Facts = Readonly<Record<string, unknown>>;
export type SystemLine = Extract<MessageBody, { kind: 'system' }>;

export type Recalled = Extract<MessageBody, { kind: 'recalled' }>;

/** A card in words: what it is, and its lines, each a label and a text. */
export interface CardWords {
  readonly title: string;
  readonly lines: readonly { readonly label: string; readonly text: string }[];
  /** What is expected of the reader. */
  readonly note: string;
}

/** What stands in rooms alone, and of them in the list of rooms. Apart, so that a first page can do without. */
export interface RoomWords {
  /** A card in the inbox, in a few words. */
  readonly cardNames: { readonly [T in Card['type']]: string };
  /** A system line in the inbox, in a few words. */
  readonly systemNames: { readonly [K in SystemLine['key']]: string };
  /** A recalled message in the inbox. */
  readonly recalledName: string;
  readonly cards: { readonly [T in Card['type']]: (card: Extract<Card, { type: T }>) => CardWords };
  readonly system: { readonly [K in SystemLine['key']]: (params: SystemLine['params']) => string };
  /** An act in the list of acts, after the name of who did it. */
  readonly acts: { readonly [K in Act['kind']]: string };
}

/** The other words. */
export interface FirstWords {
  readonly faults: { readonly [C in FaultCode]: (facts: Facts) => string };
  /** What a file is called where it is not shown. */
  readonly fileKinds: { readonly [K in FileKind]: string };
  readonly fileStates: { readonly [S in FileState]: string };
  /** Why a file was refused, and what to do. */
  readonly refusedFile: { readonly [W in RefusedBecause]: string };
  /** What each value of a congress’s rules is called. */
  readonly policyValues: { readonly [V in ValueName]: string };
  /** Boards and figures. */
  readonly boards: BoardWords;
  readonly phases: { readonly [P in Phase]: string };
  readonly methods: { readonly [M in ContactMethod]: string };
  readonly trackRoles: { readonly [R in TrackRole]: string };
  readonly seatRoles: { readonly [R in SeatRole]: string };
  /** What stands behind the @ that calls all who sit as this. */
  readonly mentionRoles: { readonly [R in SeatRole]: string };
  /** What stands behind the @ that calls all. */
  readonly everyone: string;
  readonly reactions: { readonly [R in Reaction]: string };
  readonly roomStates: { readonly [S in RoomState]: string };
  /** The stub that stands where a message was taken back. */
  readonly recalled: (stub: Pick<Recalled, 'by' | 'byOffice' | 'why'>) => string;
  /** In place of the excerpt of a message that was taken back. */
  readonly quoteRecalled: string;
  /** The mark of a message whose words were changed. */
  readonly edited: string;
}

/** All words of one language for what the server says in codes. A missing key does not compile. */
export interface Words extends FirstWords, RoomWords {}

/** A number among the facts, or null. */
export const numberOf = (facts: Facts, name: string): number | null => {
  const value = facts[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};

/** A text among the facts, or null. */
export const textOf = (facts: Facts, name: string): string | null => {
  const value = facts[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** Texts among the facts; none, when it is no list. */
export const listOf = (facts: Facts, name: string): string[] => {
  const value = facts[name];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
};

/** A size as people read it, `20 MB`; binary units, as file managers show them. */
export const sizeOf = (bytes: number): string => {
  const units = ['B', 'KB', 'MB', 'GB'] as const;
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1).replace(/\.0$/, '') : Math.round(value)} ${units[power] ?? 'B'}`;
};

/** Whole seconds to wait, at least one; null when the server named none. */
export const secondsOf = (facts: Facts): number | null => {
  const ms = numberOf(facts, 'retryAfterMs');
  return ms === null ? null : Math.max(1, Math.ceil(ms / 1000));
};

const wallClock = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** An instant as its day and time in Asia/Shanghai. */
export function civilOf(instant: string): { year: string; month: string; day: string; time: string } {
  const parts = new Map(wallClock.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return {
    year: of('year'),
    month: of('month'),
    day: of('day'),
    time: `${of('hour')}:${of('minute')}`,
  };
}
