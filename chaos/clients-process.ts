// Many SDK clients in one process, driven by what the conductor says.
import { setMaxListeners } from 'node:events';
import type { RoomId } from '../client-sdk/index.ts';
import { makeRandom } from '../demo/random.ts';
import { knowRooms, live } from './acts.ts';
import { type Head, type Reader, readAfterwards } from './afterwards.ts';
import { answerQuestions, say } from './child.ts';
import { headerOf, makeDiary, seenOf } from './diary.ts';
import { type HistoryFile, openHistory } from './history-file.ts';
import { makeNetwork } from './network.ts';
import { Talker } from './talker.ts';
import { tick } from './tick.ts';
import type { Townsman } from './town.rules.ts';
import { openWireEar, type WireEar } from './wire-ear.ts';

/** One of the clients, and the rooms they sit in at the start. */
export interface Seated {
  readonly person: Townsman;
  readonly rooms: readonly RoomId[];
}

export interface Beginning {
  readonly name: string;
  readonly url: string;
  readonly seed: string;
  readonly paceMs: number;
  readonly file: string;
  readonly clients: readonly Seated[];
  readonly everyRoom: readonly RoomId[];
  /** So many of them listen to the bare wire besides. */
  readonly wireEars: number;
}

/** Rooms a person sits in after everything, and the newest numbers of each. */
export interface Ending {
  readonly personId: string;
  readonly rooms: readonly Head[];
}

const COUNT_EVERY_MS = 1_000;
const AT_ONCE = 8;

const talkers: Talker[] = [];
const ears: WireEar[] = [];
let history: HistoryFile | null = null;
let url = '';
const stop = new AbortController();
setMaxListeners(0, stop.signal); // everybody waits for it
let lives: Promise<unknown> = Promise.resolve();

const diaryOf = (name: string, file: string) => {
  const opened = openHistory(file);
  history = opened;
  return makeDiary(name, (entry) => opened.write(entry));
};

/** Some of the clients, chosen by place so that a fault hits the same ones for the same seed. */
const share = (part: number): Talker[] =>
  talkers.filter((_, i) => Math.floor((i + 1) * part) > Math.floor(i * part));

async function until(holds: () => boolean, ms: number): Promise<boolean> {
  for (const end = tick() + ms; !holds(); await new Promise((resolve) => setTimeout(resolve, 50)))
    if (tick() > end) return false;
  return true;
}

/** Some at once, the next when one is done. */
async function inTurn<T>(all: readonly T[], each: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const usher = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await each(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, usher));
}

answerQuestions({
  async begin(o: Beginning): Promise<void> {
    const diary = diaryOf(o.name, o.file);
    url = o.url;
    knowRooms(o.everyRoom);
    for (const { person, rooms } of o.clients) {
      const random = makeRandom(`${o.seed} ${person.login}`);
      const network = await makeNetwork(o.url);
      talkers.push(new Talker({ person, network, diary, random, rooms }));
    }
    await inTurn(talkers, (talker) => talker.come());
    for (const { person, rooms } of o.clients.slice(0, o.wireEars))
      ears.push(openWireEar({ person, network: await makeNetwork(o.url), diary, rooms }));
    lives = Promise.all(talkers.map((talker) => live(talker, { paceMs: o.paceMs, stop: stop.signal })));
    setInterval(() => {
      const online = talkers.filter(({ client }) => client?.state === 'online').length;
      say({ counts: diary.counts(), online });
    }, COUNT_EVERY_MS).unref();
  },
  cut: (part: number) => share(part).forEach(({ network }) => network.cut()),
  slow: ({ part, ms }: { part: number; ms: number }) =>
    share(part).forEach(({ network }) => network.slow(ms)),
  /** How long it takes until some of the clients can say something; null: not within the time. */
  async probe({ count, ms }: { count: number; ms: number }): Promise<number | null> {
    const began = tick();
    const there = talkers.filter(({ isAway, rooms }) => !isAway && rooms.size > 0);
    const said = Promise.all(there.slice(0, count).map((talker) => sayOnce(talker)));
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), ms).unref());
    const won = await Promise.race([said, late]);
    return won === null ? null : tick() - began;
  },
  /** Nobody acts any more; what is on its way is finished. Names who could not finish. */
  async calm(ms: number): Promise<string[]> {
    stop.abort();
    await lives;
    await until(() => talkers.every((talker) => !talker.isSending), ms);
    return talkers.filter((talker) => talker.isSending).map((t) => `${t.person.login} still sends`);
  },
  /** Every client sits in its rooms and holds them to the end; names who does not. Writes down what they show. */
  async settle({ endings, ms }: { endings: readonly Ending[]; ms: number }): Promise<string[]> {
    for (const ear of ears) ear.close();
    const rooms = new Map(endings.map((ending) => [ending.personId, ending.rooms]));
    const lacks = (talker: Talker) =>
      (rooms.get(talker.person.personId) ?? []).filter(({ roomId, seq, changeSeq }) => {
        const room = talker.client?.room(roomId).read();
        if (room?.state !== 'live' || room.header === null) return true;
        return room.header.seq < seq || room.header.changeSeq < changeSeq;
      });
    for (const talker of talkers)
      for (const { roomId } of rooms.get(talker.person.personId) ?? []) void talker.sit(roomId);
    await until(() => talkers.every((talker) => lacks(talker).length === 0), ms);
    for (const talker of talkers) show(talker, rooms.get(talker.person.personId) ?? []);
    return talkers.flatMap((talker) =>
      lacks(talker).map(({ roomId, seq, changeSeq }) => {
        const room = talker.client?.room(roomId).read();
        const held = `number ${room?.header?.seq} of ${seq}, change ${room?.header?.changeSeq} of ${changeSeq}`;
        return `${talker.person.login} is ${talker.client?.state} and ${room?.state} in ${roomId}, at ${held}`;
      }),
    );
  },
  async read(readers: readonly Reader[]): Promise<Head[]> {
    const all: Head[] = [];
    await inTurn(readers, async (reader) => {
      const { entries, heads } = await readAfterwards(url, reader);
      for (const entry of entries) history?.write(entry);
      all.push(...heads);
    });
    return all;
  },
  /** The history is in the file. */
  end: () => history?.close(),
});

async function sayOnce(talker: Talker): Promise<void> {
  const [roomId] = talker.rooms;
  if (roomId !== undefined) await talker.say(roomId, (room, text) => room.send(text));
}

function show(talker: Talker, rooms: Ending['rooms']): void {
  for (const { roomId } of rooms) {
    const room = talker.client?.room(roomId).read();
    const seen = room?.messages.map(seenOf) ?? [];
    const header = room?.header ? headerOf(room.header) : null;
    history?.write({ kind: 'shown', person: talker.person.personId, roomId, header, seen });
  }
}
