import {
  concludeCoordination,
  declineRehandling,
  giveFeedback,
  giveJointOpinion,
  orderRehandling,
} from '../../shared/feedback.ts';
import type { CivilDate } from '../../shared/ids.ts';
import { drawn, happens, picked } from '../habits.ts';
import { dueOn, earlier, daysFrom, inWorkdays, onDay, perform, type Play, workdaysOn } from '../play.ts';
import { type Plot, replyingUnits } from '../plot.ts';
import { contactOn, speakerOf } from './contacts.ts';
import { closing } from './closing.ts';
import { publication } from './publication.ts';
import { reply } from './replies.ts';

const WHY = '希望进一步明确措施和时限';

/** All have replied: joint deputies tell theirs, the lead deputy rates it or says nothing, and it is made public. */
export function answered(play: Play, plot: Plot): Promise<void> {
  const { habits, clock, policy } = play;
  const { random, round } = plot;
  const due = dueOn(play, clock.today(), policy.terms.feedback);
  if (round === 1) publication(play, plot);
  for (const personId of plot.seconding)
    if (happens(random, habits.jointOpinion))
      onDay(play, plot, {
        date: earlier(workdaysOn(play, drawn(random, { '1-8': 1 })), due),
        run: async () => {
          if (plot.state !== 'feedback' || plot.round !== round || plot.rated === round) return;
          if (!plot.seconding.includes(personId)) return;
          const input = { result: 'satisfied' as const, text: '同意' };
          await perform(play, plot, { by: personId, request: giveJointOpinion, input });
        },
      });
  const silent = happens(random, habits.silent) || speakerOf(play, plot) === null;
  if (silent) onDay(play, plot, { date: daysFrom(due, 3), run: () => ended(play, plot) });
  else {
    const date = earlier(workdaysOn(play, drawn(random, habits.feedback)), due);
    onDay(play, plot, { date, run: () => rate(play, plot) });
  }
  return Promise.resolve();
}

/** A round that ended in silence: the product has closed it. */
function ended(play: Play, plot: Plot): Promise<void> {
  plot.state = 'closed';
  closing(play, plot);
  return Promise.resolve();
}

async function rate(play: Play, plot: Plot): Promise<void> {
  const by = speakerOf(play, plot);
  if (by === null || plot.state !== 'feedback') return;
  const { rating, dissatisfiedAgain } = play.habits;
  const shares = plot.round === 1 ? rating : { ...rating, dissatisfied: dissatisfiedAgain };
  const result = picked(plot.random, shares);
  const dissatisfied = result === 'dissatisfied';
  const attitude = dissatisfied ? ('mostly' as const) : result;
  const input = { attitude, result, opinion: dissatisfied ? WHY : '', wantsRehandling: dissatisfied };
  if (!(await perform(play, plot, { by, request: giveFeedback, input }))) return;
  plot.rated = plot.round;
  const { rehandling } = play.habits;
  if (!dissatisfied) closing(play, plot);
  else if (plot.round === 1)
    inWorkdays(play, plot, { n: drawn(plot.random, rehandling.deciding), run: () => decide(play, plot) });
  else
    inWorkdays(play, plot, {
      n: drawn(plot.random, rehandling.coordinating),
      run: () => conclude(play, plot),
    });
}

async function decide(play: Play, plot: Plot): Promise<void> {
  const by = play.cast.office;
  const declined =
    play.policy.rehandlingMayBeDeclined.value && happens(plot.random, play.habits.rehandling.declined);
  if (declined) {
    const input = { why: '答复已符合有关规定，特作说明' };
    if (await perform(play, plot, { by, request: declineRehandling, input })) closing(play, plot);
    return;
  }
  const input = { unitIds: replyingUnits(plot), why: '请进一步研究办理' };
  if (await perform(play, plot, { by, request: orderRehandling, input })) handleAgain(play, plot);
}

/** After a second refusal: once more, or that was all that can be done. */
async function conclude(play: Play, plot: Plot): Promise<void> {
  const more = plot.round === 2 && happens(plot.random, 0.5);
  const input = {
    outcome: more ? ('rehandle' as const) : ('close' as const),
    result: more ? '双方同意再次办理' : '已当面说明，代表表示理解',
    unitIds: more ? replyingUnits(plot) : [],
  };
  const done = await perform(play, plot, {
    ...{ by: play.cast.office, request: concludeCoordination, input },
  });
  if (done && more) handleAgain(play, plot);
  else if (done) closing(play, plot);
}

function handleAgain(play: Play, plot: Plot): void {
  const today = play.clock.today();
  const due = dueOn(play, today, play.policy.terms.rehandling);
  const late = happens(plot.random, play.habits.rehandling.late);
  for (const unitId of replyingUnits(plot)) {
    contactOn(play, plot, { unitId, phase: 'mid', date: workdaysOn(play, drawn(plot.random, { '3-9': 1 })) });
    const replyOn: CivilDate = daysFrom(due, late ? 5 : -drawn(plot.random, { '1-12': 1 }));
    onDay(play, plot, { date: replyOn, run: () => reply(play, plot, { unitId, tries: 0, answered }) });
  }
}
