import { connect, type Huying } from '../../client-sdk/index.ts';
import type { PersonId } from '../../shared/ids.ts';
import { startWeb } from '../../server/start-web.ts';
import type { Finding, PartResult } from '../goals.ts';
import { quantile, round, timed } from '../figures.ts';
import { type Bench, benchParts } from '../surroundings.ts';
import { YEAR_DATABASE } from './year.ts';

const WANTED = [10, 1_000, 9_203];
const FEW_ROOMS = 100;

/** What somebody asks who looks for a room or for work. */
interface Asked {
  readonly what: string;
  readonly rounds: number;
  readonly ask: (client: Huying) => Promise<{ items: readonly unknown[] }>;
}

const LIST = 'inbox:list';
/** Goals, p95: for who sits in so many rooms at most, and for who sits in all. */
const MANY_ROOMS = 1_000;
const BOARD_MS = 300;
const COUNT_MS = 1_000;
const FIRST = { cursor: null };
const sought = (tab: 'all' | 'unread', text: string) => (client: Huying) =>
  client.ask('inbox:find', { tab, text, cursor: null });

const QUESTIONS: readonly Asked[] = [
  { what: LIST, rounds: 200, ask: (client) => client.ask(LIST, { cursor: null }) },
  { what: 'inbox:find by a tab', rounds: 50, ask: sought('unread', '') },
  { what: 'inbox:find by words of titles', rounds: 50, ask: sought('all', '养老') },
  { what: 'inbox:find by initials', rounds: 50, ask: sought('all', 'yl') },
  {
    ...{ what: 'task:list', rounds: 50 },
    ask: (client) => client.ask('task:list', { queue: 'first', ...FIRST }),
  },
  {
    ...{ what: 'task:list of all', rounds: 50 },
    ask: (client) => client.ask('task:list', { queue: 'all', ...FIRST }),
  },
];

/** (c) Lists of rooms and of work over the socket, for people in few, many and all rooms of the year, in turn. */
export async function measureInbox(bench: Bench): Promise<PartResult> {
  const parts = await benchParts(bench, YEAR_DATABASE);
  const web = await startWeb(parts, '/nonexistent');
  const people = await peopleInRooms(parts);
  const clients = await Promise.all(
    people.map(async ({ personId, rooms }, i) => {
      const person = { personId, congressId: await congressOf(parts), login: `bench${i}` };
      await parts.people.accounts.createMany([person]);
      await parts.people.accounts.setPassword(personId, `Bench-inbox-${i}-word`);
      const client = connect({ url: web.url });
      await client.signIn(person.login, `Bench-inbox-${i}-word`);
      return { client, rooms };
    }),
  );
  const rows: Row[] = [];
  for (const question of QUESTIONS) {
    const taken = await measured(question, clients);
    for (const row of taken) bench.say(`  ${JSON.stringify(row)}`);
    rows.push(...taken);
  }
  for (const { client } of clients) client.close();
  await web.stop();
  await parts.close();
  const lists = rows.filter(({ what }) => what === LIST);
  const few = lists[0]?.p95 ?? Number.NaN;
  return {
    figures: { unit: 'ms', rows },
    findings: [
      {
        ...{ goal: 9, what: 'inbox p95 of somebody in all rooms against somebody in ten' },
        value: round(Math.max(...lists.map((r) => r.p95 / few))),
        ...{ must: 2, wanted: 1.1, better: 'less' as const },
      },
      ...rows.filter(({ what, rooms }) => what !== LIST && rooms > FEW_ROOMS).map(findingOf),
    ],
    charts: [
      {
        ...{ title: 'First page of the inbox, p95', unit: 'ms' },
        values: Object.fromEntries(lists.map((r) => [`${r.rooms} rooms`, r.p95])),
      },
      {
        ...{ title: 'Looking for rooms and for work, most rooms, p95', unit: 'ms' },
        values: Object.fromEntries(rows.filter(inMost).map(({ what, p95 }) => [what, p95])),
      },
    ],
  };
}

interface Row {
  readonly what: string;
  readonly rooms: number;
  /** How many rows of the first page there are. */
  readonly found: number;
  readonly p50: number;
  readonly p95: number;
  readonly firstEver: number;
}

function findingOf({ what, rooms, p95 }: Row): Finding {
  const limit = rooms > MANY_ROOMS ? COUNT_MS : BOARD_MS;
  return {
    ...{ goal: 12, what: `${what} in ${rooms} rooms, p95, ms`, value: p95 },
    ...{ must: limit, wanted: limit, better: 'less' },
  };
}

const inMost = ({ rooms }: Row, _: number, rows: readonly Row[]): boolean =>
  rows.every((other) => other.rooms <= rooms);

/** One question, by all of them in turn. */
async function measured(
  { what, rounds, ask }: Asked,
  clients: readonly { client: Huying; rooms: number }[],
): Promise<Row[]> {
  const asked = clients.map((one) => ({ ...one, times: [] as number[], found: 0 }));
  for (let i = 0; i <= rounds; i++)
    for (const one of asked) {
      const { result, seconds } = await timed(() => ask(one.client));
      one.times.push(seconds * 1_000);
      one.found = result.items.length;
    }
  if (asked.every(({ found }) => found === 0)) throw new Error(`nobody finds anything by ${what}`);
  return asked.map(({ rooms, found, times: [first = Number.NaN, ...times] }) => ({
    ...{ what, rooms, found, p50: round(quantile(times, 0.5)), p95: round(quantile(times, 0.95)) },
    firstEver: round(first),
  }));
}

type Parts = Awaited<ReturnType<typeof benchParts>>;

const congressOf = async (parts: Parts) => {
  const [congress] = await parts.org.congresses.all();
  if (!congress) throw new Error('run the part "year" first');
  return congress._id;
};

/** For each wanted number of rooms the person whose number is nearest. */
async function peopleInRooms(parts: Parts): Promise<{ personId: PersonId; rooms: number }[]> {
  const counts = new Map<PersonId, number>();
  const members = parts.database.connection.collection<{ _id: string; personId: PersonId }>('members');
  for await (const { personId } of members.find({}, { projection: { personId: 1 } }))
    counts.set(personId, (counts.get(personId) ?? 0) + 1);
  return WANTED.map((wanted) => {
    const [personId, rooms] = [...counts].reduce((best, one) =>
      Math.abs(one[1] - wanted) < Math.abs(best[1] - wanted) ? one : best,
    );
    return { personId, rooms };
  });
}
