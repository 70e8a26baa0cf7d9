import {
  commentDraft,
  decideExtension,
  explainCase,
  issueReply,
  requestExtension,
  shareDraft,
} from '../../shared/handling.ts';
import type { CivilDate, UnitId } from '../../shared/ids.ts';
import { drawn, happens, picked } from '../habits.ts';
import { daysApart, daysFrom, dueOn, inWorkdays, onDay, perform, type Play, workdaysOn } from '../play.ts';
import { type Plot, trackOf } from '../plot.ts';
import { contactOn, speak, speakerOf } from './contacts.ts';
import { answered } from './feedback.ts';
import { opinionsMissing, waive } from './opinions.ts';
import { promisesMade, promisesOf } from './promises.ts';
import { handlerOf } from './taking-in.ts';

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
  onDay(play, plot, { date: replyOn, run: () => reply(play, plot, { unitId, tries: 0 }) });
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

/** A leading unit waits for opinions; where nobody leads each that replies does. */
function waitsForOpinions(plot: Plot, unitId: UnitId): boolean {
  const leads = plot.tracks.some(({ role }) => role === 'lead');
  return opinionsMissing(plot).length > 0 && (!leads || trackOf(plot, unitId)?.role === 'lead');
}

const PATIENCE = 4;

/** The unit replies: with what it needs for it, or it waits some days and then goes on without. */
export async function reply(
  play: Play,
  plot: Plot,
  { unitId, tries }: { unitId: UnitId; tries: number },
): Promise<void> {
  const track = trackOf(plot, unitId);
  if (!track || track.state === 'replied') return;
  const again = () =>
    inWorkdays(play, plot, { n: 3, run: () => reply(play, plot, { unitId, tries: tries + 1 }) });
  if (!(await isReady(play, plot, { unitId, tries }))) {
    again();
    return;
  }
  const done = plot.wantsWrittenReply ? await issue(play, plot, unitId) : await explain(play, plot, unitId);
  if (!done) return;
  const date = workdaysOn(play, drawn(plot.random, play.habits.lastContact));
  contactOn(play, plot, { unitId, phase: 'post', date });
  if (plot.state === 'feedback') await answered(play, plot);
}

/** Everything is there that a reply needs; who waited for opinions long enough goes on without. */
async function isReady(
  play: Play,
  plot: Plot,
  { unitId, tries }: { unitId: UnitId; tries: number },
): Promise<boolean> {
  const track = trackOf(plot, unitId);
  const isAtWork = plot.state === 'handling' || plot.state === 'rehandling';
  if (!isAtWork || track?.state !== 'handling' || plot.open.has('extension')) return false;
  if (waitsForOpinions(plot, unitId)) {
    if (tries < PATIENCE) return false;
    await waive(play, plot);
  }
  return track.contacted.includes('mid') || speak(play, plot, { unitId, phase: 'mid' });
}

async function issue(play: Play, plot: Plot, unitId: UnitId): Promise<boolean> {
  const { replyClass, commitments } = classOf(play, plot);
  const withheld = happens(plot.random, play.habits.unpublished);
  const input = {
    ...{ docNumber: `函〔${play.clock.today().slice(0, 4)}〕${plot.name}号`, replyClass, commitments },
    points: ['一、关于所提问题，现答复如下。', '二、下一步，我单位将继续推进有关工作。'],
    text: '您提出的建议收悉，现答复如下。',
    copies: ['全国人大常委会办公厅', '国务院办公厅'],
    publicity: withheld ? ('none' as const) : ('full' as const),
    publicityReason: withheld ? '涉及内部事项' : '',
    leadRelays: false,
    faceToFace: null,
  };
  const by = play.cast.leaderOf(unitId);
  if (!(await perform(play, plot, { by, request: issueReply, input }))) return false;
  if (commitments.length > 0) await promisesMade(play, plot, unitId);
  return true;
}

async function explain(play: Play, plot: Plot, unitId: UnitId): Promise<boolean> {
  const input = { on: play.clock.today(), summary: '已当面向代表说明有关情况。', contactId: null };
  const by = handlerOf(play, plot, unitId);
  return perform(play, plot, { by, request: explainCase, input });
}

/** A class of the congress’s scheme by its published shares, and a promise where the class wants one. */
function classOf(play: Play, plot: Plot) {
  const scheme = play.policy.replyClasses.value;
  const kind = picked(plot.random, play.habits.replyClass);
  const solved = scheme.find((c) => !c.needsCommitment);
  const promised = scheme.find((c) => c.needsCommitment) ?? solved;
  const other = scheme.findLast((c) => !c.needsCommitment) ?? promised;
  const found = { solved, promised, other }[kind];
  const wants = found?.needsCommitment ?? kind === 'promised';
  return { replyClass: found?.code ?? '', commitments: wants ? promisesOf(play, plot) : [] };
}
