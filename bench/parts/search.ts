import type { RoomId } from '../../shared/ids.ts';
import type { Hit } from '../../shared/search.ts';
import type { Caller } from '../../server/wire/ports.ts';
import { quantile, round, timed } from '../figures.ts';
import type { Finding, PartResult } from '../goals.ts';
import { type Filled, fillForSearch } from '../search-fill.ts';
import { type Bench, benchParts } from '../surroundings.ts';

const DATABASE = 'bench_search';
const CALLS = 20;

/** What people look for: words that are everywhere, that are here and there, that are rare, and that are nowhere. */
const SOUGHT = {
  common: ['建议', '办理', '发展', '工作'],
  middling: ['乡村振兴', '养老服务', '2020年', '教育 农村'],
  rare: ['航运枢纽', '青稞梯田保育'],
  nowhere: ['量子纠缠望远镜', '办建理议', 'xylophone'],
};

interface Page {
  hits: Hit[];
  cursor: string | null;
}
type Ask = (where: RoomId | null, text: string, cursor?: string | null) => Promise<Page>;

/** Finding messages among a million: in a room that holds a tenth of them, and across the thousand rooms of somebody. */
export async function measureSearch(bench: Bench): Promise<PartResult> {
  const parts = await benchParts(bench, DATABASE);
  const messages = Math.max(...bench.messages);
  const { seconds, result: filled } = await timed(() =>
    fillForSearch(parts, bench.mongodbUrl, { name: DATABASE, messages }),
  );
  bench.say(`  search: ${messages} messages and their index written in ${round(seconds, 0)} s`);
  try {
    const ask = askOf(parts, filled);
    await checkRare(ask, filled);
    const room = await measureWords(ask, filled.large);
    const all = await measureWords(ask, null);
    bench.say(`  search ${JSON.stringify({ room, all })}`);
    return {
      figures: { unit: 'ms', messages, fillSeconds: round(seconds, 1), calls: CALLS, room, all },
      findings: [
        finding(`search p95 in a room of ${messages / 10} of ${messages} messages, ms`, room, 100),
        finding('search p95 across 1,000 rooms of them, ms', all, 300),
      ],
      charts: [
        { title: 'Search in a large room, p95', unit: 'ms', values: p95s(room) },
        { title: 'Search across 1,000 rooms, p95', unit: 'ms', values: p95s(all) },
      ],
    };
  } finally {
    await parts.close();
  }
}

const finding = (what: string, rows: Rows, limit: number): Finding => ({
  ...{ goal: 11, what, value: Math.max(...Object.values(rows).map((r) => r.p95)) },
  ...{ must: limit, wanted: limit, better: 'less' },
});

type Rows = Record<string, { p50: number; p95: number; most: number }>;

const p95s = (rows: Rows) => Object.fromEntries(Object.entries(rows).map(([kind, r]) => [kind, r.p95]));

/** Behind the doors: the action and all it reads. */
function askOf(parts: Awaited<ReturnType<typeof benchParts>>, { caller, congress }: Filled): Ask {
  const binding = parts.bindings.find((b) => b.request.name === 'search:messages');
  if (!binding) throw new Error('nobody answers search:messages');
  const asking: Caller = {
    ...{ personId: caller, congressId: congress, sessionId: 'bench', roles: ['deputy'] },
    ...{ unitId: null, delegationId: null, name: '', label: '' },
  };
  const door = {
    ...{ kind: 'http' as const, address: 'bench', extend: () => undefined },
    ...{ enter: () => Promise.resolve(), exit: () => Promise.resolve() },
    cookie: { read: () => null, write: () => undefined, clear: () => undefined },
  };
  return (where, text, cursor = null) =>
    binding.handle(
      binding.request.input.parse({ roomId: where, text, cursor }),
      asking,
      door,
    ) as Promise<Page>;
}

/** Finding fast is worth nothing if something is missed. */
async function checkRare(ask: Ask, { large, rare, rareInLarge, rareOfCaller }: Filled): Promise<void> {
  for (const [where, expected] of [
    [large, rareInLarge],
    [null, rareOfCaller],
  ] as const) {
    let found = 0;
    let cursor: string | null = null;
    do {
      const page: Page = await ask(where, rare, cursor);
      found += page.hits.length;
      cursor = page.cursor;
    } while (cursor !== null);
    if (found !== expected) throw new Error(`${found} of ${expected} messages were found`);
  }
}

/** First and second pages of all words in turn. */
async function measureWords(ask: Ask, where: RoomId | null): Promise<Rows> {
  const rows: Rows = {};
  for (const [kind, words] of Object.entries(SOUGHT)) {
    const times: number[] = [];
    for (let i = 0; i < CALLS; i++)
      for (const word of words) {
        const first = await timed(() => ask(where, word));
        times.push(first.seconds * 1_000);
        const { cursor } = first.result;
        if (cursor !== null && i % 4 === 0)
          times.push((await timed(() => ask(where, word, cursor))).seconds * 1_000);
      }
    rows[kind] = {
      p50: round(quantile(times, 0.5), 1),
      p95: round(quantile(times, 0.95), 1),
      most: round(Math.max(...times), 1),
    };
  }
  return rows;
}
