import { type Case, due, least } from './counted.rules.ts';
import { type Day, hourOf } from './days.rules.ts';
import {
  deputiesAt,
  firstAfter,
  isReplying,
  NEVER,
  number,
  ofUnit,
  type Past,
  pastOf,
  text,
} from './history.rules.ts';
import { type Life, life, office, type Span, unit } from './life.rules.ts';

const NOBODY = '';

/** Who held something, and from when until when of a time: deputies may leave meanwhile. */
function tenures(
  h: Case['h'],
  { from, until }: Span,
  whoAt: (instant: number) => readonly string[],
): [id: string, span: Span][] {
  const leavings = pastOf(h, 'deputy-left').filter(({ at }) => at > from && at < until);
  const starts = [from, ...leavings.map(({ at }) => at)];
  const held = new Map<string, Span>();
  starts.forEach((start, i) => {
    for (const id of whoAt(start))
      held.set(id, { from: held.get(id)?.from ?? start, until: starts[i + 1] ?? until });
  });
  return [...held];
}

/** R17–R19 */
export function feedback(c: Case): Life[] {
  const { h } = c;
  const asked = pastOf(h, 'feedback-asked').flatMap(({ at, on, body }) => {
    const round = number(body, 'round');
    const of = (kind: string) =>
      pastOf(h, kind).find((p) => p.at > at && number(p.body, 'round') === round)?.at;
    const end = least(of('feedback-given'), of('feedback-lapsed'), h.over);
    const days = { since: on, due: due(c, on, 'feedback') };
    const joint = pastOf(h, 'joint-opinion-given').filter((p) => number(p.body, 'round') === round);
    const through = (whoAt: (instant: number) => readonly string[]) =>
      tenures(h, { from: at, until: end }, whoAt);
    const leads = through((instant) => [deputiesAt(h, instant).leadId ?? NOBODY]);
    const seconders = through((instant) => deputiesAt(h, instant).seconders);
    const { delegationId } = deputiesAt(h, at);
    const answering = (id: string): Life['ower'] =>
      id === NOBODY
        ? { kind: 'delegation', delegationId: delegationId ?? '' }
        : { kind: 'person', personId: id };
    return [
      ...leads.map(([id, span]) => life({ ...days, ...span, rule: 'R17', ower: answering(id) })),
      ...seconders.map(([personId, { from, until }]) =>
        life({
          ...{ ...days, from, rule: 'R18', ower: { kind: 'person', personId } },
          until: least(joint.find(({ body: b }) => text(b, 'personId') === personId)?.at, until),
        }),
      ),
    ];
  });
  const decisions = pastOf(
    h,
    ...['rehandling-ordered', 'rehandling-declined', 'coordination-opened', 'coordination-decided'],
  );
  const refused = pastOf(h, 'feedback-given').filter(({ body }) => body['wantsRehandling'] === true);
  return [
    ...asked,
    ...refused.map(({ n, at, on }) =>
      life({
        ...{ rule: 'R19', ower: office, from: at, since: on, due: null },
        until: least(decisions.find((d) => d.n > n)?.at, h.over),
      }),
    ),
  ];
}

/** R21 and R22 */
export function promises(c: Case): Life[] {
  const { h } = c;
  const told = pastOf(h, 'commitment-reported', 'commitment-fulfilled', 'commitment-explained');
  const promised = pastOf(h, 'replied').flatMap(({ at, on, body }) =>
    ((body['commitments'] ?? []) as readonly Past['body'][]).map((p) => {
      const own = told.filter(({ body: b }) => text(b, 'commitmentId') === text(p, 'commitmentId'));
      const isEnd = ({ kind, body: b }: Past) =>
        kind === 'commitment-fulfilled' || (kind === 'commitment-explained' && b['due'] === null);
      const moves = own.filter(({ kind, body: b }) => kind === 'commitment-explained' && b['due'] !== null);
      return { at, on, unitId: text(p, 'unitId'), due: text(p, 'due'), own, end: own.find(isEnd), moves };
    }),
  );
  const keeping = promised.flatMap(({ at, on, unitId, due: first, own, end, moves }) => {
    const begun = [{ from: at, due: first }, ...moves.map((m) => ({ from: m.at, due: text(m.body, 'due') }))];
    return begun.map((b, i) =>
      life({
        ...{ rule: 'R21', ower: unit(unitId), from: b.from, since: on, due: b.due },
        until: least(end?.at, begun[i + 1]?.from, h.over),
        heard: own.map(({ at: said, on: day }) => ({ at: said, on: day })),
      }),
    );
  });
  return [...keeping, ...ledger(c, promised)];
}

interface Promised {
  readonly on: Day;
  readonly unitId: string;
  readonly own: readonly Past[];
  readonly end: Past | undefined;
}

/** R22: one report a unit and year, on all that it had promised before and not ended by then. */
function ledger(c: Case, promised: readonly Promised[]): Life[] {
  if (c.ledgerMonth === null) return [];
  const month = String(c.ledgerMonth).padStart(2, '0');
  return ['2022', '2023'].flatMap((year) => {
    const since = `${year}-${month}-01`;
    const owing = promised.filter(({ on, end }) => on < since && (!end || end.on >= since));
    return [...new Set(owing.map(({ unitId }) => unitId))].map((unitId) => {
      const told = owing
        .filter((p) => p.unitId === unitId)
        .map(({ own }) => own.find(({ on }) => on >= since)?.at ?? NEVER);
      return life({
        ...{ rule: 'R22', ower: unit(unitId), from: hourOf(since, 0), since },
        ...{ due: c.days.due(since, { n: 1, unit: 'months' }), until: least(Math.max(...told), c.h.over) },
      });
    });
  });
}

/** R23 */
export function publishing(c: Case): Life[] {
  const { h } = c;
  const answering = h.tenures.filter((t) => isReplying(t) && t.until === NEVER);
  const firsts = answering.map(({ unitId }) =>
    pastOf(h, 'replied', 'explained').find(({ body }) => ofUnit(unitId)(body)),
  );
  const lastReply = firsts
    .flatMap((p) => p ?? [])
    .sort((a, b) => a.at - b.at)
    .at(-1);
  if (!lastReply || firsts.includes(undefined)) return [];
  const proposed = pastOf(h, 'publication-proposed').at(-1);
  const withheld = text(proposed?.body ?? {}, 'publicity') === 'none';
  const approved = pastOf(h, 'publication-reviewed').findLast(({ body }) => body['approved'] === true);
  const done = least(pastOf(h, 'published')[0]?.at, withheld ? approved?.at : undefined, h.over);
  const { at, on } = lastReply;
  return [
    life({ rule: 'R23', ower: office, from: at, until: done, since: on, due: due(c, on, 'publication') }),
  ];
}

/** R24: the plan, then a word each month. */
export const supervising = (c: Case): Life[] =>
  pastOf(c.h, 'designated').flatMap(({ at, on, body }) => {
    const ended = firstAfter(pastOf(c.h, 'designation-ended'), at)?.at;
    const end = least(ended, c.h.over);
    const ower: Life['ower'] = { kind: 'committee', unitId: text(body, 'committeeUnitId') };
    const acts = pastOf(c.h, 'supervised').filter((p) => p.at > at && p.at < end);
    const plan = { from: at, since: on, due: due(c, on, 'supervisionPlan') };
    return [
      life({ ...plan, rule: 'R24', ower, until: least(acts[0]?.at, end) }),
      ...acts.map((act, i) =>
        life({
          ...{ rule: 'R24', ower, from: act.at, since: act.on, due: null },
          until: least(acts[i + 1]?.at, end),
        }),
      ),
    ];
  });
