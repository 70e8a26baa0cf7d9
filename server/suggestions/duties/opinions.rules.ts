import type { Owed } from '../../notices/index.ts';
import type { ReckonedTrack } from '../case/case.rules.ts';
import { doneBy, dueBy, owe, type Past, pastAmong, receivedOn, type Reckoning } from './owing.rules.ts';

const KINDS = ['opinion-filed', 'opinion-sent-back', 'opinion-accepted', 'opinion-waived'] as const;

/** What happened to a unit’s opinion since it was given the suggestion, in order. */
type Course = readonly Past<(typeof KINDS)[number]>[];

/** When the leading unit replied without it: then there is nothing left to say. */
const repliedOn = ({ found }: Reckoning) =>
  found.replies.find((r) => found.tracks.some((t) => t.unitId === r.unitId && t.role === 'lead'))?.on;

/** R8: a co-handling unit says what it thinks, and once more each time it is sent back. */
function filing(track: ReckonedTrack, course: Course, at: Reckoning): Owed[] {
  const { unitId, since } = track;
  const { coOpinion, coOpinionRedo } = at.policy.terms;
  const filed = course.find(({ kind }) => kind === 'opinion-filed');
  const from = receivedOn(track, at, filed?.n) ?? since;
  if (from === null) return [];
  const over = course.find(({ kind }) => kind === 'opinion-waived')?.on ?? repliedOn(at);
  const sentBack = course.filter(({ kind }) => kind === 'opinion-sent-back');
  const begun = [
    { n: 0, since: from, term: coOpinion },
    ...sentBack.map(({ n, on }) => ({ n, since: on, term: coOpinionRedo })),
  ];
  return begun.map((b, i) =>
    owe(
      { rule: 'R8', ower: { kind: 'unit', unitId }, round: i + 1, subject: since ?? from },
      {
        ...{ since: b.since, due: dueBy(b.since, b.term, at), over },
        done: doneBy(course.find(({ kind, n }) => kind === 'opinion-filed' && n > b.n)),
      },
    ),
  );
}

/** R9: the leading unit takes each opinion, or sends it back. */
function reacting(track: ReckonedTrack, course: Course, at: Reckoning): Owed[] {
  const lead = at.found.tracks.find((t) => t.role === 'lead');
  if (!lead) return [];
  const filed = course.filter(({ kind }) => kind === 'opinion-filed');
  return filed.map(({ n, on }, i) =>
    owe(
      {
        ...{ rule: 'R9', ower: { kind: 'unit', unitId: lead.unitId }, round: i + 1 },
        ...{ subject: `${track.unitId}.${track.since ?? ''}`, facts: { unitId: track.unitId } },
      },
      {
        ...{ since: on, due: dueBy(on, at.policy.terms.coOpinionDecision, at), over: repliedOn(at) },
        done: doneBy(course.find((c) => c.n > n)),
      },
    ),
  );
}

/** Opinions of co-handling units: R8, R9. */
export function opinions(at: Reckoning): Owed[] {
  const all = pastAmong(at.entries, ...KINDS);
  return at.found.tracks.flatMap((track) => {
    const { role, unitId, since } = track;
    if (role !== 'co') return [];
    const course = all.filter(({ on, body }) => body.unitId === unitId && since !== null && on >= since);
    return [...filing(track, course, at), ...reacting(track, course, at)];
  });
}
