import { quantile, round, timed } from '../figures.ts';
import type { PartResult } from '../goals.ts';
import { askAs, makeWorld, type World } from '../search-fill.ts';
import type { Bench } from '../surroundings.ts';

const CALLS = 200;

type Row = Record<string, number>;

/** Goal 9: the same questions of worlds that differ in the number of messages only, in turn, so that all share the same moments. */
export async function measureGrowth(bench: Bench): Promise<PartResult> {
  const worlds: World[] = [];
  try {
    for (const messages of bench.messages) worlds.push(await makeWorld(bench, messages));
    const rows = await askAll(worlds);
    for (const row of rows) bench.say(`  growth ${JSON.stringify(row)}`);
    const [least = {}, most = {}] = [rows[0], rows.at(-1)];
    const names = Object.keys(QUESTIONS);
    return {
      figures: { unit: 'ms', calls: CALLS, rows },
      findings: names.map((name) => ({
        goal: 9,
        what: `${name}: p95 with ${most['messages']} messages against ${least['messages']}`,
        value: round((most[`${name} p95`] ?? Number.NaN) / (least[`${name} p95`] ?? Number.NaN)),
        ...{ must: 2, wanted: 1.1, better: 'less' as const },
      })),
      charts: names.map((name) => ({
        title: `${name}, p95, by messages`,
        unit: 'ms',
        values: Object.fromEntries(
          rows.map((row) => [short(row['messages']), row[`${name} p95`] ?? Number.NaN]),
        ),
      })),
    };
  } finally {
    for (const world of worlds) await world.end();
  }
}

/** 10K, 1M. */
const short = (messages = 0) => new Intl.NumberFormat('en', { notation: 'compact' }).format(messages);

/** What is asked of a world; the large room has a tenth of its messages, and who asks sits in 1,000 rooms. */
const QUESTIONS: Record<string, (world: World) => [name: string, input: object]> = {
  'newest page': ({ large }) => ['message:list', { roomId: large.id, limit: 50 }],
  'page in the middle': ({ large }) => [
    'message:list',
    { roomId: large.id, before: Math.ceil(large.head / 2), limit: 50 },
  ],
  inbox: () => ['inbox:list', { cursor: null }],
  'catching up': ({ large }) => [
    'room:sync',
    { rooms: [{ roomId: large.id, seq: large.head - 30, changeSeq: 0 }] },
  ],
  'search in a room': ({ large }) => [
    'search:messages',
    { roomId: large.id, text: '养老服务', cursor: null },
  ],
  'search across 1,000 rooms': () => ['search:messages', { roomId: null, text: '养老服务', cursor: null }],
  'empty statement': () => ['', {}],
};

async function askAll(worlds: readonly World[]): Promise<Row[]> {
  const rows = worlds.map(({ messages, times }): Row => ({ messages, ...times }));
  for (const [what, question] of Object.entries(QUESTIONS)) {
    const times = worlds.map((): number[] => []);
    for (let i = -1; i < CALLS; i++)
      for (const [at, world] of worlds.entries()) {
        const { seconds } = await timed(() => asked(world, question(world)));
        if (i >= 0) times[at]?.push(seconds * 1_000); // the first warms up
      }
    for (const [at, ms] of times.entries())
      Object.assign(rows[at] ?? {}, {
        [`${what} p50`]: round(quantile(ms, 0.5)),
        [`${what} p95`]: round(quantile(ms, 0.95)),
      });
  }
  return rows;
}

const asked = ({ parts, inSome }: World, [name, input]: [name: string, input: object]): Promise<unknown> =>
  name === '' ? parts.database.ping() : askAs(parts, inSome, { name, input });
