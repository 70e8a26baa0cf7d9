import { generateDemo, loadDemo } from '../../demo/index.ts';
import type { PartResult } from '../goals.ts';
import { round, timed } from '../figures.ts';
import { type Bench, benchParts } from '../surroundings.ts';

export const YEAR_DATABASE = 'bench_year';
export const SEED = 1;

/** (a) A whole year: imported and handed over, with rooms, members, welcome cards and duties; then again, unchanged. */
export async function measureYear(bench: Bench): Promise<PartResult> {
  const parts = await benchParts(bench, YEAR_DATABASE);
  const demo = generateDemo('year', SEED);
  const progress = (done: number, total: number) => {
    if (done % 3_000 < 500) bench.say(`  year: ${done} of ${total} suggestions written`);
  };
  const load = () =>
    timed(() => loadDemo({ org: parts.org, record: parts.suggestions.record }, demo, progress));
  const office = demo.people.find((p) => p.roles?.includes('office'));
  if (!office) throw new Error('the demo has no office');
  const handOver = (
    congressId: Awaited<ReturnType<typeof load>>['result']['congressId'],
    ids: 'all' | string[],
  ) =>
    timed(async () => {
      const started = await parts.suggestions.handOver.start(
        { personId: office.id, congressId },
        {
          selection: ids === 'all' ? { kind: 'all' } : { kind: 'ids', ids: ids as never },
          assignedOn: null,
        },
      );
      await parts.suggestions.handOver.run(started.handOverId);
      return parts.suggestions.handOver.progress(started.handOverId);
    });

  const first = await load();
  bench.say(`  year: imported in ${round(first.seconds)} s`);
  const { congressId } = first.result;
  const handed = await handOver(congressId, 'all');
  bench.say(`  year: handed over in ${round(handed.seconds)} s`);
  const again = await load();
  const ids = (
    await parts.database.connection
      .collection<{ _id: string }>('suggestions')
      .find({}, { projection: { _id: 1 } })
      .toArray()
  ).map((s) => s._id);
  const handedAgain = await handOver(congressId, ids);
  const count = (name: string) => parts.database.connection.collection(name).countDocuments({});
  const counts = {
    suggestions: await count('suggestions'),
    rooms: await count('rooms'),
    members: await count('members'),
    messages: await count('messages'),
    duties: await count('duties'),
  };
  await parts.close();
  const totalSeconds = round(first.seconds + handed.seconds);
  const againSeconds = round(again.seconds + handedAgain.seconds);
  return {
    figures: {
      ...{ counts, failures: handed.result?.failures.length ?? null },
      ...{ importSeconds: round(first.seconds), handOverSeconds: round(handed.seconds), totalSeconds },
      ...{ againSeconds, againChanged: again.result.totals.added + again.result.totals.updated },
      targets: { totalSeconds: 90, againSeconds: 20 },
    },
    findings: [],
    charts: [{ title: 'A whole year', unit: 's', values: { first: totalSeconds, unchanged: againSeconds } }],
  };
}
