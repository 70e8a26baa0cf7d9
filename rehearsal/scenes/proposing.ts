import { randomUUID } from 'node:crypto';
import type { Random } from '../../demo/index.ts';
import { startHandOver } from '../../shared/hand-over.ts';
import type { PersonId, UnitId } from '../../shared/ids.ts';
import {
  askSeconding,
  confirmSeconding,
  declineSeconding,
  draftSuggestion,
  redraftSuggestion,
  registerSuggestion,
  rejectSuggestion,
  resubmitSuggestion,
  returnForRevision,
  submitSuggestion,
} from '../../shared/proposals.ts';
import { drawn, happens } from '../habits.ts';
import { count, inWorkdays, perform, type Play, refuse } from '../play.ts';
import type { Plot } from '../plot.ts';
import { newPlot } from '../new-plot.ts';
import { handedOver } from './handed-over.ts';

/** Between the sessions a deputy writes a suggestion: alone or with others, taken in, and handed over by itself. */
export interface Proposal {
  /** 1, 2, 3 … of the year. */
  readonly n: number;
  readonly random: Random;
  /** Carries out what is queued: the hand-over is a job. */
  readonly work: () => Promise<unknown>;
}

const words = (n: number) => ({
  ...{
    title: `关于加强基层公共服务的建议（闭会期间第${n}件）`,
    text: '事由：群众反映集中。建议：加大投入。',
  },
  ...{ category: '社会及公共事务', wantsWrittenReply: true, wishedUnitIds: [] },
  ...{ publicity: 'full' as const, keepSecret: false },
});

/** The draft; what follows goes on the agenda. */
export async function propose(play: Play, { n, random, work }: Proposal): Promise<Plot | null> {
  const lead = play.cast.callerOf(random.pick(play.cast.deputies));
  const drafted = { actKey: randomUUID(), by: 'deputy' as const, ...words(n) };
  const answer = await play.ask(draftSuggestion, drafted, lead);
  if (!answer.ok) {
    refuse(play, draftSuggestion.name, { fault: answer.fault, by: lead.personId });
    return null;
  }
  count(play, draftSuggestion.name);
  const plot = newPlot({ view: answer.data, random, delegationId: lead.delegationId });
  const next = (days: number, run: () => Promise<void>) => inWorkdays(play, plot, { n: days, run });
  const onwards = () => next(drawn(random, { '1-3': 1 }), () => review(play, plot, { n, work, tries: 0 }));
  if (happens(random, 0.5)) {
    const asked = random.sample(
      play.cast.deputies.filter((id) => id !== lead.personId),
      1 + random.int(4),
    );
    next(1, () => second(play, plot, { lead: lead.personId, asked, onwards }));
  } else next(1, () => submit(play, plot, { lead: lead.personId, onwards }));
  return plot;
}

interface Handing {
  readonly lead: PersonId;
  readonly onwards: () => void;
}

async function second(
  play: Play,
  plot: Plot,
  { asked, ...handing }: Handing & { asked: readonly PersonId[] },
): Promise<void> {
  const input = { personIds: [...asked] };
  if (!(await perform(play, plot, { by: handing.lead, request: askSeconding, input }))) return;
  for (const by of asked)
    if (happens(plot.random, 0.8)) await perform(play, plot, { by, request: confirmSeconding, input: {} });
    else if (happens(plot.random, 0.5))
      await perform(play, plot, { by, request: declineSeconding, input: { why: null } });
  inWorkdays(play, plot, { n: 1 + plot.random.int(4), run: () => submit(play, plot, handing) });
}

async function submit(play: Play, plot: Plot, { lead, onwards }: Handing): Promise<void> {
  const request = plot.state === 'returned' ? resubmitSuggestion : submitSuggestion;
  if (await perform(play, plot, { by: lead, request, input: { dropUnconfirmed: true } })) onwards();
}

interface Reviewing extends Pick<Proposal, 'n' | 'work'> {
  readonly tries: number;
}

/** The office takes it in; once in a while it is returned for revision, or is none of the congress’s matters. */
async function review(play: Play, plot: Plot, { n, work, tries }: Reviewing): Promise<void> {
  const by = play.cast.office;
  const { random, lead } = plot;
  if (lead === null) return;
  if (tries === 0 && happens(random, 0.15)) {
    const judged = { reason: 'no-concrete-content' as const, note: '请补充具体建议' };
    if (!(await perform(play, plot, { by, request: returnForRevision, input: judged }))) return;
    const onwards = () =>
      inWorkdays(play, plot, { n: 2, run: () => review(play, plot, { n, work, tries: tries + 1 }) });
    inWorkdays(play, plot, { n: 3, run: () => revise(play, plot, { lead, onwards, n }) });
    return;
  }
  if (happens(random, 0.05)) {
    const judged = { reason: 'outside-powers' as const, note: '不属于本级人大职权范围' };
    if (await perform(play, plot, { by, request: rejectSuggestion, input: judged })) plot.over = true;
    return;
  }
  await register(play, plot, n);
  inWorkdays(play, plot, { n: drawn(random, { '1-6': 1 }), run: () => handOver(play, plot, work) });
}

async function revise(play: Play, plot: Plot, { lead, onwards, n }: Handing & { n: number }): Promise<void> {
  const input = { ...words(n), text: '事由：群众反映集中。建议：明确标准，加大投入，三年内完成。' };
  if (!(await perform(play, plot, { by: lead, request: redraftSuggestion, input }))) return;
  for (const by of plot.seconding) await perform(play, plot, { by, request: confirmSeconding, input: {} });
  await submit(play, plot, { lead, onwards });
}

/** A way of handling, and units for it: some reply apart from each other. */
async function register(play: Play, plot: Plot, n: number): Promise<void> {
  const { random } = plot;
  const units = random.sample(play.cast.units, 3);
  const track = (role: 'lead' | 'co' | 'separate') => (unitId: UnitId) => {
    return { unitId, role, part: role === 'separate' ? '本单位职责范围内的事项' : '' };
  };
  const [lead, ...co] = units;
  const apart = happens(random, 0.3);
  const input = {
    ...{ number: `闭${String(n).padStart(4, '0')}`, category: '社会及公共事务', secrecy: 'public' as const },
    ...{ mode: apart ? ('separate' as const) : ('joint' as const), publicity: 'full' as const },
    tracks: apart
      ? units.map(track('separate'))
      : [...(lead === undefined ? [] : [lead]).map(track('lead')), ...co.map(track('co'))],
  };
  await perform(play, plot, { by: play.cast.office, request: registerSuggestion, input });
}

async function handOver(play: Play, plot: Plot, work: () => Promise<unknown>): Promise<void> {
  if (plot.state !== 'registered') return;
  const order = { selection: { kind: 'ids' as const, ids: [plot.id] }, assignedOn: null };
  const answer = await play.ask(startHandOver, order, play.cast.callerOf(play.cast.office));
  if (!answer.ok) {
    refuse(play, startHandOver.name, { fault: answer.fault, by: play.cast.office });
    return;
  }
  count(play, startHandOver.name);
  await work();
  plot.state = 'assigned';
  plot.revision += 1;
  plot.tracks = plot.tracks.map((t) => ({ ...t, since: play.clock.today() }));
  handedOver(play, plot);
}
