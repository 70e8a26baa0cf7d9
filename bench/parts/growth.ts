import { quantile, round, timed } from '../figures.ts';
import type { PartResult } from '../goals.ts';
import { seatsOf } from '../systems.ts';
import type { Bench } from '../surroundings.ts';
import { benchParts } from '../surroundings.ts';
import { askAs, fillRooms } from '../full-rooms.ts';

const SIZE = { rooms: 50, people: 4 };
const CALLS = 300;

/** Goal 9: the same questions while the messages grow tenfold and tenfold again; each asked of rooms in turn. */
export async function measureGrowth(bench: Bench): Promise<PartResult> {
  const { listen, seats } = await seatsOf(bench, SIZE);
  const parts = await benchParts(bench, (listen as { name: string }).name);
  const rooms = [...new Set(seats.map((s) => s.room))];
  const rows: Record<string, number>[] = [];
  try {
    for (const messages of bench.messages) {
      const { seconds } = await timed(() => fillRooms(parts, rooms, Math.ceil(messages / rooms.length)));
      const row = { messages, fillSeconds: round(seconds, 1), ...(await askAll(parts, seats)) };
      rows.push(row);
      bench.say(`  growth ${JSON.stringify(row)}`);
    }
  } finally {
    await parts.close();
  }
  const [least, most] = [rows[0] ?? {}, rows.at(-1) ?? {}];
  const names = Object.keys(least).filter((name) => name.endsWith('P95'));
  return {
    figures: { unit: 'ms', calls: CALLS, rows },
    findings: names.map((name) => ({
      goal: 9,
      what: `${name} with ${most['messages']} messages against ${least['messages']}`,
      value: round((most[name] ?? Number.NaN) / (least[name] ?? Number.NaN)),
      ...{ must: 2, wanted: 1.1, better: 'less' as const },
    })),
    charts: names.map((name) => ({
      title: name,
      unit: 'ms',
      values: Object.fromEntries(rows.map((row) => [`${row['messages']} messages`, row[name] ?? Number.NaN])),
    })),
  };
}

type Parts = Awaited<ReturnType<typeof benchParts>>;

async function askAll(parts: Parts, seats: readonly { room: string; token?: string }[]) {
  const questions: Record<string, (room: string) => [name: string, input: object]> = {
    page: (room) => ['message:list', { roomId: room, limit: 50 }],
    pageInTheMiddle: (room) => ['message:list', { roomId: room, before: 120, limit: 50 }],
    inbox: () => ['inbox:list', { cursor: null }],
    sync: (room) => ['room:sync', { rooms: [{ roomId: room, seq: 100, changeSeq: 0 }] }],
  };
  const found: Record<string, number> = {};
  for (const [what, question] of Object.entries(questions)) {
    const times: number[] = [];
    for (let i = 0; i < CALLS; i++) {
      const { room, token = '' } = seats[(i * 7) % seats.length] ?? { room: '' };
      const [name, input] = question(room);
      times.push((await timed(() => askAs(parts, token, { name, input }))).seconds * 1_000);
    }
    found[`${what}P50`] = round(quantile(times, 0.5));
    found[`${what}P95`] = round(quantile(times, 0.95));
  }
  return found;
}
