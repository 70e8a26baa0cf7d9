import { decideReturn, requestReturn, signFor } from '../../shared/assigning.ts';
import type { CivilDate, UnitId } from '../../shared/ids.ts';
import { there } from '../cast.ts';
import { drawn, happens } from '../habits.ts';
import { dueOn, earlier, inWorkdays, onDay, perform, type Play, workdaysOn } from '../play.ts';
import { type Plot, trackOf } from '../plot.ts';
import { speak } from './contacts.ts';
import { handlersOf } from './handlers.ts';
import { file } from './opinions.ts';
import { planReply } from './reply-plans.ts';

/** A unit was given the case: it will sign for it, or want to give it back. */
export function takeIn(play: Play, plot: Plot, unitId: UnitId): void {
  const { returning, signing } = play.habits;
  if (happens(plot.random, returning.share)) {
    const last = windowOf(play, null);
    const date = earlier(workdaysOn(play, drawn(plot.random, returning.after)), last);
    onDay(play, plot, { date, run: () => giveBack(play, plot, unitId) });
  } else inWorkdays(play, plot, { n: drawn(plot.random, signing), run: () => sign(play, plot, unitId) });
}

/** The last day on which a unit may ask to give it back. */
const windowOf = (play: Play, since: CivilDate | null): CivilDate =>
  dueOn(play, since ?? play.clock.today(), play.policy.terms.returnRequest);

async function sign(play: Play, plot: Plot, unitId: UnitId): Promise<void> {
  if (trackOf(plot, unitId)?.state !== 'waiting') return;
  const contactIds = [...handlersOf(play, plot, unitId)];
  const by = there(contactIds[0]);
  const input = { unitId, department: '综合处', contactIds };
  if (!(await perform(play, plot, { by, request: signFor, input }))) return;
  plot.named.set(unitId, contactIds);
  if (trackOf(plot, unitId)?.role === 'co') file(play, plot, unitId);
  else firstContact(play, plot, unitId);
}

/** After it was signed for: the unit gets in touch, again if it did not reach the lead deputy, and then plans its reply. */
function firstContact(play: Play, plot: Plot, unitId: UnitId): void {
  const { firstContact: after } = play.habits;
  const run = async (): Promise<void> => {
    if (trackOf(plot, unitId)?.state !== 'received') return;
    if (await speak(play, plot, { unitId, phase: 'pre' })) planReply(play, plot, unitId);
    else inWorkdays(play, plot, { n: drawn(plot.random, play.habits.again), run });
  };
  inWorkdays(play, plot, { n: drawn(plot.random, after), run });
}

async function giveBack(play: Play, plot: Plot, unitId: UnitId): Promise<void> {
  const track = trackOf(plot, unitId);
  if (track?.state !== 'waiting') return;
  if (play.clock.today() > windowOf(play, track.since)) return sign(play, plot, unitId); // it was held up
  const others = play.cast.units.filter((id) => !trackOf(plot, id));
  const other = plot.random.pick(others);
  const input = { unitId, reason: '不属于本单位职责范围', suggestedUnitId: other, signedBy: null };
  const by = play.cast.leaderOf(unitId);
  if (!(await perform(play, plot, { by, request: requestReturn, input }))) return;
  inWorkdays(play, plot, {
    n: drawn(plot.random, play.habits.returning.deciding),
    run: () => decide(play, plot, { unitId, other }),
  });
}

async function decide(play: Play, plot: Plot, given: { unitId: UnitId; other: UnitId }): Promise<void> {
  const { unitId, other } = given;
  const track = trackOf(plot, unitId);
  if (track?.state !== 'return-requested') return;
  const agreed = happens(plot.random, play.habits.returning.agreed);
  const { role } = track;
  const decision = agreed
    ? { kind: 'agree' as const, to: [{ unitId: other, role, part: role === 'separate' ? '相关部分' : '' }] }
    : { kind: 'refuse' as const };
  const input = { unitId, why: agreed ? '同意调整承办单位' : '属于你单位职责', decision };
  if (!(await perform(play, plot, { by: play.cast.office, request: decideReturn, input }))) return;
  const next = agreed ? other : unitId;
  inWorkdays(play, plot, {
    n: drawn(plot.random, play.habits.signing),
    run: () => sign(play, plot, next),
  });
}
