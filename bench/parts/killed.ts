import { setTimeout as pause } from 'node:timers/promises';
import type { RoomId } from '../../shared/ids.ts';
import { connect } from '../../client-sdk/index.ts';
import { type Child, startChild } from '../child.ts';
import type { PartResult } from '../goals.ts';
import { wordOf } from '../huying-people.ts';
import type { Bench } from '../surroundings.ts';
import { seatsOf } from '../systems.ts';

const SIZE = { rooms: 10, people: 5 };
const PATIENCE_MS = 90_000;
const AWAY_MS = 500;

/** Goal 8 the hard way: everybody talks through the client library, and the server is killed with signal 9 in the middle. */
export async function measureKilled(bench: Bench): Promise<PartResult> {
  const { seats, listen } = await seatsOf(bench, SIZE);
  const serve = async (port: number): Promise<{ server: Child; url: string }> => {
    const server = await startChild('huying-server.ts');
    return { server, ...(await server.ask<{ url: string }>({ ...listen, port })) };
  };
  let { server, url } = await serve(0);
  const people = await Promise.all(seats.map((seat, i) => enter(url, seat.room as RoomId, i)));
  const half = (bench.seconds * 1_000) / 2;
  const stop = new AbortController();
  const talking = Promise.all(people.map((person) => person.talk(stop.signal)));
  await pause(half);
  await server.end('SIGKILL');
  await pause(AWAY_MS);
  ({ server, url } = await serve(Number(new URL(url).port)));
  await pause(half);
  stop.abort();
  await talking;
  const said = people.flatMap((p) => p.said.map((text) => ({ room: p.room, text })));
  const rooms = [...new Set(people.map((p) => p.room))];
  const due = new Map(
    rooms.map((room) => [room, new Set(said.filter((s) => s.room === room).map((s) => s.text))]),
  );
  const isWhole = () => people.every((p) => p.heard.length >= (due.get(p.room)?.size ?? 0));
  for (let waited = 0; !isWhole() && waited < PATIENCE_MS; waited += 100) await pause(100);
  await pause(AWAY_MS); // what would come twice, comes
  const wrong = rooms.reduce((sum, room) => {
    const heards = people.filter((p) => p.room === room).map((p) => p.heard);
    const expected = due.get(room) ?? new Set();
    return (
      sum + disorderIn(heards) + heards.reduce((more, heard) => more + wrongIn(textsOf(heard), expected), 0)
    );
  }, 0);
  for (const person of people) person.close();
  await server.end();
  bench.say(
    `  killed: ${said.length} messages accepted, ${people.length} people, ${wrong} lost, doubled, unknown or out of order`,
  );
  return {
    figures: { ...SIZE, accepted: said.length, wrong },
    findings: [
      {
        goal: 8,
        what: 'messages lost, doubled or out of order at any member with a kill -9 in the middle',
        value: wrong,
        must: 0,
        wanted: 0,
        better: 'less',
      },
    ],
    charts: [],
  };
}

/** How many of what was due a person did not hear, or heard twice, and how many they heard that nobody had been told was kept. */
export function wrongIn(heard: readonly string[], due: ReadonlySet<string>): number {
  const once = new Set(heard);
  const lost = [...due].filter((text) => !once.has(text)).length;
  const unknown = [...once].filter((text) => !due.has(text)).length;
  return lost + unknown + (heard.length - once.size);
}

/** A message as one member heard it. */
export interface Heard {
  seq: number;
  text: string;
}

const textsOf = (heard: readonly Heard[]) => heard.map(({ text }) => text);

/** At how many places the members of one room heard a number that is not above the one before, or something else than the first of them there. */
export function disorderIn(heards: readonly (readonly Heard[])[]): number {
  const [first = []] = heards;
  const places = (heard: readonly Heard[]) =>
    heard.filter(({ seq, text }, i) => {
      const isLate = seq <= (heard[i - 1]?.seq ?? 0);
      const there = first[i];
      return isLate || there?.seq !== seq || there.text !== text;
    }).length;
  return heards.reduce((sum, heard) => sum + places(heard), 0);
}

async function enter(url: string, room: RoomId, person: number) {
  const client = connect({ url });
  await client.signIn(...wordOf(person));
  const heard: Heard[] = [];
  const said: string[] = [];
  const open = client.room(room);
  open.on('message', ({ seq, body }) => {
    if (body.kind === 'text') heard.push({ seq, text: body.text });
  });
  await open.open();
  return {
    ...{ room, heard, said, close: () => client.close() },
    talk: async (signal: AbortSignal) => {
      for (let i = 0; !signal.aborted; i++) {
        const text = `${person}的第${i}句`;
        await open.send(text);
        said.push(text);
      }
    },
  };
}
