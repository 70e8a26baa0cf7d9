import { connect } from '../../client-sdk/index.ts';
import { generateDemo, loadDemo } from '../../demo/index.ts';
import type { CongressId, PersonId } from '../../shared/ids.ts';
import { startWeb } from '../../server/start-web.ts';
import { fillCases } from '../cases-fill.ts';
import { quantile, round, timed } from '../figures.ts';
import type { Finding, PartResult } from '../goals.ts';
import { type Bench, benchParts } from '../surroundings.ts';

const DATABASE = 'bench_boards';
const SEED = 1;
const ROUNDS = 20;
const LOGIN = 'boards';

type Parts = Awaited<ReturnType<typeof benchParts>>;
type Client = ReturnType<typeof connect>;

/** What is asked, by whom, and within how many milliseconds it is to be there. */
interface Asked {
  readonly what: string;
  readonly who: Who;
  readonly limit: number;
  readonly ask: (client: Client) => Promise<unknown>;
}
type Who = 'office' | 'unit' | 'deputy';

const BOARD_MS = 300;
const COUNT_MS = 1_000;

const QUESTIONS: readonly Asked[] = [
  { what: 'board:office', who: 'office', limit: BOARD_MS, ask: (c) => c.ask('board:office', {}) },
  { what: 'board:unit', who: 'unit', limit: BOARD_MS, ask: (c) => c.ask('board:unit', {}) },
  { what: 'board:deputy', who: 'deputy', limit: BOARD_MS, ask: (c) => c.ask('board:deputy', {}) },
  {
    ...{ what: 'duty:list of a unit', who: 'unit', limit: BOARD_MS },
    ask: (c) => c.ask('duty:list', { state: 'overdue', cursor: null }),
  },
  {
    ...{ what: 'duty:list of all', who: 'office', limit: COUNT_MS },
    ask: (c) => c.ask('duty:list', { cursor: null }),
  },
  {
    what: 'figures:show',
    who: 'office',
    limit: COUNT_MS,
    ask: (c) => c.ask('figures:show', { session: null }),
  },
  ...(['congress', 'delegation', 'unit'] as const).map((by): Asked => ({
    ...{ what: `contact:coverage by ${by}`, who: 'office', limit: COUNT_MS },
    ask: (c) => c.ask('contact:coverage', { session: null, by }),
  })),
];

/** Boards and figures of a national year, through the door, for the people with most to do. */
export async function measureBoards(bench: Bench): Promise<PartResult> {
  const parts = await benchParts(bench, DATABASE);
  await parts.database.connection.dropDatabase(); // of a run before this one, on engines that were given
  await parts.database.ready();
  const demo = generateDemo('year', SEED);
  const { congressId } = await loadDemo(
    { org: parts.org, record: parts.suggestions.record },
    { ...demo, suggestions: [] },
  );
  const filled = await timed(() => fillCases(parts, { demo, congressId, seed: `boards ${SEED}` }));
  bench.say(`  boards: ${JSON.stringify(filled.result)} written in ${round(filled.seconds)} s`);
  const web = await startWeb(parts, '/nonexistent');
  const clients = await signedIn(parts, web.url, busiest(demo, congressId));
  const rows = await measureAll(clients, () => parts.database.ping());
  for (const client of Object.values(clients)) client.close();
  await web.stop();
  await parts.close();
  for (const row of rows) bench.say(`  ${JSON.stringify(row)}`);
  return {
    figures: { unit: 'ms', calls: ROUNDS, filled: filled.result, fillSeconds: round(filled.seconds), rows },
    findings: rows.filter(({ what }) => what !== PING.what).map(findingOf),
    charts: [
      {
        ...{ title: 'Boards and figures of 9,203 cases, p95', unit: 'ms' },
        values: Object.fromEntries(rows.map(({ what, p95 }) => [what, p95])),
      },
    ],
  };
}

type Demo = ReturnType<typeof generateDemo>;

/** Of each kind who has most before them. */
function busiest(demo: Demo, congressId: CongressId) {
  const most = <T>(ids: readonly T[]): T | undefined => {
    const counts = new Map<T, number>();
    for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
    return [...counts].reduce<[T, number] | undefined>((a, b) => (a && a[1] >= b[1] ? a : b), undefined)?.[0];
  };
  const unitId = most(demo.suggestions.flatMap((s) => s.tracks.map((t) => t.unitId)));
  const leadId = most(demo.suggestions.flatMap((s) => [...(s.leadId ? [s.leadId] : []), ...s.secondingIds]));
  const idOf = (person: { id: PersonId } | undefined): PersonId => {
    if (!person) throw new Error('the demo lacks somebody');
    return person.id;
  };
  const found: Record<Who, PersonId> = {
    office: idOf(demo.people.find((p) => p.roles?.includes('office'))),
    unit: idOf(demo.people.find((p) => p.unitId === unitId && p.roles?.includes('unit-contact'))),
    deputy: idOf(demo.people.find((p) => p.id === leadId)),
  };
  return { congressId, found };
}

async function signedIn(
  parts: Parts,
  url: string,
  { congressId, found }: ReturnType<typeof busiest>,
): Promise<Record<Who, Client>> {
  const client = async (who: Who): Promise<Client> => {
    const personId = found[who];
    const password = `Green-terraces-7-${who}`;
    await parts.people.accounts.createMany([{ personId, congressId, login: `${LOGIN}-${who}` }]);
    await parts.people.accounts.setPassword(personId, password);
    const made = connect({ url });
    await made.signIn(`${LOGIN}-${who}`, password);
    return made;
  };
  return { office: await client('office'), unit: await client('unit'), deputy: await client('deputy') };
}

interface Row {
  readonly what: string;
  readonly limit: number;
  readonly p50: number;
  readonly p95: number;
  readonly first: number;
}

/** An empty statement, asked in the same moments: how busy the machine is. */
const PING = { what: 'ping', limit: Number.POSITIVE_INFINITY };

/** All questions in turn, so that a busy moment of the machine meets all. */
async function measureAll(clients: Record<Who, Client>, ping: () => Promise<void>): Promise<Row[]> {
  const pings: number[] = [];
  const taken = new Map<string, number[]>(QUESTIONS.map(({ what }) => [what, []]));
  for (let i = 0; i <= ROUNDS; i++)
    for (const { what, who, ask } of QUESTIONS) {
      const { seconds } = await timed(() => ask(clients[who]));
      taken.get(what)?.push(seconds * 1_000);
      pings.push((await timed(ping)).seconds * 1_000);
    }
  taken.set(PING.what, pings);
  return [...QUESTIONS, PING].map(({ what, limit }) => {
    const [first = Number.NaN, ...times] = taken.get(what) ?? [];
    return {
      ...{ what, limit, p50: round(quantile(times, 0.5), 1), p95: round(quantile(times, 0.95), 1) },
      first: round(first, 1),
    };
  });
}

const findingOf = ({ what, limit, p95 }: Row): Finding => ({
  ...{ goal: 12, what: `${what} at 9,203 cases, p95, ms`, value: p95 },
  ...{ must: limit, wanted: limit, better: 'less' },
});
