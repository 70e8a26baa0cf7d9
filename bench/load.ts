import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { answerQuestions } from './child.ts';
import { quantile } from './figures.ts';
import { connectSocketIo } from './speakers/socketio.ts';
import { type Connect, type Kind, type Line, marked, markOf, type Way } from './speakers/speaker.ts';
import { connectXmpp } from './speakers/xmpp.ts';
import { Tally } from './tally.ts';

/** The load, in a process of its own: many people in rooms, who speak as fast as they are answered or at a fixed pace. */

// 198 bytes of Chinese: what people write.
const TEXT =
  '建议已收到，我们将会同有关部门认真研究，尽快与您当面沟通，听取您的意见，并按时书面答复。感谢您对这项工作的关心和支持，欢迎继续提出。';
const PATIENCE_MS = 30_000;

const CONNECT: Record<Kind, Connect> = {
  ...{ relay: connectSocketIo, huying: connectSocketIo },
  ...{ ejabberd: connectXmpp, prosody: connectXmpp },
};

let way: Way;
let lines: Line[] = [];
let tally = new Tally([]);
let latencies: number[] = [];
let lastHeard = 0;

async function connectAll(atOnce: number): Promise<number> {
  const made: Line[] = [];
  const start = performance.now();
  let next = 0;
  const one = async () => {
    for (let i = next++; i < way.seats.length; i = next++) {
      const seat = way.seats[i];
      if (seat) made[i] = await CONNECT[way.kind](way, seat, (text) => hear(i, text));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  lines = made;
  return (performance.now() - start) / 1_000;
}

function hear(person: number, text: string): void {
  const mark = markOf(text);
  if (!mark || !tally.heard(person, mark.no)) return;
  lastHeard = performance.now();
  latencies.push(lastHeard - mark.sentAt);
}

async function post(person: number): Promise<number> {
  const asked = performance.now();
  const no = tally.sent(person);
  tally.accepted(no, await (lines[person] as Line).post(marked(no, asked, TEXT)));
  return performance.now() - asked;
}

/** Runs it, waits for what is on its way, and counts; `answers` are milliseconds until each acceptance. */
async function measured(run: (answers: number[]) => Promise<void>) {
  tally = new Tally(way.seats.map((s) => s.room));
  latencies = [];
  const answers: number[] = [];
  const cpu = process.cpuUsage();
  const loop = performance.eventLoopUtilization();
  const start = performance.now();
  await run(answers);
  const end = performance.now();
  const seconds = (end - start) / 1_000;
  for (let waited = 0; !tally.isComplete() && waited < PATIENCE_MS; waited += 50) await pause(50);
  const whole = (Math.max(end, lastHeard) - start) / 1_000;
  const { utilization } = performance.eventLoopUtilization(loop);
  const { user, system } = process.cpuUsage(cpu);
  return {
    ...{ seconds, whole, loop: utilization, cpu: (user + system) / 1e6 / whole },
    ...tally.counts(),
    accepted: answers.length / seconds,
    answer: { p50: quantile(answers, 0.5), p99: quantile(answers, 0.99) },
    delivery: { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) },
  };
}

/** Closed loop: in each room one message is under way, people speak in turn. */
const talk = (seconds: number) =>
  measured(async (answers) => {
    const end = performance.now() + seconds * 1_000;
    await Promise.all(
      [...tally.rooms.values()].map(async (people) => {
        for (let i = 0; performance.now() < end; i++)
          answers.push(await post(people[i % people.length] ?? 0));
      }),
    );
  });

/** Open loop: so many messages a second, whether or not they are answered, rooms and people in turn. */
const steady = (perSecond: number, seconds: number) =>
  measured(async (answers) => {
    const rooms = [...tally.rooms.values()];
    const start = performance.now();
    const under: Promise<unknown>[] = [];
    for (let i = 0; i < perSecond * seconds; i++) {
      const wait = start + (i * 1_000) / perSecond - performance.now();
      if (wait > 0) await pause(wait);
      const people = rooms[i % rooms.length] ?? [];
      under.push(
        post(people[Math.floor(i / rooms.length) % people.length] ?? 0).then((ms) => answers.push(ms)),
      );
    }
    await Promise.all(under);
  });

function leave(): void {
  for (const line of lines) line.close();
  lines = [];
}

answerQuestions({
  connect: async (question: Way & { atOnce: number }) => {
    way = question;
    const loop = performance.eventLoopUtilization();
    const cpu = process.cpuUsage();
    const seconds = await connectAll(question.atOnce);
    const { user, system } = process.cpuUsage(cpu);
    return {
      ...{ seconds, perSecond: way.seats.length / seconds },
      ...{ loop: performance.eventLoopUtilization(loop).utilization, cpu: (user + system) / 1e6 / seconds },
    };
  },
  talk: ({ seconds }: { seconds: number }) => talk(seconds),
  steady: ({ perSecond, seconds }: { perSecond: number; seconds: number }) => steady(perSecond, seconds),
  /** Everybody is cut off at once and comes back, knowing all but the last few messages of their room. */
  comeBack: async ({ atOnce, known }: { atOnce: number; known: number }) => {
    leave();
    const start = performance.now();
    await connectAll(atOnce);
    await Promise.all(lines.map((line) => line.catchUp(known)));
    return { seconds: (performance.now() - start) / 1_000 };
  },
  leave: () => {
    leave();
    return Promise.resolve({});
  },
});
