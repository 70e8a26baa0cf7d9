import { Fault } from '../../../shared/faults.ts';
import type { UnitId } from '../../../shared/ids.ts';
import type { Actor } from '../case/act.rules.ts';
import { type Case, replies, type Track } from '../case/case.rules.ts';

type Acting = Pick<Actor, 'unitId'>;

/** The track that the actor’s own unit has in a case. */
export function ownTrack({ tracks }: Pick<Case, 'tracks'>, { unitId }: Acting): Track {
  const own = unitId === null ? undefined : tracks.find((t) => t.unitId === unitId);
  if (!own) throw new Fault('NOT_YOUR_TRACK');
  return own;
}

/** The same, of a unit that replies to the deputies. */
export function ownReplyingTrack(found: Pick<Case, 'tracks'>, actor: Acting): Track {
  const own = ownTrack(found, actor);
  if (!replies(own)) throw new Fault('NOT_YOUR_TRACK', { role: own.role });
  return own;
}

/** A replying unit’s track that is being handled: the lead deputy was reached, and it has not replied in this round. */
export function ownTrackAtWork(found: Pick<Case, 'tracks'>, actor: Acting): Track {
  const own = ownReplyingTrack(found, actor);
  if (own.state === 'replied') throw new Fault('ALREADY_DONE', { unitId: own.unitId });
  refuseUnreceived(own);
  if (own.state !== 'handling') throw new Fault('NOT_YET', { missing: ['contact'] });
  return own;
}

/** A unit that has not signed for a case, or wants to give it back, does nothing with it yet. */
export function refuseUnreceived({ state }: Pick<Track, 'state'>): void {
  if (state === 'waiting') throw new Fault('NOT_YET', { missing: ['receipt'] });
  if (state === 'return-requested') throw new Fault('NOT_YET', { missing: ['return-decision'] });
}

/** The track of a unit that somebody else named. */
export function trackOf({ tracks }: Pick<Case, 'tracks'>, unitId: UnitId): Track {
  const track = tracks.find((t) => t.unitId === unitId);
  if (!track) throw new Fault('UNKNOWN_UNIT', { unitIds: [unitId] });
  return track;
}

/** The co-handling track of a unit that somebody else named. */
export function coTrackOf(found: Pick<Case, 'tracks'>, unitId: UnitId): Track {
  const track = trackOf(found, unitId);
  if (track.role !== 'co') throw new Fault('UNKNOWN_UNIT', { unitIds: [unitId] });
  return track;
}

/** Co-handling units whose opinion a reply of this track has to wait for: a separate unit waits only where nobody leads. */
export function opinionsMissing({ tracks }: Pick<Case, 'tracks'>, { role }: Pick<Track, 'role'>): UnitId[] {
  if (role !== 'lead' && tracks.some((t) => t.role === 'lead')) return [];
  return tracks.filter((t) => t.role === 'co' && t.state !== 'opinion-accepted').map((t) => t.unitId);
}

/** Refuses what has to wait for opinions. */
export function refuseWithoutOpinions(found: Pick<Case, 'tracks'>, track: Pick<Track, 'role'>): void {
  const unitIds = opinionsMissing(found, track);
  if (unitIds.length > 0) throw new Fault('NOT_YET', { missing: ['opinions'], unitIds });
}
