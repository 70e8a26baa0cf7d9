import { afterDay, type Case, due, least, signedBy } from './counted.rules.ts';
import type { Day } from './days.rules.ts';
import { NEVER, number, ofUnit, type Past, pastOf, type Tenure, text, texts } from './history.rules.ts';
import { type Life, life, unit } from './life.rules.ts';

interface Round {
  readonly round: number;
  readonly from: number;
  readonly since: Day;
  readonly due: Day;
  readonly next: number;
  readonly reply: Past | undefined;
}

function roundsOf(c: Case, t: Tenure): Round[] {
  const replies = pastOf(c.h, 'replied', 'explained').filter(({ body }) => ofUnit(t.unitId)(body));
  const ordered = pastOf(c.h, 'rehandling-ordered').filter(({ body }) =>
    texts(body, 'unitIds').includes(t.unitId),
  );
  const begun = [
    { round: 1, from: t.from, since: t.since, due: due(c, t.since, 'reply') },
    ...ordered.map(({ at, on, body }) => {
      return { round: number(body, 'round'), from: at, since: on, due: text(body, 'due') };
    }),
  ];
  return begun.map((b, i) => ({
    ...{ ...b, next: begun[i + 1]?.from ?? NEVER },
    reply: replies.find(({ body }) => number(body, 'round') === b.round),
  }));
}

/** R6, R10, R11, R13, R16, R20 of a unit that replies. */
export function replying(c: Case, t: Tenure): Life[] {
  const { h } = c;
  const { unitId } = t;
  const end = least(t.until, h.over);
  const reached = (phase: string, from: number, until: number) =>
    pastOf(h, 'contact-recorded').find(
      ({ at, body }) =>
        at > from &&
        at < until &&
        ofUnit(unitId)(body) &&
        text(body, 'phase') === phase &&
        body['reachedLead'] === true,
    )?.at;
  const [first, ...later] = roundsOf(c, t);
  if (!first) return [];
  const signed = signedBy(c, t);
  const firstDue = due(c, t.since, 'reply');
  const granted = pastOf(h, 'extension-decided').find(
    ({ body }) => body['approved'] === true && text(body, 'until') > firstDue,
  );
  const until = granted ? text(granted.body, 'until') : firstDue;
  const asked = pastOf(h, 'extension-requested')[0];
  const own = { ower: unit(unitId) };
  const before = life({
    ...{ ...own, rule: 'R6', from: t.from, since: t.since, due: null },
    until: least(reached('pre', t.from, NEVER), first.reply?.at, end),
    dated: [
      { from: t.from, since: t.since, due: due(c, t.since, 'firstContact') },
      ...(signed ? [{ from: signed.at, since: signed.on, due: due(c, signed.on, 'firstContact') }] : []),
    ],
  });
  const moved = granted ? [{ from: granted.at, since: t.since, due: until }] : [];
  const replyLives = [
    life({ ...{ ...own, ...first, rule: 'R11' }, until: least(first.reply?.at, granted?.at, end) }),
    ...(granted
      ? [
          life({
            ...own,
            rule: 'R11',
            from: granted.at,
            since: t.since,
            due: until,
            until: least(first.reply?.at, end),
          }),
        ]
      : []),
    life({
      ...{ ...own, rule: 'R13', from: t.from, since: t.since, due: firstDue },
      until: least(asked?.at, first.reply?.at, end, afterDay(firstDue)),
    }),
    ...later.map((r) => life({ ...own, ...r, rule: 'R20', until: least(r.reply?.at, end) })),
  ];
  const contacts = [first, ...later].flatMap((r) => [
    life({
      ...{ ...own, ...r, rule: 'R10', until: least(reached('mid', r.from, r.next), r.reply?.at, end) },
      dated: [{ from: r.from, since: r.since, due: r.due }, ...(r.round === 1 ? moved : [])],
    }),
    ...(r.reply
      ? [last(c, { ...own, reply: r.reply, end: least(reached('post', r.from, r.next), r.next, end) })]
      : []),
  ]);
  return [before, ...replyLives, ...contacts];
}

/** R16 */
const last = (c: Case, { ower, reply, end }: Pick<Life, 'ower'> & { reply: Past; end: number }): Life =>
  life({
    ...{ rule: 'R16', ower, from: reply.at, until: end },
    ...{ since: reply.on, due: due(c, reply.on, 'lastContact') },
  });
