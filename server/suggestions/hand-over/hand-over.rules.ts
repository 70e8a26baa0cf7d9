import type { HandOver } from '../../../shared/hand-over.ts';
import type { CivilDate, HandOverId, UnitId } from '../../../shared/ids.ts';
import type { PolicyProfile, PolicyRef } from '../../../shared/policies.ts';
import type { WorkCalendar } from '../../org/index.ts';
import type { RoomSpec } from '../../rooms/index.ts';
import type { Doer, Track } from '../case/case.rules.ts';
import type { Deed } from '../case/entries.rules.ts';
import { membersOf, type Roster, type Seated, type SeatSpec } from '../record/members.rules.ts';
import { owesContact, roomNameOf, unitsOwingFirstContact } from '../record/record.rules.ts';
import type { LeanSuggestion } from '../record/suggestion.store.ts';
import type { HandOverDoc } from './hand-over.store.ts';

/** What a run knows of its congress. */
export interface Surroundings {
  readonly roster: Roster;
  readonly unitNames: ReadonlyMap<UnitId, string>;
  /** The day by which a suggestion assigned on this day needs its first contact. */
  readonly contactDue: (assignedOn: CivilDate) => CivilDate;
  /** Who hands over. */
  readonly by: Doer;
  /** What cases that begin now go by. */
  readonly policy: { readonly profile: PolicyProfile; readonly ref: PolicyRef };
  readonly days: WorkCalendar;
}

/** What of a suggestion its room is made from, and the day from which terms count. */
export type RoomSource = Seated &
  Pick<LeanSuggestion, '_id' | 'congressId' | 'number' | 'title' | 'wantsWrittenReply'> &
  Partial<Pick<LeanSuggestion, 'topicId'>> & {
    readonly tracks: readonly Pick<Track, 'unitId' | 'role' | 'contacted' | 'contactIds'>[];
    readonly bound: { readonly on: CivilDate };
  };

/** A suggestion that was bound to a hand-over and its day. */
export type Claimed = LeanSuggestion & {
  readonly bound: { readonly on: CivilDate; readonly handOverId: HandOverId };
};

/** Why a suggestion cannot be handed over, or null. */
export function whyMayNotHandOver(
  { tracks }: Pick<LeanSuggestion, 'tracks'>,
  { unitNames }: Pick<Surroundings, 'unitNames'>,
): 'NO_UNITS' | 'UNKNOWN_UNIT' | null {
  if (tracks.length === 0) return 'NO_UNITS';
  return tracks.every((t) => unitNames.has(t.unitId)) ? null : 'UNKNOWN_UNIT';
}

/** The room of a suggestion as it is first made. Those that want no written reply have one all the same. */
export function roomSpecOf(
  suggestion: RoomSource,
  surroundings: Pick<Surroundings, 'roster' | 'unitNames' | 'contactDue'>,
): RoomSpec & { seats: SeatSpec[] } {
  const { _id, congressId, number, title, tracks, bound, topicId = null } = suggestion;
  const assignedOn = bound.on;
  const { unitNames, roster } = surroundings;
  const namesOf = (chosen: readonly Pick<Track, 'unitId'>[]) =>
    chosen.map((t) => unitNames.get(t.unitId) ?? '');
  const owed = unitsOwingFirstContact(tracks).length > 0;
  const contactDue = owed ? surroundings.contactDue(assignedOn) : null;
  return {
    subjectId: _id,
    kind: 'suggestion',
    congressId,
    suggestionId: _id,
    name: roomNameOf(number, title),
    title,
    number,
    phase: 'pre',
    nextDue: contactDue,
    supervised: topicId !== null,
    seats: membersOf(suggestion, roster),
    welcome: {
      type: 'welcome',
      suggestionId: _id,
      number,
      title,
      leadUnits: namesOf(tracks.filter((t) => owesContact(t.role))),
      coUnits: namesOf(tracks.filter((t) => t.role === 'co')),
      assignedOn,
      contactDue,
      wantsWrittenReply: suggestion.wantsWrittenReply,
    },
  };
}

/** That a suggestion is handed over; one that has no policy yet keeps what its congress goes by. */
export const assignmentOf = (
  { policy, bound: { on, handOverId } }: Claimed,
  surroundings: Surroundings,
  at: Date,
): Deed => ({
  ...{ at, by: surroundings.by, why: null, actKey: null, asked: null },
  happened: [
    { kind: 'assigned', body: { on, handOverId } },
    ...(policy === null ? [{ kind: 'policy-moved', body: surroundings.policy.ref } as const] : []),
  ],
});

/** A hand-over as its starter sees it. */
export const handOverView = ({ _id, assignedOn, state, total, done, failures }: HandOverDoc): HandOver => ({
  handOverId: _id,
  assignedOn,
  state,
  total,
  done,
  failures,
});
