import { join } from 'node:path';
import { makeRandom } from '../demo/random.ts';
import type { RoomId } from '../shared/ids.ts';
import type { Order } from './arguments.ts';
import type { Reader } from './afterwards.ts';
import { type Violation, violationsOf } from './checker.rules.ts';
import { type Clients, type Second, startClients } from './clients.ts';
import { conduct } from './conductor.ts';
import { clockOf, type Figures, figuresOf, progress } from './figures.ts';
import type { Happened } from './conductor.ts';
import { planFaults } from './faults.rules.ts';
import { openHistory, readHistories } from './history-file.ts';
import { makeSeats, type Seats } from './seats.ts';
import { setStage, type Stage } from './stage.ts';
import { tick } from './tick.ts';
import { planTown, type Town } from './town.rules.ts';

/** What came of a run. */
export interface Outcome {
  readonly violations: readonly (Violation | { rule: 'clients settle'; room: string; what: string })[];
  readonly faults: readonly Happened[];
  readonly figures: Figures;
  readonly seconds: readonly Second[];
  /** Errors nobody promised, as the nodes logged them. */
  readonly surprises: readonly string[];
  /** Where histories and logs are; null: removed, as nothing was wrong. */
  readonly folder: string | null;
}

const CALM_MS = 120_000;
const SETTLE_MS = 120_000;
const SAY_EVERY_MS = 10_000;
/** So many members read each room from the first to the last number. */
const READERS = 3;

/** One run from an empty machine to the verdict. */
export async function runChaos(order: Order, print: (line: string) => void): Promise<Outcome> {
  const began = { at: tick() };
  const say = (line: string) => print(`${clockOf(tick() - began.at)}  ${line}`);
  const random = makeRandom(order.seed);
  const town = planTown(random.about('town'), order.seed, order.clients);
  say(
    `seed ${order.seed}: ${town.people.length} clients, ${town.rooms.length} rooms, ${order.minutes} min of faults`,
  );
  const stage = await setStage(say);
  let keep = true;
  try {
    const outcome = await play({ order, town, stage, say, restart: () => (began.at = tick()) });
    keep = outcome.violations.length > 0;
    return keep ? outcome : { ...outcome, folder: null };
  } finally {
    await stage.stop({ keep });
  }
}

interface Play {
  readonly order: Order;
  readonly town: Town;
  readonly stage: Stage;
  readonly say: (line: string) => void;
  readonly restart: () => void;
}

async function play({ order, town, stage, say, restart }: Play): Promise<Outcome> {
  const random = makeRandom(order.seed);
  const roomIds = await stage.settle(town);
  const file = join(stage.folder, 'conductor.jsonl');
  const history = openHistory(file);
  for (const [i, { name, seated }] of town.rooms.entries())
    history.write({
      kind: 'room',
      roomId: roomIds[i] ?? '',
      name,
      seated: seated.map((at) => idOf(town, at)),
    });
  const clients = await startClients({
    ...order,
    url: stage.proxy.url,
    folder: stage.folder,
    everyRoom: roomIds,
    clients: town.people.map((person, at) => ({
      person,
      rooms: roomIds.filter((_, room) => town.rooms[room]?.seated.includes(at)),
    })),
  });
  try {
    restart();
    say('all clients sit in their rooms; faults begin');
    const lastMs = order.minutes * 60_000;
    const seats = makeSeats({ town, roomIds, stage, random: random.about('seats'), history });
    const stopMoving = new AbortController();
    const moving = seats.move(stopMoving.signal);
    const saying = setInterval(() => say(progress(clients.seconds())), SAY_EVERY_MS);
    const began = tick();
    const faults = await conduct({ stage, clients, say }, planFaults(random.about('faults'), lastMs), began);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, began + lastMs - tick())));
    clearInterval(saying);
    stopMoving.abort();
    const moves = await moving;
    const unsettled = await heal({ stage, clients, seats, town, roomIds, say });
    const files = [file, ...(await clients.end())];
    await history.close();
    const entries = await readHistories(files);
    say(`checking ${entries.length} lines of history`);
    const broken = unsettled.map((what) => ({ rule: 'clients settle' as const, room: '', what }));
    return {
      violations: [...broken, ...violationsOf(entries)],
      faults,
      figures: figuresOf({
        order,
        town,
        entries,
        seconds: clients.seconds(),
        faults,
        moves,
      }),
      seconds: clients.seconds(),
      surprises: await stage.surprises(),
      folder: stage.folder,
    };
  } finally {
    await clients.kill();
  }
}

const idOf = ({ people }: Town, at: number): string => people[at]?.personId ?? '';

interface Healing {
  readonly stage: Stage;
  readonly clients: Clients;
  readonly seats: Seats;
  readonly town: Town;
  readonly roomIds: readonly RoomId[];
  readonly say: (line: string) => void;
}

/** Everything runs, nobody acts, new clients read, old ones catch up. Names who could not. */
async function heal({ stage, clients, seats, town, roomIds, say }: Healing): Promise<string[]> {
  say('healing: everything is started, nobody acts any more');
  await stage.healed();
  const unfinished = await clients.calm(CALM_MS);
  say('new clients read everything');
  const heads = new Map(
    (await clients.read(readersOf({ seats, town, roomIds }))).map((head) => [head.roomId, head]),
  );
  say('old clients catch up');
  const unsettled = await clients.settle(
    town.people.map(({ personId }) => ({
      personId,
      rooms: roomIds.flatMap((roomId, room) =>
        seats.membersOf(room).some((member) => member.personId === personId)
          ? [heads.get(roomId) ?? { roomId, seq: 0, changeSeq: 0 }]
          : [],
      ),
    })),
    SETTLE_MS,
  );
  return [...unfinished, ...unsettled];
}

/** Everybody looks at their inbox; some read their rooms from the first number, and one of the office the reports and all lists: who has read is not everybody’s to know. */
function readersOf({ seats, town, roomIds }: Pick<Healing, 'seats' | 'town' | 'roomIds'>): Reader[] {
  const clerk = town.people.findLast(({ isOffice }) => isOffice);
  return town.people.map((person) => {
    const placeIn = (room: number) =>
      seats.membersOf(room).findIndex(({ personId }) => personId === person.personId);
    return {
      person,
      reports: person === clerk,
      whole: roomIds.filter((_, room) => placeIn(room) >= 0 && (placeIn(room) < READERS || person === clerk)),
      lists: roomIds.filter((_, room) => placeIn(room) >= 0 && person === clerk),
    };
  });
}
