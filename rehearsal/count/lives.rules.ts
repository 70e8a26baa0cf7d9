import { afterDay, type Case, due, least, signedBy } from './counted.rules.ts';
import { feedback, promises, publishing, supervising } from './ending.rules.ts';
import {
  firstAfter,
  isReplying,
  NEVER,
  ofUnit,
  type Past,
  pastOf,
  type Tenure,
  text,
} from './history.rules.ts';
import { type Life, life, office, unit } from './life.rules.ts';
import { replying } from './replying.rules.ts';

/** Everything that a case owed or told, R2–R24. */
export const livesOf = (c: Case): Life[] => [
  ...c.h.tenures.flatMap((t) => [...takingIn(c, t), ...(t.role === 'co' ? opinion(c, t) : [])]),
  ...c.h.tenures.filter(isReplying).flatMap((t) => replying(c, t)),
  ...deciding(c),
  ...tellings(c),
  ...feedback(c),
  ...promises(c),
  ...publishing(c),
  ...supervising(c),
];

/** R2–R4: while it asks to give the case back a unit is not asked to take it in. */
function takingIn(c: Case, t: Tenure): Life[] {
  if (t.role === 'reference') return [];
  const { unitId, since, from } = t;
  const asked = firstAfter(pastOf(c.h, 'return-requested'), from, ofUnit(unitId));
  const refused = asked && firstAfter(pastOf(c.h, 'return-refused'), asked.at, ofUnit(unitId));
  const end = least(t.until, c.h.over);
  const upTo = (until: number) => [
    { from, until: least(until, asked?.at, end) },
    ...(refused ? [{ from: refused.at, until: least(until, end) }] : []),
  ];
  const signed = signedBy(c, t);
  const own = { ower: unit(unitId), from, until: end, since };
  const window = due(c, since, 'returnRequest');
  return [
    life({ ...own, rule: 'R2', due: due(c, since, 'receipt'), spans: upTo(signed?.at ?? NEVER) }),
    life({
      ...{ ...own, rule: 'R3', due: due(c, since, 'contactNaming') },
      spans: t.named[0]?.ids.length ? [] : upTo(signed?.at ?? NEVER),
    }),
    life({ ...own, rule: 'R4', due: window, until: least(signed?.at, asked?.at, end, afterDay(window)) }),
  ];
}

/** R5 */
function deciding(c: Case): Life[] {
  const decisions = pastOf(c.h, 'return-refused', 'reassigned', 'coordination-opened');
  return pastOf(c.h, 'return-requested').map(({ at, on, body }) => {
    const unitId = text(body, 'unitId');
    const of = (b: Past['body']) =>
      text(b, 'unitId') === unitId || text(b, 'fromUnitId') === unitId || text(b, 'cause') === 'assignment';
    return life({
      ...{ rule: 'R5', ower: office, from: at, since: on, due: due(c, on, 'returnDecision') },
      until: least(firstAfter(decisions, at, of)?.at, c.h.over),
    });
  });
}

/** R8 and R9: each opinion, and each reaction to one. */
function opinion(c: Case, t: Tenure): Life[] {
  const { unitId } = t;
  const { h } = c;
  const course = pastOf(h, 'opinion-filed', 'opinion-sent-back', 'opinion-accepted', 'opinion-waived').filter(
    ({ at, body }) => at >= t.from && text(body, 'unitId') === unitId,
  );
  const of = (kind: string) => course.filter((p) => p.kind === kind);
  const leads = h.tenures.filter(({ role }) => role === 'lead');
  const replied = pastOf(h, 'replied', 'explained').find(({ body }) =>
    leads.some((lead) => lead.unitId === text(body, 'unitId')),
  );
  const end = least(t.until, h.over, of('opinion-waived')[0]?.at, replied?.at);
  const signed = signedBy(c, t);
  const firstDated = [
    { from: t.from, since: t.since, due: due(c, t.since, 'coOpinion') },
    ...(signed ? [{ from: signed.at, since: signed.on, due: due(c, signed.on, 'coOpinion') }] : []),
  ];
  const rounds = [
    life({
      ...{ rule: 'R8', ower: unit(unitId), from: t.from, since: t.since, due: null, dated: firstDated },
      until: least(of('opinion-filed')[0]?.at, end),
    }),
    ...of('opinion-sent-back').map(({ at, on }) =>
      life({
        ...{ rule: 'R8', ower: unit(unitId), from: at, since: on, due: due(c, on, 'coOpinionRedo') },
        until: least(firstAfter(of('opinion-filed'), at)?.at, end),
      }),
    ),
  ];
  const reactions = of('opinion-filed').flatMap(({ at, on }) =>
    leads.map((lead) =>
      life({
        ...{ rule: 'R9', ower: unit(lead.unitId), since: on, due: due(c, on, 'coOpinionDecision') },
        from: Math.max(at, lead.from),
        until: least(firstAfter(course, at)?.at, lead.until, h.over, replied?.at, t.until),
      }),
    ),
  );
  return [...rounds, ...reactions];
}

/** R14, R15 */
const tellings = ({ h }: Case): Life[] =>
  pastOf(h, 'extension-decided', 'replied', 'explained').map(({ kind, at, on, body }) =>
    life({
      ...{ rule: kind === 'extension-decided' ? 'R14' : 'R15', ower: unit(text(body, 'unitId')) },
      ...{ from: at, until: NEVER, since: on, due: null, isTelling: true },
    }),
  );
