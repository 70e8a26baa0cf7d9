import type { Coverage } from '../../../shared/figures.ts';
import type { Phase } from '../../../shared/suggestions.ts';
import { PHASES } from '../../../shared/values/suggestions.ts';
import type { DutyOutcome, RuleName } from '../../notices/index.ts';
import { rateOf } from './rates.rules.ts';

/** The duties by which the deputies are contacted in each phase. */
export const CONTACT_RULES = { pre: 'R6', mid: 'R10', post: 'R16' } as const satisfies Record<
  Phase,
  RuleName
>;

type Counts = DutyOutcome['counts'];

const NOTHING: Counts = { owed: 0, done: 0, inTime: 0, due: 0, faceToFace: 0 };

const plus = (a: Counts, b: Counts): Counts => ({
  ...{ owed: a.owed + b.owed, done: a.done + b.done, inTime: a.inTime + b.inTime },
  ...{ due: a.due + b.due, faceToFace: a.faceToFace + b.faceToFace },
});

const coverageOf = ({ owed, done, inTime, due, faceToFace }: Counts): Coverage => ({
  done: rateOf(done, owed, 'owed'),
  inTime: rateOf(inTime, due, 'due'),
  faceToFace: rateOf(faceToFace, owed, 'owed'),
});

/** How far contacts came, of whom they were owed by; the order is that of the first outcome of each. */
export function coverageBy(outcomes: readonly DutyOutcome[]) {
  return [...new Set(outcomes.map((o) => o.id))].map((id) => {
    const own = outcomes.filter((o) => o.id === id);
    const of = (phase: Phase): Counts =>
      own.filter((o) => o.rule === CONTACT_RULES[phase]).reduce((sum, o) => plus(sum, o.counts), NOTHING);
    return {
      id,
      phases: { pre: coverageOf(of('pre')), mid: coverageOf(of('mid')), post: coverageOf(of('post')) },
      all: coverageOf(PHASES.reduce((sum, phase) => plus(sum, of(phase)), NOTHING)),
    };
  });
}
