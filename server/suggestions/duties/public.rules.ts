import type { Owed } from '../../notices/index.ts';
import { doneBy, dueBy, owe, type Past, pastAmong, pastOf, type Reckoning } from './owing.rules.ts';
import { replyingTracks } from './rounds.rules.ts';

/** R23: once all have replied it is published, or it is said why not. */
function publishing(at: Reckoning): Owed[] {
  const first = replyingTracks(at).map(
    ({ unitId }) => at.found.replies.find((r) => r.unitId === unitId)?.on ?? null,
  );
  const since = first
    .filter((on) => on !== null)
    .sort()
    .at(-1);
  if (since === undefined || first.includes(null)) return [];
  const [published] = pastOf(at.entries, 'published');
  const approved = pastOf(at.entries, 'publication-reviewed').findLast(({ body }) => body.approved);
  const withheld = at.found.publication?.publicity === 'none' ? approved : undefined;
  return [
    owe(
      { rule: 'R23', ower: { kind: 'office' }, subject: since },
      { since, due: dueBy(since, at.policy.terms.publication, at), done: doneBy(published ?? withheld) },
    ),
  ];
}

/** R24: a plan for what is key-supervised, then a word of progress a month. A plan that is filed, and each act of supervising, is one. */
function supervising(designated: Past<'designated'>, at: Reckoning): Owed[] {
  const { n, on, body } = designated;
  const ended = pastOf(at.entries, 'designation-ended').find((p) => p.n > n);
  const over = ended?.on;
  const acts = pastAmong(at.entries, 'supervision-planned', 'supervised').filter(
    (p) => p.n > n && (!ended || p.n < ended.n),
  );
  const ower = { kind: 'committee', unitId: body.committeeUnitId } as const;
  const plan = owe(
    { rule: 'R24', ower, subject: `${body.topicId}.plan` },
    { since: on, due: dueBy(on, at.policy.terms.supervisionPlan, at), done: doneBy(acts[0]), over },
  );
  const progress = acts.map((act, i) =>
    owe(
      { rule: 'R24', ower, round: i + 1, subject: `${body.topicId}.progress` },
      { since: act.on, due: null, done: doneBy(acts[i + 1]), over },
    ),
  );
  return [plan, ...progress];
}

/** What the public is owed: R23, and R24 for what is key-supervised. */
export const publicDuties = (at: Reckoning): Owed[] => [
  ...publishing(at),
  ...pastOf(at.entries, 'designated').flatMap((designated) => supervising(designated, at)),
];
