import { generateDemo, loadDemo } from '../demo/index.ts';
import type { CivilDate, CongressId } from '../shared/ids.ts';
import type { Duty } from '../shared/notices.ts';
import { dutyOf } from '../server/notices/duties.rules.ts';
import { makeDutyStore } from '../server/notices/duties.store.ts';
import { connectMongo } from '../server/store/mongo.ts';
import type { benchParts } from './surroundings.ts';

type Parts = Awaited<ReturnType<typeof benchParts>>;

/** Duties that were owed since this day are due for their first reminder on the day of the bench, others a week later. */
export const SINCE = { due: '2026-05-25' as CivilDate, later: '2026-06-01' as CivilDate };
const SEED = 1;
const TOGETHER = 5_000;
const AT_ONCE = 20;

/** Imports and hands over so many suggestions of the demo's year; gives one open duty of each. */
export async function suggestionsOwed(parts: Parts, count: number) {
  const demo = generateDemo('year', SEED);
  const some = { ...demo, suggestions: demo.suggestions.slice(0, count) };
  const { congressId } = await loadDemo({ org: parts.org, record: parts.suggestions.record }, some);
  const office = demo.people.find((p) => p.roles?.includes('office'));
  if (!office) throw new Error('the demo has no office');
  const { handOverId } = await parts.suggestions.handOver.start(
    { personId: office.id, congressId },
    { selection: { kind: 'all' }, assignedOn: SINCE.later },
  );
  await parts.suggestions.handOver.run(handOverId);
  const waiting = some.suggestions.map(({ id }) => id);
  const owed: Duty[] = [];
  const ask = async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop())
      owed.push(...(await parts.notices.duties.openOf(id)).slice(0, 1));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return { congressId, owed };
}

/** Writes duties that units owe in ever new rounds, suggestion after suggestion: nobody is asked to hand over a million. */
export async function dutyWriter(
  parts: Parts,
  mongodbUrl: string,
  { name, congressId, owed }: { name: string; congressId: CongressId; owed: readonly Duty[] },
) {
  const database = await connectMongo(mongodbUrl, name);
  const store = makeDutyStore(database);
  const days = await parts.calendar.forCongress(congressId);
  let written = 0;
  return {
    async write(count: number, since: CivilDate): Promise<void> {
      for (const end = written + count; written < end;) {
        const docs = Array.from({ length: Math.min(TOGETHER, end - written) }, () => {
          const duty = owed[written % owed.length];
          if (!duty) throw new Error('nothing is owed');
          const round = 2 + Math.floor(written++ / owed.length);
          const { rule, suggestionId, roomId, number, title, unitId, unitName } = duty;
          const row = { rule, suggestionId, roomId, number, title, unitId, unitName, congressId, since };
          return dutyOf(row, round, days);
        });
        await store.insertMissing(docs);
      }
    },
    close: () => database.close(),
  };
}
