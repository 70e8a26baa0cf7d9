import type { Random } from '../demo/index.ts';
import type { CaseState } from '../shared/cases.ts';
import type { CivilDate, DelegationId, PersonId, RoomId, SuggestionId, UnitId } from '../shared/ids.ts';
import type { SuggestionView } from '../shared/suggestions.ts';
import type { HalfDay } from './agenda.ts';

export type TrackSeen = Pick<SuggestionView['tracks'][number], 'unitId' | 'role' | 'state' | 'contacted'> & {
  readonly since: CivilDate | null;
};

/** One case as those who act in it know it, from the answers they were given. */
export interface Plot {
  readonly id: SuggestionId;
  readonly name: string;
  readonly roomId: RoomId;
  readonly random: Random;
  readonly half: HalfDay;
  readonly delegationId: DelegationId | null;
  readonly byDelegation: boolean;
  wantsWrittenReply: boolean;
  lead: PersonId | null;
  seconding: readonly PersonId[];
  state: CaseState;
  round: number;
  revision: number;
  tracks: readonly TrackSeen[];
  /** Whom a unit named. */
  readonly named: Map<UnitId, readonly PersonId[]>;
  /** By when the reply is due, once more time was granted. */
  extendedUntil: CivilDate | null;
  /** A coordination is under way: units wait. */
  held: boolean;
  /** Withdrawn or filed: nobody does anything with it any more. */
  over: boolean;
  /** What has to end before it can be filed. */
  readonly open: Set<string>;
  isClosing: boolean;
  /** The last round that the lead deputy has rated. */
  rated: number;
  /** Promises that somebody looks after already. */
  readonly promised: Set<string>;
  /** How often somebody acted in it; makes keys. */
  acts: number;
}

/** What of an answer is taken over. */
export type Seen = Pick<SuggestionView, 'state' | 'round' | 'revision'> & {
  readonly lead: { readonly personId: PersonId } | null;
  readonly seconding: readonly { readonly personId: PersonId }[];
  readonly tracks: readonly TrackSeen[];
};

/** Takes over what an answer says of the case. */
export function note(plot: Plot, view: Seen): void {
  plot.lead = view.lead?.personId ?? null;
  plot.seconding = view.seconding.map(({ personId }) => personId);
  plot.state = view.state;
  plot.round = view.round;
  plot.revision = view.revision;
  plot.tracks = view.tracks.map(({ unitId, role, state, contacted, since }) => {
    return { unitId, role, state, contacted, since };
  });
  plot.over = view.state === 'withdrawn' || view.state === 'archived';
}

/** A unit’s track, if it still has one. */
export const trackOf = (plot: Plot, unitId: UnitId): TrackSeen | undefined =>
  plot.tracks.find((t) => t.unitId === unitId);

/** Units that reply by themselves. */
export const replyingUnits = (plot: Plot): UnitId[] =>
  plot.tracks.filter(({ role }) => role === 'lead' || role === 'separate').map(({ unitId }) => unitId);
