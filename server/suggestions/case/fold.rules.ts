import type { EventBody, EventKind } from '../../../shared/case-events.ts';
import type { CaseState } from '../../../shared/cases.ts';
import type { CongressId, SuggestionId } from '../../../shared/ids.ts';
import {
  type Case,
  type CaseEntry,
  type Fold,
  type Folds,
  type Happening,
  replies,
  type Track,
} from './case.rules.ts';
import { closing } from './fold-closing.rules.ts';
import { handling } from './fold-handling.rules.ts';
import { proposing } from './fold-proposing.rules.ts';
import { IN_HANDLING } from './stages.rules.ts';

const FOLDS: Folds<EventKind> = { ...proposing, ...handling, ...closing };

/** The state before anything has happened. */
export const nothingYet = (suggestionId: SuggestionId, congressId: CongressId): Case => ({
  ...{ suggestionId, congressId, session: 0, number: '', title: '', text: '', category: '' },
  ...{ betweenSessions: false, origins: [] },
  ...{ source: 'unknown', leadId: null, seconders: [], delegationId: null, wantsWrittenReply: true },
  ...{ wishedUnitIds: [], publicity: 'full', keepSecret: false, secrecy: 'public', mode: null },
  ...{
    state: 'draft',
    tracks: [],
    assignedOn: null,
    handOverId: null,
    round: 1,
    replies: [],
    extension: null,
  },
  ...{ draftSharedBy: [], feedbackAskedOn: null, feedback: [], lapsedRounds: [], jointOpinions: [] },
  ...{ rehandlingAskedOn: null, rehandlingDue: null, coordination: null, commitments: [], contacts: [] },
  ...{ withdrawal: null, mergedWith: [], publication: null },
  ...{ topicId: null, committeeUnitId: null, supervisionLeaderId: null },
  ...{ asPublished: { replyClass: '', repliedOn: '' }, importedHash: '', policy: null, closedOn: null },
  ...{ revision: 0, hash: '' },
});

/** The state after one more entry. */
export function after(found: Case, entry: CaseEntry): Case {
  const folded = entry.happened.reduce((state, { kind, body }) => step(state, { kind, body }, entry), found);
  return { ...folded, revision: entry.n, hash: entry.hash };
}

function step(found: Case, { kind, body }: { kind: EventKind; body: unknown }, entry: Happening): Case {
  const fold = FOLDS[kind] as Fold<EventKind>;
  const next = { ...found, ...fold(found, body as EventBody, entry) };
  next.state = stateOf(next);
  return next;
}

/** The state that a whole history gives. */
export const foldAll = (
  of: { suggestionId: SuggestionId; congressId: CongressId },
  entries: readonly CaseEntry[],
): Case => entries.reduce(after, nothingYet(of.suggestionId, of.congressId));

const BY_TRACKS: readonly CaseState[] = IN_HANDLING;

/** From the hand-over until it is closed a case stands where its tracks stand; closed ones are tracked while a promise is open. */
export function stateOf(found: Case): CaseState {
  if (found.state === 'closed' || found.state === 'tracking') return isTracked(found) ? 'tracking' : 'closed';
  if (!BY_TRACKS.includes(found.state)) return found.state;
  if (found.coordination) return 'coordination';
  const answering = found.tracks.filter(replies);
  const all = (...states: readonly Track['state'][]) =>
    answering.length > 0 && answering.every((t) => states.includes(t.state));
  if (answering.some((t) => t.state === 'return-requested')) return 'return-requested';
  if (all('replied')) return found.feedbackAskedOn === null ? 'replied' : 'feedback';
  if (found.round > 1) return 'rehandling';
  if (answering.some((t) => t.state === 'handling' || t.state === 'replied')) return 'handling';
  const taking = answering.length > 0 ? answering : found.tracks;
  return taking.length > 0 && taking.every((t) => t.state !== 'waiting') ? 'received' : 'assigned';
}

/** 跟踪: a promise is open, or fulfilled and not rated yet, or the case is key-supervised. */
const isTracked = ({ commitments, topicId }: Case): boolean =>
  topicId !== null || commitments.some((c) => c.state === 'open' || c.state === 'fulfilled');
