import { isDeepStrictEqual } from 'node:util';
import type * as z from 'zod/mini';
import { CASE_STATES } from '../../../shared/values/cases.ts';
import { Fault } from '../../../shared/faults.ts';
import { ORIGINS } from '../../../shared/values/suggestions.ts';
import type { correctCase } from '../../../shared/timeline.ts';
import type { CaseAct } from './act.rules.ts';

/** case:correct: the office sets right what was wrong; what was said before stays in the history. */
export const correct: CaseAct<z.output<typeof correctCase.input>> = {
  name: 'case:correct',
  transition: 'correction',
  may: ['office'],
  when: CASE_STATES.filter((state) => state !== 'draft' && state !== 'seconding'),
  makes: ['corrected'],
  decide(found, { set }) {
    const { field } = set;
    const after = set.field === 'origins' ? ORIGINS.filter((one) => set.value.includes(one)) : set.value;
    const before = found[field];
    if (isDeepStrictEqual(before, after)) throw new Fault('ALREADY_DONE');
    return [{ kind: 'corrected', body: { n: found.revision, field, before, after } }];
  },
};
