import type { Ower } from '../../../shared/notices.ts';
import type { Owed } from '../../notices/index.ts';
import { doneBy, dueBy, owe, type Past, pastAmong, pastOf, type Reckoning } from './owing.rules.ts';

type Asked = Past<'feedback-asked'>;

/** Who answers for the suggestion: its lead deputy, or the delegation that made it. */
function answering({ found: { leadId, delegationId } }: Reckoning): Ower | null {
  if (leadId !== null) return { kind: 'person', personId: leadId };
  return delegationId === null ? null : { kind: 'delegation', delegationId };
}

const given = ({ body: { round }, n }: Asked, { entries }: Reckoning) =>
  pastOf(entries, 'feedback-given').find((p) => p.body.round === round && p.n > n);

const lapsed = ({ body: { round } }: Asked, { entries }: Reckoning) =>
  pastOf(entries, 'feedback-lapsed').find((p) => p.body.round === round);

/** R17: what the deputies think of the reply. */
function rating(asked: Asked, at: Reckoning): Owed[] {
  const ower = answering(at);
  if (!ower) return [];
  const { on, body } = asked;
  return [
    owe(
      { rule: 'R17', ower, round: body.round },
      {
        ...{ since: on, due: dueBy(on, at.policy.terms.feedback, at) },
        ...{ done: doneBy(given(asked, at)), over: lapsed(asked, at)?.on },
      },
    ),
  ];
}

/** R18: those who joined in tell the lead deputy theirs before. */
function joining(asked: Asked, at: Reckoning): Owed[] {
  const { on, body } = asked;
  const opinions = pastOf(at.entries, 'joint-opinion-given').filter((p) => p.body.round === body.round);
  const joined = at.found.seconders.filter(({ state }) => state === 'confirmed');
  return joined.map(({ personId }) =>
    owe(
      { rule: 'R18', ower: { kind: 'person', personId }, round: body.round },
      {
        ...{ since: on, due: dueBy(on, at.policy.terms.feedback, at) },
        done: doneBy(opinions.find((p) => p.body.personId === personId)),
        over: given(asked, at)?.on ?? lapsed(asked, at)?.on,
      },
    ),
  );
}

/** R19: dissatisfied, so the office decides whether it is handled again. No rule says by when. */
function answeringRefusals({ entries }: Reckoning): Owed[] {
  const decisions = pastAmong(entries, 'rehandling-ordered', 'rehandling-declined', 'coordination-opened');
  return pastOf(entries, 'feedback-given')
    .filter(({ body }) => body.wantsRehandling)
    .map(({ n, on, body: { round } }) =>
      owe(
        { rule: 'R19', ower: { kind: 'office' }, round },
        { since: on, due: null, done: doneBy(decisions.find((d) => d.n > n)) },
      ),
    );
}

/** What follows upon a reply: R17–R19. */
export const feedback = (at: Reckoning): Owed[] => [
  ...pastOf(at.entries, 'feedback-asked').flatMap((asked) => [...rating(asked, at), ...joining(asked, at)]),
  ...answeringRefusals(at),
];
