import type { RoomId } from '../../shared/ids.ts';
import type { Hit } from '../../shared/search.ts';
import type { Caller } from '../../server/wire/ports.ts';
import { quantile, round, timed } from '../figures.ts';
import type { Finding, PartResult } from '../goals.ts';
import { askAs, makeWorld, type World } from '../search-fill.ts';
import type { Bench } from '../surroundings.ts';
import { RARE, sentencesOfReplies } from '../talk-fill.ts';

const CALLS = 15;
/** Pages that are turned after the first. */
const FURTHER = 3;
/** A room of about a hundred messages; what is asked of it is the measure of how busy the machine is. */
const SMALL_WORD = '建议';

/** What people look for: words that are everywhere, here and there, rare, long, numbers, and what is nowhere. */
const soughtIn = (sentences: readonly string[]) => ({
  common: ['建议', '办理', '发展', '工作'],
  middling: ['乡村振兴', '养老服务', '教育 农村'],
  rare: ['航运枢纽', RARE.words, '青稞'],
  numbers: ['2020年', '第7238号', '100'],
  long: sentences
    .filter((s) => s.length >= 50)
    .slice(0, 3)
    .map((s) => s.slice(0, 50)),
  nowhere: ['量子纠缠望远镜', '办建理议', 'xylophone'],
});

interface Page {
  hits: Hit[];
  cursor: string | null;
}

/** Where somebody looks; the room is null for all of theirs. */
interface Place {
  caller: Caller;
  roomId: RoomId | null;
}

/** Finding messages among a million: in a room that holds a tenth of them, and across the rooms of people who sit in many. */
export async function measureSearch(bench: Bench): Promise<PartResult> {
  const world = await makeWorld(bench, Math.max(...bench.messages));
  const { messages, inSome, inAll, large, rare } = world;
  try {
    await checkRare(world, { caller: inSome, roomId: large.id }, rare.large);
    await checkRare(world, { caller: inSome, roomId: null }, rare.some);
    await checkRare(world, { caller: inAll, roomId: null }, rare.all);
    const rows = await measurePlaces(world, {
      room: { caller: inSome, roomId: large.id },
      rooms1000: { caller: inSome, roomId: null },
      rooms9203: { caller: inAll, roomId: null },
    });
    for (const [place, row] of Object.entries(rows)) bench.say(`  ${place} ${JSON.stringify(row)}`);
    return {
      figures: { unit: 'ms', messages, calls: CALLS, fill: world.times, rows },
      findings: [
        finding(`in a room of ${messages / 10} of ${messages} messages`, rows['room'], 100),
        finding('across 1,000 rooms of them', rows['rooms1000'], 300),
        finding('across all 9,203 rooms', rows['rooms9203'], 300),
      ],
      charts: Object.entries(rows).map(([place, row]) => ({
        title: `Search, p95: ${TITLES[place] ?? place}`,
        unit: 'ms',
        values: Object.fromEntries(Object.entries(row).map(([kind, r]) => [kind, r.p95])),
      })),
    };
  } finally {
    await world.end();
  }
}

const TITLES: Record<string, string> = {
  room: 'a large room',
  rooms1000: '1,000 rooms',
  rooms9203: '9,203 rooms',
};
/** Not sought, but asked in the same moments. */
const BESIDE = ['smallRoom', 'ping'];

type Rows = Record<string, { p50: number; p95: number; most: number }>;

/** The slowest kind of word. */
const finding = (where: string, rows: Rows = {}, limit: number): Finding => ({
  ...{ goal: 11, what: `search p95 of the slowest kind of word ${where}, ms` },
  value: Math.max(...Object.entries(rows).flatMap(([kind, r]) => (BESIDE.includes(kind) ? [] : r.p95))),
  ...{ must: limit, wanted: limit, better: 'less' },
});

/** A question of somebody about a place; its pages are asked for one after the other. */
const askerOf =
  ({ parts }: World, { caller, roomId }: Place) =>
  (text: string, cursor: string | null = null) =>
    askAs(parts, caller, { name: 'search:messages', input: { roomId, text, cursor } }) as Promise<Page>;

/** Finding fast is worth nothing if something is missed. */
async function checkRare(world: World, place: Place, expected: number): Promise<void> {
  const ask = askerOf(world, place);
  let found = 0;
  let cursor: string | null = null;
  do {
    const page: Page = await ask(RARE.words, cursor);
    found += page.hits.length;
    cursor = page.cursor;
  } while (cursor !== null);
  if (found !== expected) throw new Error(`${found} of ${expected} messages were found`);
}

/** All words everywhere in turn, and in the same moments what costs a busy machine as much: a small room, and an empty statement. */
async function measurePlaces(world: World, places: Record<string, Place>): Promise<Record<string, Rows>> {
  const sought = Object.entries(soughtIn(sentencesOfReplies()));
  const askSmall = askerOf(world, { caller: world.inAll, roomId: world.small });
  const rows: Record<string, Rows> = {};
  for (const [name, place] of Object.entries(places)) {
    const times = new Times();
    const ask = askerOf(world, place);
    for (let i = 0; i < CALLS; i++)
      for (const [kind, words] of sought) {
        for (const word of words) await turnPages(times, kind, (cursor) => ask(word, cursor));
        await times.of('smallRoom', () => askSmall(SMALL_WORD));
        await times.of('ping', () => world.parts.database.ping());
      }
    rows[name] = times.rows();
  }
  return rows;
}

/** The first page, and what follows. */
async function turnPages(times: Times, kind: string, page: (cursor: string | null) => Promise<Page>) {
  let { cursor } = await times.of(kind, () => page(null));
  for (let i = 0; i < FURTHER && cursor !== null; i++)
    ({ cursor } = await times.of(`${kind}, further pages`, () => page(cursor)));
}

/** Milliseconds, by what took them. */
class Times {
  readonly #taken = new Map<string, number[]>();

  async of<T>(kind: string, work: () => Promise<T>): Promise<T> {
    const { seconds, result } = await timed(work);
    this.#taken.set(kind, [...(this.#taken.get(kind) ?? []), seconds * 1_000]);
    return result;
  }

  rows(): Rows {
    const row = (ms: readonly number[]) => ({
      p50: round(quantile(ms, 0.5), 1),
      p95: round(quantile(ms, 0.95), 1),
      most: round(Math.max(...ms), 1),
    });
    return Object.fromEntries([...this.#taken].map(([kind, ms]) => [kind, row(ms)]));
  }
}
