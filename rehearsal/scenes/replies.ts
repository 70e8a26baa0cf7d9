import { explainCase, issueReply } from '../../shared/handling.ts';
import type { UnitId } from '../../shared/ids.ts';
import { drawn, happens, picked } from '../habits.ts';
import { inWorkdays, perform, type Play, workdaysOn } from '../play.ts';
import { type Plot, trackOf } from '../plot.ts';
import { contactOn, speak } from './contacts.ts';
import { handlerOf } from './handlers.ts';
import { opinionsMissing, waive } from './opinions.ts';
import { promisesMade, promisesOf } from './promises.ts';

/** A leading unit waits for opinions; where nobody leads each that replies does. */
export function waitsForOpinions(plot: Plot, unitId: UnitId): boolean {
  const leads = plot.tracks.some(({ role }) => role === 'lead');
  return opinionsMissing(plot).length > 0 && (!leads || trackOf(plot, unitId)?.role === 'lead');
}

const PATIENCE = 4;

interface Replying {
  readonly unitId: UnitId;
  readonly tries: number;
  /** What comes once all have replied. */
  readonly answered: (play: Play, plot: Plot) => Promise<void>;
}

/** The unit replies: with what it needs for it, or it waits some days and then goes on without. */
export async function reply(play: Play, plot: Plot, { unitId, tries, answered }: Replying): Promise<void> {
  const track = trackOf(plot, unitId);
  if (!track || track.state === 'replied') return;
  const again = () =>
    inWorkdays(play, plot, { n: 3, run: () => reply(play, plot, { unitId, tries: tries + 1, answered }) });
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
