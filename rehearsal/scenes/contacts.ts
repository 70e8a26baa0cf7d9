import { randomUUID } from 'node:crypto';
import type { CivilDate, PersonId, UnitId } from '../../shared/ids.ts';
import { postMessage } from '../../shared/messages.ts';
import { recordContact, type Phase } from '../../shared/suggestions.ts';
import { CONTACT_METHODS } from '../../shared/values/suggestions.ts';
import { drawn, happens } from '../habits.ts';
import { count, inWorkdays, onDay, type Play, refuse } from '../play.ts';
import { type Plot, trackOf } from '../plot.ts';
import { handlerOf } from './handlers.ts';

const AGO_MS = 20 * 60_000;

/** A contact on a day; again if the lead deputy was not reached. */
export function contactOn(
  play: Play,
  plot: Plot,
  plan: { unitId: UnitId; phase: Phase; date: CivilDate },
): void {
  const { unitId, phase, date } = plan;
  const run = async (): Promise<void> => {
    const track = trackOf(plot, unitId);
    if (!track || track.contacted.includes(phase)) return;
    if (!(await speak(play, plot, { unitId, phase })))
      inWorkdays(play, plot, { n: drawn(plot.random, play.habits.again), run });
  };
  onDay(play, plot, { date, run });
}

/** Who speaks for the suggestion first. */
export function speakerOf(play: Play, plot: Plot): PersonId | null {
  if (plot.lead !== null) return plot.lead;
  return plot.byDelegation && plot.delegationId !== null ? play.cast.headOf(plot.delegationId) : null;
}

/** A unit records that it spoke with deputies; true when that reached the lead one. */
export async function speak(
  play: Play,
  plot: Plot,
  { unitId, phase }: { unitId: UnitId; phase: Phase },
): Promise<boolean> {
  const { ask, cast, clock, habits } = play;
  const first = speakerOf(play, plot);
  const missed = plot.seconding.length > 0 && happens(plot.random, habits.leadMissed);
  const withIds = [...(first === null || missed ? [] : [first]), ...plot.seconding.slice(0, missed ? 1 : 2)];
  if (withIds.length === 0) return false;
  const caller = cast.callerOf(handlerOf(play, plot, unitId));
  const inRoom = happens(plot.random, habits.inTheRoom);
  const answer = await ask(
    recordContact,
    {
      ...{ suggestionId: plot.id, unitId, phase, withIds },
      method: inRoom ? 'room' : plot.random.pick(CONTACT_METHODS.filter((m) => m !== 'room')),
      at: new Date(clock.now().getTime() - AGO_MS).toISOString(),
      summary: '就建议所提问题与代表沟通，听取意见。',
      messageSeqs: inRoom ? await words(play, plot, { unit: caller.personId, deputy: withIds[0] }) : [],
      recordKey: randomUUID(),
    },
    caller,
  );
  if (!answer.ok) {
    refuse(play, recordContact.name, { fault: answer.fault, by: caller.personId });
    return false;
  }
  count(play, recordContact.name);
  plot.revision += 1;
  const reached = answer.data.reachedLead;
  if (reached) reach(plot, unitId, phase);
  return reached;
}

function reach(plot: Plot, unitId: UnitId, phase: Phase): void {
  plot.tracks = plot.tracks.map((t) =>
    t.unitId === unitId
      ? { ...t, contacted: [...t.contacted, phase], state: t.state === 'received' ? 'handling' : t.state }
      : t,
  );
}

/** What was said in the room, that a contact rests on: the unit asks and a deputy answers. */
async function words(
  play: Play,
  plot: Plot,
  { unit, deputy }: { unit: PersonId; deputy: PersonId | undefined },
): Promise<number[]> {
  const asked = await say(play, plot, { by: unit, text: '代表您好，就您的建议想进一步了解具体情况。' });
  const answered = await say(play, plot, { by: deputy ?? unit, text: '好的，情况是这样的。' });
  return [asked, answered].filter((seq) => seq !== null);
}

/** Somebody says something in the case’s room; its number. */
export async function say(
  play: Play,
  plot: Plot,
  { by, text }: { by: PersonId; text: string },
): Promise<number | null> {
  const said = { roomId: plot.roomId, text, sendKey: randomUUID() };
  const answer = await play.ask(postMessage, said, play.cast.callerOf(by));
  if (!answer.ok) {
    refuse(play, postMessage.name, { fault: answer.fault, by });
    return null;
  }
  count(play, postMessage.name);
  return answer.data.seq;
}
