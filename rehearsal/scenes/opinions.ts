import { acceptOpinion, fileOpinion, sendBackOpinion, waiveOpinion } from '../../shared/handling.ts';
import type { UnitId } from '../../shared/ids.ts';
import { drawn, happens } from '../habits.ts';
import { daysApart, daysFrom, dueOn, inWorkdays, onDay, perform, type Play } from '../play.ts';
import { type Plot, trackOf } from '../plot.ts';
import { handlerOf } from './handlers.ts';

/** A co-handling unit has signed: its opinion comes after a part of its term, or a little late. */
export function file(play: Play, plot: Plot, unitId: UnitId): void {
  const today = play.clock.today();
  const term = daysApart(today, dueOn(play, today, play.policy.terms.coOpinion));
  const date = daysFrom(today, Math.ceil((term * drawn(plot.random, play.habits.opinion)) / 100));
  onDay(play, plot, { date, run: () => give(play, plot, unitId) });
}

async function give(play: Play, plot: Plot, unitId: UnitId): Promise<void> {
  if (trackOf(plot, unitId)?.state !== 'received') return;
  const input = { text: '我单位原则同意，建议一并纳入年度计划统筹推进。', signedBy: '单位负责人' };
  const by = handlerOf(play, plot, unitId);
  if (!(await perform(play, plot, { by, request: fileOpinion, input }))) return;
  inWorkdays(play, plot, {
    n: drawn(plot.random, play.habits.opinionDecision),
    run: () => react(play, plot, unitId),
  });
}

/** The leading unit takes it, or sends it back once in a while; a unit that came later has it to decide. */
async function react(play: Play, plot: Plot, unitId: UnitId): Promise<void> {
  const lead = plot.tracks.find(({ role }) => role === 'lead');
  if (!lead || trackOf(plot, unitId)?.state !== 'opinion-filed') return;
  const by = handlerOf(play, plot, lead.unitId);
  if (!happens(plot.random, play.habits.sentBack)) {
    await perform(play, plot, { by, request: acceptOpinion, input: { unitId } });
    return;
  }
  const input = { unitId, why: '意见过于原则，请补充具体措施' };
  if (!(await perform(play, plot, { by, request: sendBackOpinion, input }))) return;
  inWorkdays(play, plot, { n: drawn(plot.random, play.habits.redo), run: () => give(play, plot, unitId) });
}

/** Units whose opinion a reply waits for. */
export const opinionsMissing = (plot: Plot): UnitId[] =>
  plot.tracks
    .filter(({ role, state }) => role === 'co' && state !== 'opinion-accepted')
    .map(({ unitId }) => unitId);

/** The office has a reply go out without the opinions that are still missing. */
export async function waive(play: Play, plot: Plot): Promise<void> {
  for (const unitId of opinionsMissing(plot)) {
    const input = { unitId, why: '逾期未提出意见，先行答复代表' };
    await perform(play, plot, { by: play.cast.office, request: waiveOpinion, input });
  }
}
