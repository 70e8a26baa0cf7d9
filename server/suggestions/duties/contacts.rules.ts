import type { UnitId } from '../../../shared/ids.ts';
import type { Phase } from '../../../shared/suggestions.ts';
import type { Owed } from '../../notices/index.ts';
import { civilDateOf } from '../../org/index.ts';
import { dueBy, owe, pastOf, receivedOn, type Reckoning } from './owing.rules.ts';
import { type Replying, replyingTracks, type Round, roundsOf } from './rounds.rules.ts';

/** The first contact of a unit that reached the lead deputy in a phase, by the day on which they spoke. */
function reached(
  of: { unitId: UnitId; phase: Phase },
  between: Pick<Round, 'from' | 'until'>,
  at: Reckoning,
) {
  const first = pastOf(at.entries, 'contact-recorded').find(
    ({ n, body }) =>
      n > between.from &&
      n < between.until &&
      body.unitId === of.unitId &&
      body.phase === of.phase &&
      body.reachedLead,
  );
  return first ? { on: civilDateOf(new Date(first.body.at)), n: first.n } : null;
}

/** R6 办前沟通: before the first reply; a record that was revised by hand says that it was done, not when. */
function before(track: Replying, at: Reckoning): Owed {
  const { unitId, contacted } = track;
  const phase = 'pre';
  const spoke = reached({ unitId, phase }, { from: 0, until: Number.POSITIVE_INFINITY }, at);
  const since = receivedOn(track, at, spoke?.n) ?? track.since;
  const [first] = roundsOf(track, at);
  return owe(
    { rule: 'R6', ower: { kind: 'unit', unitId }, subject: track.since, facts: { phase } },
    {
      ...{ since, due: dueBy(since, at.policy.terms.firstContact, at) },
      done: spoke ?? (contacted.includes(phase) ? { on: null } : null),
      over: first?.reply?.on,
    },
  );
}

/** R10 办中沟通: while a reply is being worked on, each time. */
function meanwhile(round: Round, at: Reckoning): Owed {
  const { unitId, since, due, reply } = round;
  const phase = 'mid';
  return owe(
    { rule: 'R10', ower: { kind: 'unit', unitId }, round: round.round, subject: since, facts: { phase } },
    { since, due, done: reached({ unitId, phase }, round, at), over: reply?.on },
  );
}

/** R16 办后沟通: once it has been replied, each time. */
function afterwards({ unitId, round, since, reply, from, until }: Round, at: Reckoning): Owed[] {
  if (!reply) return [];
  const phase = 'post';
  const next = at.entries.find(({ n }) => n === until);
  return [
    owe(
      { rule: 'R16', ower: { kind: 'unit', unitId }, round, subject: since, facts: { phase } },
      {
        ...{ since: reply.on, due: dueBy(reply.on, at.policy.terms.lastContact, at) },
        done: reached({ unitId, phase }, { from, until }, at),
        over: next?.on,
      },
    ),
  ];
}

/** 办前、办中、办后: R6, R10, R16. */
export const contacts = (at: Reckoning): Owed[] =>
  replyingTracks(at).flatMap((track) => [
    before(track, at),
    ...roundsOf(track, at).flatMap((round) => [meanwhile(round, at), ...afterwards(round, at)]),
  ]);
