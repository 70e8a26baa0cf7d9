import { ASSIGNING } from './assigning.ts';
import { BOTS } from './bots.ts';
import { CASES } from './cases.ts';
import { CLOSING } from './closing.ts';
import { FILE_TYPES_SET } from './file-types.ts';
import { FILES } from './files.ts';
import { FIGURES } from './figures.ts';
import { FILES_GOT } from './files-got.ts';
import { HANDLING } from './handling.ts';
import { IMPORTS } from './imports.ts';
import { MESSAGE_ACTS } from './message-acts.ts';
import { MESSAGES } from './messages.ts';
import { MODERATION } from './moderation.ts';
import { NOTICES } from './notices.ts';
import { PEOPLE } from './people.ts';
import { POLICIES } from './policies.ts';
import { PROPOSALS } from './proposals.ts';
import { PUBLICATION } from './publication.ts';
import { REVIEWS } from './reviews.ts';
import { ROOMS } from './rooms.ts';
import { SECOND_FACTORS } from './second-factors.ts';
import { SUGGESTIONS } from './suggestions.ts';
import { SUPERVISION } from './supervision.ts';
import type { Refusals } from './trial.ts';
import { WITHDRAWALS } from './withdrawals.ts';
import { WORDINGS } from './wordings.ts';

/** A part of the table that is proved in a file of its own: each has a server of its own, and several run beside each other. */
export const PARTS = {
  talking: {
    ...PEOPLE,
    ...SECOND_FACTORS,
    ...ROOMS,
    ...MESSAGES,
    ...MESSAGE_ACTS,
    ...MODERATION,
    ...NOTICES,
    ...FILES_GOT,
    ...FIGURES,
    ...FILES,
    ...BOTS,
  },
  cases: { ...SUGGESTIONS, ...POLICIES, ...WORDINGS, ...FILE_TYPES_SET, ...CASES, ...IMPORTS },
  beginnings: { ...PROPOSALS, ...REVIEWS, ...WITHDRAWALS, ...ASSIGNING },
  handling: HANDLING,
  closing: { ...CLOSING, ...PUBLICATION, ...SUPERVISION },
};

/** A request that is missing here does not compile; a refusal that is missing is listed by the first test. */
export const REFUSALS: Refusals = {
  ...PARTS.talking,
  ...PARTS.cases,
  ...PARTS.beginnings,
  ...PARTS.handling,
  ...PARTS.closing,
};
