import type { CivilDate, UnitId } from '../../../shared/ids.ts';
import type { ReplyMade, ReckonedTrack } from '../case/case.rules.ts';
import { replies } from '../case/case.rules.ts';
import { dueBy, pastOf, type Reckoning } from './owing.rules.ts';

/** One time that a unit has to reply: the first, or one more that was ordered. */
export interface Round {
  readonly unitId: UnitId;
  readonly round: number;
  readonly since: CivilDate;
  readonly due: CivilDate;
  /** More time was given for it. */
  readonly extended: boolean;
  readonly reply: ReplyMade | null;
  /** Entries after which it began and up to which it lasted. */
  readonly from: number;
  readonly until: number;
}

/** A unit’s track that replies, from the day on which it was given. */
export type Replying = ReckonedTrack & { readonly since: CivilDate };

/** Those who reply to the deputies. */
export const replyingTracks = ({ found }: Pick<Reckoning, 'found'>): Replying[] =>
  found.tracks.filter((t): t is Replying => replies(t) && t.since !== null);

/** By when the first reply is due: the term, or the day that was granted. The day granted is the suggestion’s: it is for all who reply. */
export function firstDue({ since }: Replying, at: Reckoning): { due: CivilDate; extended: boolean } {
  const due = dueBy(since, at.policy.terms.reply, at);
  const { extension } = at.found;
  const until = extension?.approved === true ? extension.until : null;
  return until !== null && until > due ? { due: until, extended: true } : { due, extended: false };
}

/** A unit’s rounds, the first first. */
export function roundsOf(track: Replying, at: Reckoning): Round[] {
  const { unitId, since } = track;
  const ordered = pastOf(at.entries, 'rehandling-ordered').filter(({ body }) =>
    body.unitIds.includes(unitId),
  );
  const begun = [
    { round: 1, since, from: 0, ...firstDue(track, at) },
    ...ordered.map(({ n, on, body: { round, due } }) => ({
      round,
      since: on,
      due,
      extended: false,
      from: n,
    })),
  ];
  return begun.map((b, i) => ({
    ...b,
    unitId,
    until: begun[i + 1]?.from ?? Number.POSITIVE_INFINITY,
    reply: at.found.replies.find((r) => r.unitId === unitId && r.round === b.round) ?? null,
  }));
}
