import type { HandlingMode } from '../../../shared/cases.ts';
import { Fault } from '../../../shared/faults.ts';
import type { UnitId } from '../../../shared/ids.ts';
import type { TrackRole } from '../../../shared/suggestions.ts';
import type { Actor } from '../case/act.rules.ts';
import { type Case, replies, type Track } from '../case/case.rules.ts';
import { conflictingUnit } from '../record/record.rules.ts';

interface Given {
  readonly unitId: UnitId;
  readonly role: TrackRole;
  readonly part: string;
}

/** How many units of each role a way of handling has: at least, at most. Units for reference may always read along. */
const FIT: Readonly<
  Record<HandlingMode, Readonly<Record<Exclude<TrackRole, 'reference'>, [number, number]>>>
> = {
  sole: { lead: [1, 1], separate: [0, 0], co: [0, 0] },
  separate: { lead: [0, 0], separate: [2, Infinity], co: [0, 0] },
  joint: { lead: [1, Infinity], separate: [0, 0], co: [1, Infinity] },
  reference: { lead: [0, 0], separate: [0, 0], co: [0, 0] },
};

/** Refuses units whose roles do not fit the way of handling (单独、分别、会同、参阅); units that reply apart each have their part. */
export function refuseUnfit(mode: HandlingMode, tracks: readonly Given[]): void {
  refuseDisorder(tracks, mode === 'reference');
  for (const role of ['lead', 'separate', 'co'] as const) {
    const [least, most] = FIT[mode][role];
    const count = tracks.filter((t) => t.role === role).length;
    if (count < least || count > most) throw new Fault('TRACKS_CONFLICT', { mode, role, count });
  }
  const withoutPart = tracks.find((t) => t.role === 'separate' && t.part === '');
  if (withoutPart) throw new Fault('NOT_YET', { missing: ['part'], unitId: withoutPart.unitId });
}

/** Refuses units that stand twice, and a case that nobody would reply to. */
export function refuseDisorder(tracks: readonly Pick<Given, 'unitId' | 'role'>[], mayBeSilent = false): void {
  const twice = conflictingUnit(tracks);
  if (twice !== null) throw new Fault('TRACKS_CONFLICT', { unitId: twice });
  if (!mayBeSilent && !tracks.some(replies)) throw new Fault('TRACKS_CONFLICT', { role: 'lead', count: 0 });
}

/** Refuses a change of one unit’s track that would leave the case without order. Other units keep theirs, unless they are given anew. */
export function refuseUnfitChange(
  { tracks, mode }: Pick<Case, 'tracks' | 'mode'>,
  fromUnitId: UnitId,
  to: readonly Given[],
): void {
  const again = to.find((t) => t.unitId === fromUnitId);
  if (again) throw new Fault('TRACKS_CONFLICT', { unitId: fromUnitId });
  const staying = tracks.filter((t) => t.unitId !== fromUnitId && !to.some((g) => g.unitId === t.unitId));
  const begun = tracks.find((t) => t.state !== 'waiting' && to.some((g) => g.unitId === t.unitId));
  if (begun) throw new Fault('TRACKS_CONFLICT', { unitId: begun.unitId }); // its work would be forgotten
  refuseDisorder([...staying, ...to], mode === 'reference');
}

/** A new track as an event sets it; its unit names its people when it signs. */
export const given = ({ unitId, role, part }: Given) => ({ unitId, role, part, contactIds: [] });

/** The track of a unit that the caller acts for. */
export function ownTrack(found: Case, actor: Actor, unitId: UnitId): Track {
  const track = found.tracks.find((t) => t.unitId === unitId);
  if (!track || actor.unitId !== unitId) throw new Fault('NOT_YOUR_TRACK', { unitId });
  return track;
}
