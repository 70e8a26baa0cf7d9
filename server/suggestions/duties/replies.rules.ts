import type { Owed } from '../../notices/index.ts';
import { dueBy, owe, pastOf, type Reckoning } from './owing.rules.ts';
import { firstDue, type Replying, replyingTracks, type Round, roundsOf } from './rounds.rules.ts';

/**
 * R11 and R20: the reply, each time. With more time it is another duty in the place of the first, whose warnings begin
 * anew; R12 reminds of either once its last day has passed.
 */
function reply({ unitId, round, since, due, extended, reply: made }: Round): Owed {
  return owe(
    {
      ...{ rule: round === 1 ? 'R11' : 'R20', ower: { kind: 'unit', unitId } },
      ...{ round, subject: extended ? `${since}.extended` : since },
    },
    { since, due, done: made && { on: made.on } },
  );
}

/** R13: who needs more time asks for it before the first term is over. One who asked has asked for all. */
function asking(track: Replying, at: Reckoning): Owed {
  const { unitId, since } = track;
  const due = dueBy(since, at.policy.terms.reply, at);
  const [asked] = pastOf(at.entries, 'extension-requested');
  const first = at.found.replies.find((r) => r.unitId === unitId && r.round === 1);
  const ends = [first?.on, at.today > due ? due : undefined].filter((on) => on !== undefined).sort();
  return owe(
    { rule: 'R13', ower: { kind: 'unit', unitId }, subject: since },
    { since, due, done: asked ? { on: asked.on } : null, over: ends[0] },
  );
}

/** The replies and the time for them: R11, R13, R20. */
export const replying = (at: Reckoning): Owed[] =>
  replyingTracks(at).flatMap((track) => [
    ...roundsOf(track, at).map(reply),
    ...(firstDue(track, at).extended ? [] : [asking(track, at)]),
  ]);
