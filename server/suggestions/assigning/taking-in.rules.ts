import type * as z from 'zod/mini';
import { assignOn, decideReturn, requestReturn, signFor } from '../../../shared/assigning.ts';
import type { TrackState } from '../../../shared/cases.ts';
import { Fault } from '../../../shared/faults.ts';
import { dueDay } from '../../org/index.ts';
import type { CaseAct, Circumstances } from '../case/act.rules.ts';
import type { Case, Track } from '../case/case.rules.ts';
import { IN_HANDLING } from '../case/stages.rules.ts';
import { refuseUnfitChange, given, ownTrack } from './tracks.rules.ts';

/** Handed over and not closed: a unit may still have its own part before it whatever the others have done. */
const UNDER_WAY = IN_HANDLING.filter((state) => state !== 'coordination');

const sign: CaseAct<z.output<typeof signFor.input>> = {
  name: signFor.name,
  transition: 'T8',
  may: ['registry', 'unit-leader'],
  when: UNDER_WAY,
  makes: ['signed-for'],
  names: ({ unitId, contactIds }) => ({ ofUnit: { unitId, personIds: contactIds } }),
  decide(found, { unitId, department, contactIds }, { actor }) {
    if (ownTrack(found, actor, unitId).receivedOn !== null) throw new Fault('ALREADY_DONE');
    return [{ kind: 'signed-for', body: { unitId, department, contactIds: [...new Set(contactIds)] } }];
  },
};

/** Work that was begun with the deputy may still be found to be another’s; an opinion or a reply that was given may not. */
const RETURNABLE: readonly TrackState[] = ['waiting', 'received', 'handling'];

/** The last day for asking; the term counts from the hand-over, for a unit that came later from its own day. */
function refuseTooLate({ since }: Track, { today, policy, days }: Circumstances): void {
  if (since === null) return;
  const due = dueDay(since, policy.terms.returnRequest, days);
  if (today > due) throw new Fault('TOO_LATE', { due });
}

const wrongState = ({ suggestionId }: Case, { unitId, state }: Track): Fault =>
  new Fault('WRONG_STATE', { suggestionId, unitId, state });

const askReturn: CaseAct<z.output<typeof requestReturn.input>> = {
  name: requestReturn.name,
  transition: 'T9',
  may: ['registry', 'unit-leader'],
  when: ['assigned', 'received', 'return-requested', 'handling'],
  makes: ['return-requested'],
  names: ({ suggestedUnitId }) => ({ units: suggestedUnitId === null ? [] : [suggestedUnitId] }),
  decide(found, { unitId, reason, suggestedUnitId, signedBy }, at) {
    const track = ownTrack(found, at.actor, unitId);
    if (track.state === 'return-requested') throw new Fault('ALREADY_DONE');
    if (!RETURNABLE.includes(track.state)) throw wrongState(found, track);
    refuseTooLate(track, at);
    if (suggestedUnitId === unitId) throw new Fault('TRACKS_CONFLICT', { unitId });
    const signer = signedBy ?? (at.actor.roles.has('unit-leader') ? at.actor.name : null);
    if (signer === null) throw new Fault('NOT_YET', { missing: ['signature'] });
    return [{ kind: 'return-requested', body: { unitId, reason, suggestedUnitId, signedBy: signer } }];
  },
};

const settleReturn: CaseAct<z.output<typeof decideReturn.input>> = {
  name: decideReturn.name,
  transition: 'T10',
  may: ['office', 'coordinator'],
  when: UNDER_WAY,
  makes: ['return-refused', 'reassigned'],
  names: ({ decision }) => ({ units: decision.kind === 'agree' ? decision.to.map((t) => t.unitId) : [] }),
  decide(found, { unitId, decision }) {
    const track = found.tracks.find((t) => t.unitId === unitId);
    if (track?.state !== 'return-requested') throw new Fault('NOT_YET', { missing: ['return-request'] });
    if (decision.kind === 'refuse') return [{ kind: 'return-refused', body: { unitId } }];
    refuseUnfitChange(found, unitId, decision.to);
    return [{ kind: 'reassigned', body: { fromUnitId: unitId, to: decision.to.map(given) } }];
  },
};

const passOn: CaseAct<z.output<typeof assignOn.input>> = {
  name: assignOn.name,
  transition: 'T7',
  may: ['coordinator'],
  when: ['assigned', 'received', 'handling'],
  makes: ['reassigned'],
  names: ({ to }) => ({ units: to.map((t) => t.unitId) }),
  decide(found, { to }, { actor }) {
    if (actor.unitId === null) throw new Fault('NOT_YOUR_TRACK');
    const track = ownTrack(found, actor, actor.unitId);
    if (track.state !== 'waiting' && track.state !== 'received') throw wrongState(found, track);
    refuseUnfitChange(found, track.unitId, to);
    return [{ kind: 'reassigned', body: { fromUnitId: track.unitId, to: to.map(given) } }];
  },
};

/** Signing for what was assigned, giving it back, passing it on. */
export const takingInActs = { sign, askReturn, settleReturn, passOn };
