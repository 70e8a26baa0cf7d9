import type { CivilDate, UnitId } from '../../../shared/ids.ts';
import type { Owed } from '../../notices/index.ts';
import { doneBy, dueBy, owe, pastAmong, pastOf, type Reckoning } from './owing.rules.ts';

interface Promised {
  readonly commitmentId: string;
  readonly unitId: UnitId;
  readonly due: CivilDate;
  readonly promisedOn: CivilDate;
  /** How often a new day was explained for it. */
  readonly moved: number;
  readonly ended: { readonly on: CivilDate } | null;
  /** Days on which progress was told. */
  readonly reported: readonly CivilDate[];
}

/** What a case’s replies promised, and what became of it. */
function promisesOf({ found, entries }: Reckoning): Promised[] {
  const replies = pastOf(entries, 'replied');
  const told = pastAmong(entries, 'commitment-reported', 'commitment-fulfilled', 'commitment-explained');
  return found.commitments.flatMap(({ commitmentId, unitId, due, state }) => {
    const isThis = (c: { readonly commitmentId: string }) => c.commitmentId === commitmentId;
    const promise = replies.find(({ body }) => body.commitments.some(isThis));
    if (!promise) return [];
    const own = told.filter(({ body }) => isThis(body));
    const ending = own.filter(({ kind, body }) =>
      kind === 'commitment-fulfilled' ? true : 'due' in body && body.due === null,
    );
    const moved = own.filter(({ body }) => 'due' in body && body.due !== null).length;
    const reported = own.map(({ on }) => on);
    const ended = state === 'open' ? null : doneBy(ending[0]);
    return [{ commitmentId, unitId, due, moved, ended, reported, promisedOn: promise.on }];
  });
}

/** R21: what was promised, by the day that was promised; a new day that was explained is a new duty. */
const keeping = ({ commitmentId, unitId, due, promisedOn, moved, ended, reported }: Promised): Owed =>
  owe(
    {
      ...{ rule: 'R21', ower: { kind: 'unit', unitId }, round: moved + 1, subject: commitmentId },
      facts: { commitmentId, heardOn: reported.at(-1) ?? null },
    },
    { since: promisedOn, due, done: ended },
  );

/** The years whose report a promise belongs to: made before it is due, and not ended by then. */
function yearsOf({ promisedOn, ended }: Promised, month: string, today: CivilDate): CivilDate[] {
  const last = ended && ended.on < today ? ended.on : today;
  const years: CivilDate[] = [];
  for (let year = Number(promisedOn.slice(0, 4)); year <= Number(today.slice(0, 4)); year++) {
    const since = `${year}-${month}-01`;
    if (since > promisedOn && since <= last) years.push(since);
  }
  return years;
}

/** R22: the yearly report on all that a unit has promised and not kept yet. */
function reporting(promises: readonly Promised[], at: Reckoning): Owed[] {
  const month = at.policy.ledgerReportMonth.value;
  if (month === null) return [];
  const name = String(month).padStart(2, '0');
  const begins = new Map<string, Promised[]>();
  for (const promise of promises)
    for (const since of yearsOf(promise, name, at.today)) {
      const key = `${since}|${promise.unitId}`;
      begins.set(key, [...(begins.get(key) ?? []), promise]);
    }
  return [...begins].map(([key, of]) => {
    const [since = '', unitId = ''] = key.split('|');
    const told = of.map(({ reported }) => reported.find((on) => on >= since));
    const last = told.every((on) => on !== undefined) ? (told.toSorted().at(-1) ?? null) : null;
    return owe(
      { rule: 'R22', ower: { kind: 'unit', unitId: unitId as UnitId }, subject: since.slice(0, 4) },
      {
        since,
        due: dueBy(since, { n: 1, unit: 'months' }, at),
        done: last === null ? null : { on: last },
      },
    );
  });
}

/** Promises made in replies, and the ledger of them: R21, R22. */
export function promises(at: Reckoning): Owed[] {
  const made = promisesOf(at);
  return [...made.map(keeping), ...reporting(made, at)];
}
