import type { Played } from '../rehearse.ts';
import {
  bellsOf,
  countingOf,
  expectedOf,
  historyOf,
  HOLIDAYS,
  livesOf,
  livesOfWords,
  type World,
} from '../count/index.ts';
import { differences, type Difference } from './compare.rules.ts';
import { casesOf } from './kept.ts';
import { type Violation, violationsOf } from './invariants.rules.ts';
import { makeTally, type Tally } from './tally.ts';

/** What a rehearsal came to. */
export interface Findings {
  readonly tally: Tally;
  readonly differences: readonly Difference[];
  readonly violations: readonly Violation[];
  readonly breaks: readonly string[];
  readonly entries: number;
  readonly suggestions: number;
  /** Reminder cards in rooms, and to-do notices, that are not exactly those of the deliveries. */
  readonly strayCards: number;
  readonly strayNotices: number;
}

/** Rules whose reminders are counted independently: those that follow from histories alone. */
export const COUNTED: ReadonlySet<string> = new Set(
  [
    'R2',
    'R3',
    'R4',
    'R5',
    'R6',
    'R7',
    'R8',
    'R9',
    'R10',
    'R11',
    'R12',
    'R13',
    'R14',
    'R15',
    'R16',
    'R17',
    'R18',
  ].concat(['R19', 'R20', 'R21', 'R22', 'R23', 'R24', 'R25']),
);

/** Looks at everything that the year left, case by case. */
export async function findingsOf(played: Played, onProgress: (done: number) => void): Promise<Findings> {
  const { stage } = played;
  const { parts, congressId } = stage;
  const world = await worldOf(played);
  const rules = {
    terms: stage.play.policy.terms,
    ledgerMonth: stage.play.policy.ledgerReportMonth.value,
    days: world.days,
  };
  const tally = makeTally();
  const found: Difference[] = [];
  const violations: Violation[] = [];
  let done = 0;
  for await (const group of casesOf(parts, world.people)) {
    for (const kept of group) {
      const history = historyOf(kept.suggestionId, kept.entries);
      const expected = history
        ? expectedOf(
            history,
            [...livesOf({ ...rules, h: history }), ...livesOfWords(history, kept.words)],
            world,
          )
        : [];
      found.push(...differences(expected, kept.deliveries, COUNTED));
      violations.push(...violationsOf(kept));
      tally.add(kept);
    }
    done += group.length;
    onProgress(done);
  }
  const verified = await parts.suggestions.verify(congressId, () => undefined);
  return {
    ...{
      tally,
      differences: found,
      violations,
      entries: verified.entries,
      suggestions: verified.suggestions,
    },
    breaks: verified.breaks.map(({ suggestionId, n, what }) => `${suggestionId} ${n} ${what}`),
    ...(await strays(played, tally)),
  };
}

async function worldOf({ stage, bells }: Played): Promise<World> {
  const days = countingOf(HOLIDAYS);
  const people = await stage.parts.database.connection
    .collection<{
      _id: string;
      roles: string[];
      unitId: string | null;
      delegationId: string | null;
      onDuty: boolean;
    }>('people')
    .find({}, { projection: { roles: 1, unitId: 1, delegationId: 1, onDuty: 1 } })
    .toArray();
  const rung = bells.map((at) => at.getTime());
  return {
    days,
    bells: bellsOf(rung, days),
    people: people.map(({ _id: id, ...rest }) => ({ id, ...rest })),
    hasMail: false,
  };
}

/** What was really said, against the evidence of it: a card for each delivery to a room, a notice for each parcel. */
async function strays({ stage }: Played, tally: Tally) {
  const { connection } = stage.parts.database;
  const cards = await connection.collection('messages').countDocuments({ 'body.card.type': 'reminder' });
  const notices = await connection.collection('notices').countDocuments({ rule: { $regex: '^R' } });
  return {
    strayCards: Math.abs(cards - tally.cards),
    strayNotices: Math.abs(notices - tally.parcels.size),
  };
}
