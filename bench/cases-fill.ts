import { type DemoCongress, type DemoSuggestion, makeRandom, type Random } from '../demo/index.ts';
import type { Happened } from '../shared/case-events.ts';
import type { Rating } from '../shared/cases.ts';
import { RATINGS } from '../shared/values/cases.ts';
import type { CivilDate, ContactId, CongressId, UnitId } from '../shared/ids.ts';
import type { PolicyProfile } from '../shared/policies.ts';
import type { Phase } from '../shared/suggestions.ts';
import { CONTACT_METHODS, ORIGINS } from '../shared/values/suggestions.ts';
import { newId } from '../server/ops/clock.ts';
import { type Case, type CaseEntry, PRODUCT, replies } from '../server/suggestions/case/case.rules.ts';
import { docOf, makeCaseStore } from '../server/suggestions/case/case.store.ts';
import { entryAfter } from '../server/suggestions/case/entries.rules.ts';
import { after, nothingYet } from '../server/suggestions/case/fold.rules.ts';
import { standingFrom } from '../server/suggestions/duties/standing.rules.ts';
import type { Suggestions } from '../server/suggestions/record/suggestion.store.ts';
import type { benchParts } from './surroundings.ts';

type Parts = Awaited<ReturnType<typeof benchParts>>;

const HANDED_OVER = '2022-04-01';
/** The day till which they were handled: some are closed, some late, some waited for. */
const TODAY = '2022-08-15' as CivilDate;
const GROUP = 500;
const TEXTS = 6; // of the demo in one suggestion: some thousand characters

/** A case and how it came to be. */
interface Made {
  readonly found: Case;
  readonly entries: readonly CaseEntry[];
}

/** How far a case has come, and what share of all has come no further. */
const STAGES = [
  ...([
    ['registered', 0.02],
    ['assigned', 0.03],
    ['received', 0.05],
    ['returning', 0.01],
  ] as const),
  ...([
    ['handling', 0.2],
    ['extending', 0.02],
    ['asked', 0.2],
    ['dissatisfied', 0.005],
  ] as const),
  ...([['closed', 1]] as const),
] as const;
type Stage = (typeof STAGES)[number][0];

function stageOf(chance: Random): Stage {
  let left = chance.real();
  for (const [stage, share] of STAGES) {
    if (left < share) return stage;
    left -= share;
  }
  return 'closed';
}

/** The whole life of a made-up suggestion till then, day by day. */
function* lifeOf(row: DemoSuggestion, texts: readonly string[], chance: Random): Generator<Step> {
  const stage = stageOf(chance);
  const isPast = (...ended: Stage[]) => !ended.includes(stage);
  yield imported(row, texts, chance);
  if (!isPast('registered')) return;
  yield [HANDED_OVER, { kind: 'assigned', body: { on: HANDED_OVER, handOverId: null } }];
  if (!isPast('assigned')) return;
  const units = row.tracks.filter((t) => t.role !== 'reference').map((t) => t.unitId);
  for (const unitId of units)
    yield ['2022-04-06', { kind: 'signed-for', body: { unitId, department: '', contactIds: [] } }];
  const answering = row.tracks.filter(replies).map((t) => t.unitId);
  const [first] = answering;
  if (stage === 'returning' && first) yield returning(first);
  if (!isPast('received', 'returning')) return;
  for (const unitId of answering) yield spoke(unitId, 'pre', chance);
  if (stage === 'extending' && first) yield extending(first);
  if (!isPast('handling', 'extending')) return;
  for (const unitId of answering) {
    if (chance.real() < 0.9) yield spoke(unitId, 'mid', chance);
    yield replied(unitId, chance);
  }
  yield ['2022-06-20', { kind: 'feedback-asked', body: { round: 1 } }];
  if (!isPast('asked')) return;
  yield* rated(row, stage, chance);
}

type Step = readonly [on: CivilDate, ...happened: Happened[]];

const imported = (row: DemoSuggestion, texts: readonly string[], chance: Random): Step => {
  const { session, number, title, category, source, leadId, secondingIds, delegationId } = row;
  const text = [row.text, ...chance.sample(texts, TEXTS)].join('\n');
  const columns = {
    ...{ session, number, title, text, category, source, leadId, secondingIds, delegationId },
    ...{ wantsWrittenReply: row.wantsWrittenReply, replyClass: '', repliedOn: '' },
    ...{ betweenSessions: chance.real() < 0.016, origins: chance.sample(ORIGINS, chance.int(3)) },
  };
  const tracks = row.tracks.map(({ unitId, role }) => ({ unitId, role, part: '', contactIds: [] }));
  return ['2022-03-20', { kind: 'imported', body: { columns, tracks, hash: number } }];
};

