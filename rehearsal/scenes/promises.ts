import {
  explainCommitment,
  fulfilCommitment,
  rateCommitment,
  reportCommitment,
} from '../../shared/commitments.ts';
import type { CivilDate, UnitId } from '../../shared/ids.ts';
import { drawn, happens } from '../habits.ts';
import { daysApart, daysFrom, inWorkdays, onDay, perform, type Play } from '../play.ts';
import type { Plot } from '../plot.ts';
import { speakerOf } from './contacts.ts';
import { handlerOf } from './handlers.ts';

/** What a reply promises: one thing, with its day. */
export const promisesOf = ({ habits, clock }: Play, { random }: Plot) => [
  { text: '完成有关措施的制定并组织实施', due: daysFrom(clock.today(), drawn(random, habits.promise.due)) },
];

interface Promised {
  readonly commitmentId: string;
  readonly unitId: UnitId;
  readonly due: CivilDate;
}

/** A unit has promised something: it tells how it gets on, keeps it or explains why not, and the deputy rates it. */
export async function promisesMade(play: Play, plot: Plot, unitId: UnitId): Promise<void> {
  // The ledger of promises is read from the record: the answer to an act does not name them.
  const record = await play.parts.database.connection
    .collection<{ _id: string; commitments: Promised[] }>('suggestions')
    .findOne({ _id: plot.id }, { projection: { commitments: 1 } });
  for (const promised of record?.commitments ?? [])
    if (promised.unitId === unitId && !plot.promised.has(promised.commitmentId)) plan(play, plot, promised);
}

function plan(play: Play, plot: Plot, promised: Promised): void {
  const { random } = plot;
  const { promise } = play.habits;
  const { commitmentId, due } = promised;
  const today = play.clock.today();
  plot.promised.add(commitmentId);
  plot.open.add(commitmentId);
  const at = (date: CivilDate, run: () => Promise<void>) => onDay(play, plot, { date, run });
  const way = daysApart(today, due);
  if (happens(random, promise.reported))
    at(daysFrom(today, Math.floor(way / 2)), () => tell(play, plot, promised));
  ledger(play, plot, promised);
  if (happens(random, promise.moved)) {
    const later = daysFrom(due, drawn(random, promise.movedBy));
    at(daysFrom(due, -5), () => move(play, plot, { ...promised, due: later }));
    at(daysFrom(later, -drawn(random, promise.early)), () => keep(play, plot, promised));
    return;
  }
  const kept = happens(random, promise.late)
    ? daysFrom(due, drawn(random, promise.lateBy))
    : daysFrom(due, -drawn(random, promise.early));
  at(kept, () => keep(play, plot, promised));
}

/** The yearly report, on a day of the month for it. */
function ledger(play: Play, plot: Plot, promised: Promised): void {
  const month = play.policy.ledgerReportMonth.value;
  if (month === null || !happens(plot.random, play.habits.promise.ledger)) return;
  const today = play.clock.today();
  const first = `${today.slice(0, 4)}-${String(month).padStart(2, '0')}-01`;
  if (first <= today || first > promised.due) return;
  const date = daysFrom(first, drawn(plot.random, { '7-28': 1 }));
  onDay(play, plot, { date, run: () => tell(play, plot, promised) });
}

async function tell(play: Play, plot: Plot, { commitmentId, unitId }: Promised): Promise<void> {
  if (!plot.open.has(commitmentId)) return;
  const input = { commitmentId, progress: '已完成方案起草，正在征求意见。' };
  const by = handlerOf(play, plot, unitId);
  await perform(play, plot, { by, request: reportCommitment, input });
}

async function move(play: Play, plot: Plot, { commitmentId, unitId, due }: Promised): Promise<void> {
  const input = { commitmentId, text: '因涉及立法程序，需延后完成。', due };
  const by = play.cast.leaderOf(unitId);
  await perform(play, plot, { by, request: explainCommitment, input });
}

async function keep(play: Play, plot: Plot, { commitmentId, unitId }: Promised): Promise<void> {
  const { random } = plot;
  const by = play.cast.leaderOf(unitId);
  const input = { commitmentId, text: '承诺事项已经落实。' };
  if (!(await perform(play, plot, { by, request: fulfilCommitment, input }))) return;
  plot.open.delete(commitmentId);
  const rated = `rating ${commitmentId}`;
  plot.open.add(rated);
  const rates = happens(random, play.habits.promise.rated);
  inWorkdays(play, plot, {
    n: rates ? drawn(random, { '1-15': 1 }) : 25,
    run: async () => {
      const deputy = speakerOf(play, plot);
      const said = { commitmentId, result: 'satisfied' as const, text: '' };
      if (rates && deputy !== null)
        await perform(play, plot, { by: deputy, request: rateCommitment, input: said });
      plot.open.delete(rated);
    },
  });
}
