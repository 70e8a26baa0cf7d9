import { commentDraft, decideExtension, requestExtension, shareDraft } from '../../shared/handling.ts';
import type { CivilDate, UnitId } from '../../shared/ids.ts';
import { drawn, happens } from '../habits.ts';
import { daysApart, daysFrom, dueOn, inWorkdays, onDay, perform, type Play, workdaysOn } from '../play.ts';
import { type Plot, trackOf } from '../plot.ts';
import { contactOn, speakerOf } from './contacts.ts';
import { answered } from './feedback.ts';
import { handlerOf } from './handlers.ts';
import { reply, waitsForOpinions } from './replies.ts';

/** By when a unit’s first reply is due. */
function replyDue(play: Play, plot: Plot, unitId: UnitId): CivilDate {
  const since = trackOf(plot, unitId)?.since ?? play.clock.today();
  return plot.extendedUntil ?? dueOn(play, since, play.policy.terms.reply);
}

/** The lead deputy was reached: the unit plans its second contact and its reply, and may ask for more time. */
export function planReply(play: Play, plot: Plot, unitId: UnitId): void {
  const { random } = plot;
  const due = replyDue(play, plot, unitId);
  const today = play.clock.today();
  const { extension } = play.habits;
  if (plot.extendedUntil === null && happens(random, extension.share)) {
    const date = daysFrom(due, -drawn(random, extension.before));
    if (date > today) return onDay(play, plot, { date, run: () => askForTime(play, plot, unitId) });
  }
  schedule(play, plot, { unitId, due });
}

/** Second contact, perhaps a draft, and the reply before its last day; of some after it. */
function schedule(play: Play, plot: Plot, { unitId, due }: { unitId: UnitId; due: CivilDate }): void {
  const { random } = plot;
  const { habits } = play;
  const today = play.clock.today();
  const late = happens(random, habits.lateReply.share);
  const planned = late
    ? daysFrom(due, drawn(random, habits.lateReply.after))
    : daysFrom(due, -drawn(random, habits.reply));
  const replyOn = planned > today ? planned : workdaysOn(play, 2);
  const way = daysApart(today, replyOn);
  const midOn = daysFrom(today, Math.floor((way * drawn(random, habits.midContact)) / 100));
  contactOn(play, plot, { unitId, phase: 'mid', date: midOn });
  if (happens(random, habits.draft.share))
    onDay(play, plot, { date: daysFrom(replyOn, -5), run: () => share(play, plot, unitId) });
  onDay(play, plot, { date: replyOn, run: () => reply(play, plot, { unitId, tries: 0, answered }) });
}

async function askForTime(play: Play, plot: Plot, unitId: UnitId): Promise<void> {
  const track = trackOf(plot, unitId);
  if (!track || (track.state !== 'handling' && track.state !== 'received')) return;
  const firstDue = dueOn(play, track.since ?? play.clock.today(), play.policy.terms.reply);
  const isLate = play.clock.today() > firstDue; // it was held up
  if (isLate || plot.open.has('extension') || plot.extendedUntil !== null) {
    schedule(play, plot, { unitId, due: replyDue(play, plot, unitId) });
    return;
  }
  const until = dueOn(play, track.since ?? play.clock.today(), play.policy.terms.replyExtended);
  const input = { reason: '涉及面广，需进一步调研论证', until };
  const by = handlerOf(play, plot, unitId);
  if (!(await perform(play, plot, { by, request: requestExtension, input }))) {
    schedule(play, plot, { unitId, due: replyDue(play, plot, unitId) });
    return;
  }
  if (!play.policy.extensionNeedsConsent.value) {
    plot.extendedUntil = until;
    schedule(play, plot, { unitId, due: until });
    return;
  }
  plot.open.add('extension');
  inWorkdays(play, plot, {
    n: drawn(plot.random, play.habits.extension.deciding),
    run: () => decideTime(play, plot, { unitId, until }),
  });
}

async function decideTime(play: Play, plot: Plot, of: { unitId: UnitId; until: CivilDate }): Promise<void> {
  const approved = happens(plot.random, play.habits.extension.granted);
  const input = { approved, until: null, why: approved ? '同意延期' : '请按期答复' };
  const done = await perform(play, plot, { by: play.cast.office, request: decideExtension, input });
  plot.open.delete('extension');
  if (done && approved) plot.extendedUntil = of.until;
  schedule(play, plot, { unitId: of.unitId, due: replyDue(play, plot, of.unitId) });
}

async function share(play: Play, plot: Plot, unitId: UnitId): Promise<void> {
  if (trackOf(plot, unitId)?.state !== 'handling' || waitsForOpinions(plot, unitId)) return;
  const by = handlerOf(play, plot, unitId);
  const input = { text: '答复意见（征求意见稿）：现就所提建议拟答复如下。' };
  if (!(await perform(play, plot, { by, request: shareDraft, input }))) return;
  if (happens(plot.random, play.habits.draft.commented))
    inWorkdays(play, plot, { n: 1, run: () => comment(play, plot, unitId) });
}

async function comment(play: Play, plot: Plot, unitId: UnitId): Promise<void> {
  const by = speakerOf(play, plot);
  if (by === null || trackOf(plot, unitId)?.state !== 'handling') return;
  await perform(play, plot, { by, request: commentDraft, input: { unitId, text: '请补充时间安排。' } });
}
