import type { UnitId } from '../../../shared/ids.ts';
import type { Phase } from '../../../shared/suggestions.ts';
import type { Owed } from '../../notices/index.ts';
import { civilDateOf } from '../../org/index.ts';
import { FACE_TO_FACE } from '../contact/contact.rules.ts';
import { dueBy, owe, pastOf, receivedOn, type Reckoning } from './owing.rules.ts';
import { type Replying, replyingTracks, type Round, roundsOf } from './rounds.rules.ts';

/**
 * The contacts of a unit that reached the lead deputy in a phase: the first, by the day on which they spoke, and whether
 * they met in any of them.
 */
function reached(
  of: { unitId: UnitId; phase: Phase },
  between: Pick<Round, 'from' | 'until'>,
  at: Reckoning,
) {
  const all = pastOf(at.entries, 'contact-recorded').filter(
    ({ n, body }) =>
      n > between.from &&
      n < between.until &&
      body.unitId === of.unitId &&
      body.phase === of.phase &&
      body.reachedLead,
  );
  const [first] = all;
  const faceToFace = all.some(({ body }) => FACE_TO_FACE.includes(body.method));
  return {
    first: first ? { on: civilDateOf(new Date(first.body.at)), n: first.n } : null,
    facts: { phase: of.phase, ...(faceToFace && { faceToFace }) },
  };
}

/** R6 办前沟通: before the first reply; a record that was revised by hand says that it was done, not when. */
function before(track: Replying, at: Reckoning): Owed {
  const { unitId, contacted } = track;
  const phase = 'pre';
  const ever = { from: 0, until: Number.POSITIVE_INFINITY };
  const { first: spoke, facts } = reached({ unitId, phase }, ever, at);
  const since = receivedOn(track, at, spoke?.n) ?? track.since;
  const [first] = roundsOf(track, at);
  return owe(
    { rule: 'R6', ower: { kind: 'unit', unitId }, subject: track.since, facts },
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
  const { first, facts } = reached({ unitId, phase: 'mid' }, round, at);
  return owe(
    { rule: 'R10', ower: { kind: 'unit', unitId }, round: round.round, subject: since, facts },
    { since, due, done: first, over: reply?.on },
  );
}

/** R16 办后沟通: once it has been replied, each time. */
function afterwards({ unitId, round, since, reply, from, until }: Round, at: Reckoning): Owed[] {
  if (!reply) return [];
  const { first, facts } = reached({ unitId, phase: 'post' }, { from, until }, at);
  const next = at.entries.find(({ n }) => n === until);
  return [
    owe(
      { rule: 'R16', ower: { kind: 'unit', unitId }, round, subject: since, facts },
      {
        ...{ since: reply.on, due: dueBy(reply.on, at.policy.terms.lastContact, at) },
        done: first,
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
