import type { CivilDate } from '../../../shared/ids.ts';
import type { Owed } from '../../notices/index.ts';
import type { ReckonedTrack } from '../case/case.rules.ts';
import { doneBy, dueBy, owe, pastAmong, pastOf, receivedOn, type Reckoning } from './owing.rules.ts';

type Begun = ReckonedTrack & { readonly since: CivilDate };

/** While a unit asks to give the suggestion back it is not asked to take it in. */
const isAsked = (track: ReckonedTrack): track is Begun =>
  track.role !== 'reference' && track.since !== null && track.returnAskedOn === null;

/** R2: what a unit was given it signs for. */
function signing(track: Begun, at: Reckoning): Owed {
  const { unitId, since, repliedOn } = track;
  const on = receivedOn(track, at);
  const done = on === null ? null : { on };
  return owe(
    { rule: 'R2', ower: { kind: 'unit', unitId }, subject: since },
    { since, due: dueBy(since, at.policy.terms.receipt, at), done, over: repliedOn },
  );
}

/** R3: it says who works on it, unless that was said when it was given. */
function naming({ unitId, since, contactIds, repliedOn }: Begun, at: Reckoning): Owed {
  const named = pastAmong(at.entries, 'signed-for', 'contacts-named').find(
    ({ on, body }) => body.unitId === unitId && body.contactIds.length > 0 && on >= since,
  );
  const done = doneBy(named) ?? (contactIds.length > 0 ? { on: null } : null);
  return owe(
    { rule: 'R3', ower: { kind: 'unit', unitId }, subject: since },
    { since, due: dueBy(since, at.policy.terms.contactNaming, at), done, over: repliedOn },
  );
}

/** R4: who means to give it back does so before the window shuts; who signs has decided. */
function returning(track: Begun, at: Reckoning): Owed {
  const { unitId, since } = track;
  const due = dueBy(since, at.policy.terms.returnRequest, at);
  const asked = pastOf(at.entries, 'return-requested').find(
    ({ on, body }) => body.unitId === unitId && on >= since,
  );
  const decided = [receivedOn(track, at), asked?.on ?? null]
    .filter((on) => on !== null && on <= due)
    .sort()[0];
  return owe(
    { rule: 'R4', ower: { kind: 'unit', unitId }, subject: since },
    { since, due, done: decided ? { on: decided } : null, over: at.today > due ? due : null },
  );
}

/** R5: the office decides on what units want to give back. */
function deciding(at: Reckoning): Owed[] {
  const decisions = pastAmong(at.entries, 'return-refused', 'reassigned', 'coordination-opened');
  const isOf = (unitId: string) => (d: (typeof decisions)[number]) =>
    ('unitId' in d.body && d.body.unitId === unitId) ||
    ('fromUnitId' in d.body && d.body.fromUnitId === unitId) ||
    ('cause' in d.body && d.body.cause === 'assignment');
  return pastOf(at.entries, 'return-requested').flatMap(({ n, on, body: { unitId } }) => {
    const done = doneBy(decisions.filter(isOf(unitId)).find((d) => d.n > n));
    const stands = at.found.tracks.some((t) => t.unitId === unitId && t.returnAskedOn !== null);
    if (!done && !stands) return []; // the record was revised meanwhile
    return owe(
      { rule: 'R5', ower: { kind: 'office' }, subject: `${unitId}.${n}`, facts: { unitId } },
      { since: on, due: dueBy(on, at.policy.terms.returnDecision, at), done },
    );
  });
}

/** Taking in, or giving back: R2–R5. */
export const takingIn = (at: Reckoning): Owed[] => [
  ...at.found.tracks
    .filter(isAsked)
    .flatMap((track) => [signing(track, at), naming(track, at), returning(track, at)]),
  ...deciding(at),
];
