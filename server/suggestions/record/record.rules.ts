import { createHash } from 'node:crypto';
import type { UnitId } from '../../../shared/ids.ts';
import type { Phase, SourceType, TrackRole } from '../../../shared/suggestions.ts';
import { PHASES } from '../../../shared/values/suggestions.ts';
import type { SeatSpec } from './members.rules.ts';

interface TrackState {
  readonly unitId: UnitId;
  readonly role: TrackRole;
  readonly contacted: readonly Phase[];
}

const digest = (parts: unknown): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);

/** What tells suggestions of one session apart: the number; where a record gives none, its title. */
export const numberKeyOf = (number: string, title: string): string =>
  number === '' ? `t:${digest(title)}` : number;

/** Sorts as the office reads: by session, then by number as a number; those without one last, in a fixed order. */
export function orderKeyOf(session: number, number: string, title: string): string {
  const digits = /\d+/.exec(number)?.[0] ?? '';
  const rank = number === '' ? '~' : digits.padStart(10, '0');
  return `${String(session).padStart(4, '0')} ${rank} ${numberKeyOf(number, title)}`;
}

/** Equal for two lists of values that say the same. */
export const hashOf = (values: readonly unknown[]): string => digest(values);

/** Equal for two sets of seats that are the same, in whatever order. */
export const seatsKeyOf = (seats: readonly SeatSpec[]): string =>
  digest(seats.map((s) => `${s.personId} ${s.roles.join(' ')}`).sort());

const MAX_NAME = 50; // characters

/** The room's name: 第7238号代表建议办理群; without a number the title, at most 50 characters. */
export function roomNameOf(number: string, title: string): string {
  if (number !== '') return `第${number}号代表建议办理群`;
  const characters = Array.from(title);
  return characters.length <= MAX_NAME ? title : `${characters.slice(0, MAX_NAME - 1).join('')}…`;
}

/** Lead and separate units owe the deputies contact; co-handling units join in, reference units read along. */
export const owesContact = (role: TrackRole): boolean => role === 'lead' || role === 'separate';

/** The contact phase a case is in: the first that some unit which owes it has not been through; at the end `post`. */
export function phaseOf(tracks: readonly TrackState[]): Phase {
  const owing = tracks.filter((t) => owesContact(t.role));
  return (
    PHASES.find((phase) => owing.some((t) => !t.contacted.includes(phase))) ??
    (owing.length > 0 ? 'post' : 'pre')
  );
}

/** Units that still owe the contact before handling. */
export const unitsOwingFirstContact = (tracks: readonly TrackState[]): UnitId[] =>
  tracks.filter((t) => owesContact(t.role) && !t.contacted.includes('pre')).map((t) => t.unitId);

/** Whether a unit stands twice among tracks: it would both lead and co-handle. */
export function conflictingUnit(tracks: readonly { unitId: UnitId }[]): UnitId | null {
  const seen = new Set<UnitId>();
  for (const { unitId } of tracks) {
    if (seen.has(unitId)) return unitId;
    seen.add(unitId);
  }
  return null;
}

/** The list without repetitions and without the one who leads. */
export const withoutLead = <T>(ids: readonly T[], leadId: T | null): T[] =>
  [...new Set(ids)].filter((id) => id !== leadId);

/** Whether a record already says all this; undefined and null are the same silence. */
export const isSame = <T extends object>(given: Partial<T>, kept: T): boolean =>
  Object.entries(given).every(
    ([field, value]) => JSON.stringify(value ?? null) === JSON.stringify(kept[field as keyof T] ?? null),
  );

/** What a suggestion is by its deputies: one, or several; a delegation's stays one, and no deputies say nothing new. */
export function sourceAfter(
  source: SourceType,
  leadId: string | null,
  secondingIds: readonly string[],
): SourceType {
  if (source === 'delegation' || (leadId === null && secondingIds.length === 0)) return source;
  return secondingIds.length > 0 ? 'joint' : 'individual';
}
