import { generateDemo, loadDemo } from '../demo/index.ts';
import type { CivilDate, CongressId, SuggestionId } from '../shared/ids.ts';
import type { DutyDoc } from '../server/notices/duties.rules.ts';
import { makeDutyStore } from '../server/notices/duties.store.ts';
import { instantAt } from '../server/org/index.ts';
import { connectMongo } from '../server/store/mongo.ts';
import type { benchParts } from './surroundings.ts';

type Parts = Awaited<ReturnType<typeof benchParts>>;

/** Handed over on this day, the first reminders are due on the day of the bench; the others a week later. */
const SINCE = '2026-05-25';
const LATER = instantAt('2026-06-08', '09:00');
const SEED = 1;
const TOGETHER = 5_000;

/** Suggestions of the demo’s year that are imported and wait for their hand-over. */
export async function suggestionsWaiting(parts: Parts, count: number) {
  const demo = generateDemo('year', SEED);
  if (count > demo.suggestions.length)
    throw new Error(`a year has only ${demo.suggestions.length} suggestions`);
  const some = { ...demo, suggestions: demo.suggestions.slice(0, count) };
  const { congressId } = await loadDemo({ org: parts.org, record: parts.suggestions.record }, some);
  const office = demo.people.find((p) => p.roles?.includes('office'));
  if (!office) throw new Error('the demo has no office');
  const waiting = some.suggestions.map(({ id }) => id);
  return {
    congressId,
    /** Hands over so many: their duties are due for a first reminder. How many cards their rooms are to get. */
    async handOver(due: number): Promise<number> {
      const ids = waiting.splice(0, due);
      const { handOverId } = await parts.suggestions.handOver.start(
        { personId: office.id, congressId },
        { selection: { kind: 'ids', ids }, assignedOn: SINCE },
      );
      await parts.suggestions.handOver.run(handOverId);
      const duties = parts.database.connection.collection<DutyDoc>('duties');
      return duties.countDocuments({ suggestionId: { $in: ids }, rule: 'R6' });
    },
  };
}

/** Writes duties that nobody has to be reminded of yet: nobody is asked to hand over a million. */
export async function dutyWriter(mongodbUrl: string, name: string, congressId: CongressId) {
  const database = await connectMongo(mongodbUrl, name);
  const store = makeDutyStore(database);
  let written = 0;
  return {
    async write(count: number): Promise<void> {
      for (const end = written + count; written < end;) {
        const docs = Array.from({ length: Math.min(TOGETHER, end - written) }, () =>
          notDue(congressId, (written += 1)),
        );
        await store.insertMissing(docs);
      }
    },
    close: () => database.close(),
  };
}

/** A duty of a suggestion that exists for the bench only. */
function notDue(congressId: CongressId, n: number): DutyDoc {
  const id = `0190163d-8694-739b-8000-${n.toString(16).padStart(12, '0')}`;
  const due: CivilDate = '2026-07-01';
  return {
    ...{ _id: `${id}|R6|bench`, key: 'R6|bench', congressId, suggestionId: id as SuggestionId },
    ...{ roomId: id as DutyDoc['roomId'], number: '', title: '', rule: 'R6', round: 1 },
    ...{ ower: { kind: 'unit', unitId: id as never }, unitId: id as never },
    ...{ personId: null, delegationId: null, since: SINCE, due, by: due, state: 'open', closedOn: null },
    ...{ facts: { phase: 'pre' }, decided: [], nextAt: LATER, turn: 0 },
  };
}
