import type * as z from 'zod/mini';
import type { Publicity } from '../../../shared/cases.ts';
import { PUBLICITIES } from '../../../shared/values/cases.ts';
import { Fault } from '../../../shared/faults.ts';
import {
  convertMotion,
  mergeSuggestions,
  registerSuggestion,
  rejectSuggestion,
  returnForRevision,
} from '../../../shared/proposals.ts';
import { refuseUnfit, given } from '../assigning/tracks.rules.ts';
import type { CaseAct } from '../case/act.rules.ts';
import type { Case } from '../case/case.rules.ts';

/** By itself as soon as it is there. */
const begin: CaseAct<object> = {
  name: 'review:begin',
  transition: 'T3',
  may: ['system'],
  when: ['submitted'],
  makes: ['review-begun'],
  decide: () => [{ kind: 'review-begun', body: {} }],
};

const sendBack: CaseAct<z.output<typeof returnForRevision.input>> = {
  name: returnForRevision.name,
  transition: 'T4',
  may: ['office'],
  when: ['review'],
  makes: ['returned-for-revision'],
  decide: (_found, { reason, note }) => [{ kind: 'returned-for-revision', body: { reason, note } }],
};

const reject: CaseAct<z.output<typeof rejectSuggestion.input>> = {
  name: rejectSuggestion.name,
  transition: 'T4',
  may: ['office'],
  when: ['review'],
  makes: ['rejected'],
  decide: (_found, { reason, note }) => [{ kind: 'rejected', body: { reason, note } }],
};

/** How much is published at most: nothing of a work secret or of who asked to stay unnamed, else what the deputy agreed to. */
function mostPublic({ publicity, keepSecret }: Case, secrecy: Case['secrecy']): Publicity {
  return keepSecret || secrecy === 'work-secret' ? 'none' : publicity;
}

const register: CaseAct<z.output<typeof registerSuggestion.input>> = {
  name: registerSuggestion.name,
  transition: 'T6',
  may: ['office'],
  when: ['review'],
  makes: ['registered'],
  names: ({ tracks }) => ({ units: tracks.map((t) => t.unitId) }),
  decide(found, { number, category, mode, secrecy, publicity, tracks }) {
    refuseUnfit(mode, tracks);
    const most = mostPublic(found, secrecy);
    if (PUBLICITIES.indexOf(publicity) < PUBLICITIES.indexOf(most))
      throw new Fault('AGAINST_POLICY', { value: 'publicity', most });
    return [
      {
        kind: 'registered',
        body: { number, category, mode, secrecy, publicity, tracks: tracks.map(given) },
      },
    ];
  },
};

const convert: CaseAct<z.output<typeof convertMotion.input>> = {
  name: convertMotion.name,
  transition: 'T6',
  may: ['office'],
  when: ['review', 'registered'],
  makes: ['motion-converted'],
  decide({ source }, { motionNumber }) {
    if (source === 'motion-converted') throw new Fault('ALREADY_DONE');
    return [{ kind: 'motion-converted', body: { motionNumber } }];
  },
};

/** The product says the same in the histories of the others. */
const merge: CaseAct<Pick<z.output<typeof mergeSuggestions.input>, 'withIds'>> = {
  name: mergeSuggestions.name,
  transition: 'T6',
  may: ['office', 'system'],
  when: ['registered', 'assigned', 'received', 'handling'],
  makes: ['merged'],
  names: ({ withIds }) => ({ suggestions: withIds }),
  decide({ suggestionId, mergedWith }, { withIds }) {
    const others = [...new Set(withIds)].filter((id) => id !== suggestionId && !mergedWith.includes(id));
    if (others.length === 0) throw new Fault('ALREADY_DONE');
    return [{ kind: 'merged', body: { withIds: others } }];
  },
};

/** What the office decides upon a suggestion before it is handed over. */
export const reviewActs = { begin, sendBack, reject, register, convert, merge };