const returning = (unitId: UnitId): Step => [
  '2022-08-10',
  { kind: 'return-requested', body: { unitId, reason: '职责不符', suggestedUnitId: null, signedBy: '' } },
];

const extending = (unitId: UnitId): Step => [
  '2022-06-15',
  { kind: 'extension-requested', body: { unitId, reason: '涉及面广', until: '2022-09-30' } },
];

const SPOKEN = { pre: '2022-04-20', mid: '2022-05-20', post: '2022-06-24' } as const;

const spoke = (unitId: UnitId, phase: Phase, chance: Random): Step => [
  SPOKEN[phase],
  {
    kind: 'contact-recorded',
    body: {
      ...{ contactId: newId() as ContactId, unitId, phase, method: chance.pick(CONTACT_METHODS) },
      ...{ at: `${SPOKEN[phase]}T02:00:00.000Z`, reachedLead: chance.real() < 0.95 },
    },
  },
];

const replied = (unitId: UnitId, chance: Random): Step => {
  const replyClass = chance.pick(['A', 'A', 'B', 'B', 'C'] as const);
  const promised = { commitmentId: newId(), unitId, text: '年内完成', due: '2022-11-30' };
  return [
    '2022-06-20',
    {
      kind: 'replied',
      body: {
        ...{ unitId, round: 1, commitments: replyClass === 'B' ? [promised] : [] },
        letter: {
          ...{ docNumber: '', replyClass, points: [], text: '', copies: [], recipientIds: [] },
          ...{ signedBy: { personId: null, name: '' }, publicity: 'full', publicityReason: '' },
          ...{ attachmentIds: [], faceToFace: null },
        },
      },
    },
  ];
};

function* rated(row: DemoSuggestion, stage: Stage, chance: Random): Generator<Step> {
  const personId = row.leadId;
  const [content, mostly, not] = RATINGS;
  const result: Rating = stage === 'dissatisfied' ? not : chance.real() < 0.95 ? content : mostly;
  const wantsRehandling = stage === 'dissatisfied';
  const given = { round: 1, attitude: result, result, opinion: '', wantsRehandling };
  if (personId !== null) yield ['2022-07-05', { kind: 'feedback-given', body: { personId, ...given } }];
  if (wantsRehandling) return;
  for (const { unitId } of row.tracks.filter(replies)) yield spoke(unitId, 'post', chance);
  yield ['2022-07-06', { kind: 'closed', body: {} }];
}

function makeCase(congressId: CongressId, row: DemoSuggestion, steps: Iterable<Step>): Made {
  let found = nothingYet(row.id, congressId);
  const entries: CaseEntry[] = [];
  for (const [on, ...happened] of steps) {
    const at = new Date(`${on}T01:00:00.000Z`);
    const entry = entryAfter(found, { at, by: PRODUCT, why: null, actKey: null, asked: null, happened });
    found = after(found, entry);
    entries.push(entry);
  }
  return { found, entries };
}

/** Writes the demo’s suggestions past the doors, each with the life that a seed gives it, and what is owed in them. */
export async function fillCases(
  parts: Parts,
  { demo, congressId, seed }: { demo: DemoCongress; congressId: CongressId; seed: string },
): Promise<{ cases: number; duties: number }> {
  const chance = makeRandom(seed);
  const texts = demo.suggestions.slice(0, 200).map((s) => s.text);
  const suggestions = parts.database.connection.collection('suggestions');
  const store = makeCaseStore(suggestions as unknown as Suggestions);
  const { profile } = await parts.suggestions.policies.forCongress(congressId);
  const standing = await standingsOf(parts, congressId, profile);
  let duties = 0;
  for (let from = 0; from < demo.suggestions.length; from += GROUP) {
    const made = demo.suggestions
      .slice(from, from + GROUP)
      .map((row) => makeCase(congressId, row, lifeOf(row, texts, chance.about(row.number))));
    await store.insert(made.flatMap(({ found, entries: [first] }) => (first ? docFrom(found, first) : [])));
    const standings = made.filter(({ found }) => found.assignedOn !== null).map(standing);
    duties += standings.reduce((n, { owed }) => n + owed.length, 0);
    await parts.notices.duties.begin(standings);
  }
  return { cases: demo.suggestions.length, duties };
}

const docFrom = (found: Case, first: CaseEntry) => {
  const { first: _kept, ...doc } = docOf(found, first);
  return doc;
};

async function standingsOf(parts: Parts, congressId: CongressId, policy: PolicyProfile) {
  const days = await parts.calendar.forCongress(congressId);
  const heard = { unansweredSince: null, lastWordOn: null };
  return ({ found, entries }: Made) => standingFrom({ found, entries, policy, days, today: TODAY, heard });
}
