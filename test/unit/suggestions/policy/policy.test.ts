import { expect } from 'chai';
import type { PolicyOverrides } from '../../../../shared/policies.ts';
import { jurisdictionOf } from '../../../../server/suggestions/policy/jurisdictions.rules.ts';
import {
  completed,
  overriddenNames,
  overridesAfter,
  resolved,
  saysTheSame,
  whyMayNotStand,
} from '../../../../server/suggestions/policy/policy.rules.ts';

const source = '本级常委会决定';
const national = jurisdictionOf('national');
const feedback = { n: 15, unit: 'workdays', source } as const;
const withOwn = (overrides: PolicyOverrides, version = 2) => resolved(national, { overrides, version });

describe('a congress’s own values', () => {
  it('stand in the place of the jurisdiction’s, and leave all others', () => {
    const own = withOwn({ feedback, silenceLeavesBase: { value: false, source } });
    expect(own.terms).to.deep.equal({ ...national.terms, feedback });
    expect(own).to.deep.equal({
      ...national,
      terms: own.terms,
      silenceLeavesBase: { value: false, source },
      version: 2,
    });
  });

  it('add up change by change, and can be taken back', () => {
    const first = overridesAfter({}, { set: { feedback }, drop: [] });
    const second = overridesAfter(first, { set: { silenceLeavesBase: { value: false, source } }, drop: [] });
    expect(overriddenNames(second)).to.deep.equal(['feedback', 'silenceLeavesBase']);
    const third = overridesAfter(second, { set: {}, drop: ['feedback', 'reply'] });
    expect(overriddenNames(third)).to.deep.equal(['silenceLeavesBase']);
    expect(withOwn(third).terms.feedback).to.deep.equal(national.terms.feedback);
  });

  it('are set when they are set and taken back at once', () => {
    expect(overridesAfter({}, { set: { feedback }, drop: ['feedback'] })).to.deep.equal({ feedback });
  });

  it('must not contradict each other', () => {
    const facts = (overrides: PolicyOverrides) => whyMayNotStand(withOwn(overrides))?.facts ?? null;
    const months = (n: number) => ({ n, unit: 'months', source }) as const;
    expect(facts({ reply: months(5) })).to.equal(null);
    expect(facts({ reply: months(7) })).to.deep.equal({ value: 'reply', longerThan: 'replyExtended' });
    expect(facts({ reply: months(7), replyExtended: months(8) })).to.equal(null);
    expect(facts({ coOpinion: { n: 70, unit: 'workdays', source } })).to.deep.equal({
      value: 'coOpinion',
      longerThan: 'reply',
    });
    const [a, b] = national.replyClasses.value;
    const twice = [a, b, a].flatMap((c) => (c ? [c] : []));
    expect(facts({ replyClasses: { value: twice, source } })).to.deep.equal({
      value: 'replyClasses',
      twice: 'A',
    });
    expect(facts({ replyClasses: { value: [], source } })).to.equal(null);
  });

  it('say the same when only the version differs', () => {
    expect(saysTheSame(withOwn({}, 1), withOwn({}, 2))).to.equal(true);
    expect(saysTheSame(withOwn({}, 1), withOwn({ feedback }, 1))).to.equal(false);
  });
});

describe('a policy kept long ago', () => {
  it('stays what it was when the jurisdiction’s data change', () => {
    const kept = withOwn({ feedback });
    const changed = {
      ...national,
      terms: { ...national.terms, reply: { n: 2, unit: 'months' as const, source: '新法' } },
      secondRefusal: { value: 'meeting' as const, source: '新法' },
    };
    expect(completed(kept, changed)).to.deep.equal(kept);
  });

  it('takes today’s value for a term that was not known then', () => {
    const kept = withOwn({ feedback });
    const { supervisionPlan, ...known } = kept.terms;
    const old = { ...kept, terms: known } as typeof kept;
    expect(completed(old, national).terms).to.deep.equal({ ...known, supervisionPlan });
  });
});
