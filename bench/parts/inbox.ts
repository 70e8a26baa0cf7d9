import { connect } from '../../client-sdk/index.ts';
import type { PersonId } from '../../shared/ids.ts';
import { startWeb } from '../../server/start-web.ts';
import type { PartResult } from '../goals.ts';
import { quantile, round } from '../figures.ts';
import { type Bench, benchParts } from '../surroundings.ts';
import { YEAR_DATABASE } from './year.ts';

const ROUNDS = 200;
const WANTED = [10, 1_000, 9_203];

/** (c) The first page of the inbox over the socket, for people in few, many and all rooms of the year, in turn. */
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
      return { client, rooms, times: [] as number[], cold: 0 };
    }),
  );
  for (let i = 0; i <= ROUNDS; i++)
    for (const c of clients) {
      const start = performance.now();
      const page = await c.client.ask('inbox:list', { cursor: null });
      const ms = performance.now() - start;
      if (page.items.length === 0) throw new Error('an inbox is empty');
      if (i === 0) c.cold = ms;
      else c.times.push(ms);
    }
  for (const { client } of clients) client.close();
  await web.stop();
  await parts.close();
  const rows = clients.map(({ rooms, times, cold }) => ({
    rooms,
    p50: round(quantile(times, 0.5)),
    p95: round(quantile(times, 0.95)),
    firstEver: round(cold),
  }));
  const few = rows[0]?.p95 ?? Number.NaN;
  return {
    figures: { unit: 'ms', calls: ROUNDS, rows },
    findings: [
      {
        ...{ goal: 9, what: 'inbox p95 of somebody in all rooms against somebody in ten' },
        value: round(Math.max(...rows.map((r) => r.p95 / few))),
        ...{ must: 2, wanted: 1.1, better: 'less' as const },
      },
    ],
    charts: [
      {
        ...{ title: 'First page of the inbox, p95', unit: 'ms' },
        values: Object.fromEntries(rows.map((r) => [`${r.rooms} rooms`, r.p95])),
      },
    ],
  };
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
