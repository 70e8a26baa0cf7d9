import type { EventKind } from '../../../shared/case-events.ts';
import type { Case, Folds } from './case.rules.ts';

type Promised = Case['commitments'][number];

const ofCommitment = (
  found: Case,
  commitmentId: string,
  change: (kept: Promised) => Partial<Promised>,
): Partial<Case> => ({
  commitments: found.commitments.map((c) => (c.commitmentId === commitmentId ? { ...c, ...change(c) } : c)),
});

export const closing = {
  'feedback-asked': (_found, _body, { on }) => ({ feedbackAskedOn: on }),
  'joint-opinion-given': (found, { round, personId, result }) => ({
    jointOpinions: [
      ...found.jointOpinions.filter((o) => o.round !== round || o.personId !== personId),
      { round, personId, result },
    ],
  }),
  'feedback-given': (found, { round, attitude, result, wantsRehandling }, { on }) => ({
    feedback: [...found.feedback, { round, attitude, result, on }],
    rehandlingAskedOn: wantsRehandling ? on : null,
  }),
  'feedback-lapsed': (found, { round }) => ({ lapsedRounds: [...found.lapsedRounds, round] }),
  'rehandling-ordered': (found, { round, unitIds, due }) => ({
    ...{ round, rehandlingDue: due, rehandlingAskedOn: null, feedbackAskedOn: null, coordination: null },
    tracks: found.tracks.map((t) =>
      unitIds.includes(t.unitId) ? { ...t, state: 'handling' as const, contacted: [], repliedOn: null } : t,
    ),
    draftSharedBy: [],
  }),
  'rehandling-declined': () => ({ rehandlingAskedOn: null }),
  closed: (_found, _body, { on }) => ({ state: 'closed', closedOn: on, coordination: null }),
  'commitment-reported': () => ({}),
  'commitment-fulfilled': (found, { commitmentId }, { on }) =>
    ofCommitment(found, commitmentId, () => ({ state: 'fulfilled', fulfilledOn: on })),
  'commitment-explained': (found, { commitmentId, due }) =>
    ofCommitment(found, commitmentId, () => (due === null ? { state: 'explained' } : { due })),
  'commitment-rated': (found, { commitmentId, result }) =>
    ofCommitment(found, commitmentId, () => ({ state: 'rated', rated: result })),
  'commitment-rolled-over': (found, { commitmentId, year }) =>
    ofCommitment(found, commitmentId, (c) => ({ rolledOver: c.rolledOver + 1, carriedInto: year })),
  archived: () => ({ state: 'archived' }),
  'publication-proposed': (_found, { publicity }, { n, by }) => ({
    publication: { state: 'proposed', proposedBy: by.personId, publicity, on: null, n },
  }),
  'publication-reviewed': (found, { approved }, { n }) => ({
    publication: found.publication && {
      ...found.publication,
      n,
      state: approved ? ('approved' as const) : ('refused' as const),
    },
  }),
  published: (found, { on }) => ({
    publication: found.publication && { ...found.publication, state: 'published' as const, on },
  }),
  'publication-objected': () => ({ publicity: 'none', publication: null }),
  designated: (_found, { topicId, committeeUnitId, leaderId }) => ({
    topicId,
    committeeUnitId,
    supervisionLeaderId: leaderId,
  }),
  'supervision-planned': () => ({}),
  supervised: () => ({}),
  'designation-ended': () => ({ topicId: null, committeeUnitId: null, supervisionLeaderId: null }),
} as const satisfies Partial<Folds<EventKind>>;
