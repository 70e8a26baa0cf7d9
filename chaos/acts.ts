import { setTimeout as pause } from 'node:timers/promises';
import type { RoomId } from '../client-sdk/index.ts';
import type { Reaction } from '../shared/messages.ts';
import { REACTIONS } from '../shared/values/messages.ts';
import { announce, call, confirm, pin, report } from './calling-acts.ts';
import { aRoomOf, deed, someMessage } from './deeds.ts';
import { outcomeOf } from './diary.ts';
import { closeOrOpen, muteOrUnmute } from './office-acts.ts';
import type { Own, Talker } from './talker.ts';
import { tick } from './tick.ts';

type Act = (talker: Talker) => Promise<void>;

/** How often each act is chosen. */
const WEIGHTS: readonly (readonly [number, Act])[] = [
  [50, speak],
  [8, reply],
  [6, call],
  [4, announce],
  [9, edit],
  [4, recall],
  [12, react],
  [6, confirm],
  [5, pin],
  [2, report],
  [12, read],
  [3, pry],
];
/** What the office does instead, three times of four. */
const OFFICE: readonly (readonly [number, Act])[] = [
  [3, closeOrOpen],
  [2, muteOrUnmute],
  [1, announce],
  [1, pin],
];
/** Every so many acts somebody goes away for a while instead. */
const ACTS_BETWEEN_ABSENCES = 40;
const [SHORTEST_ABSENCE_MS, ABSENCE_SPREAD_MS] = [500, 8_000];

/** Rooms that the person does not sit in are tried among these. */
let everyRoom: readonly RoomId[] = [];

export const knowRooms = (rooms: readonly RoomId[]): void => {
  everyRoom = rooms;
};

/** Does one thing or another until told to stop; goes away now and then and comes back. */
export async function live(
  talker: Talker,
  { paceMs, stop }: { paceMs: number; stop: AbortSignal },
): Promise<void> {
  const { random } = talker;
  for (;;) {
    await wait(-Math.log(1 - random.real()) * paceMs, stop);
    if (stop.aborted) return;
    if (random.int(ACTS_BETWEEN_ABSENCES) === 0) await beAway(talker, stop);
    else await oneAct(talker);
  }
}

async function oneAct(talker: Talker): Promise<void> {
  const { person, random } = talker;
  const acts = person.isOffice && random.int(4) > 0 ? OFFICE : WEIGHTS;
  let at = random.int(acts.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, act] of acts) {
    at -= weight;
    if (at < 0) return act(talker);
  }
}

async function beAway(talker: Talker, stop: AbortSignal): Promise<void> {
  talker.leave();
  await wait(SHORTEST_ABSENCE_MS + talker.random.int(ABSENCE_SPREAD_MS), stop);
  await talker.come();
}

/** Cut short when it is time to stop. */
const wait = (ms: number, stop: AbortSignal): Promise<unknown> =>
  pause(ms, undefined, { signal: stop }).catch(() => undefined);

/** Speaks in any of the person's rooms; with a chance that falls with what the room's members hear already. */
function speak(talker: Talker): Promise<void> {
  const roomId = aRoomOf(talker);
  if (roomId === null) return Promise.resolve();
  const members = talker.client?.room(roomId).read().header?.memberCount ?? 1;
  if (talker.random.int(members) > MOST_AT_EASE) return Promise.resolve();
  void talker.say(roomId, (room, text) => room.send(text));
  return Promise.resolve();
}

const MOST_AT_EASE = 20;

function reply(talker: Talker): Promise<void> {
  const heard = someMessage(talker);
  if (heard) void talker.say(heard.roomId, (room, text) => room.send(text, { replyTo: heard.seq }));
  return Promise.resolve();
}

function someOwn({ own, random, rooms }: Talker): Own | null {
  const possible = own.filter(({ roomId, isRecalled }) => !isRecalled && rooms.has(roomId));
  return possible.length === 0 ? null : random.pick(possible);
}

async function edit(talker: Talker): Promise<void> {
  const own = someOwn(talker);
  if (!own) return;
  own.edits += 1;
  const text = `${own.word} 第${own.edits}次修改。`;
  await deed(talker, own, { act: { is: 'edit', text }, ask: (room) => room.edit(own.seq, text) });
}

async function recall(talker: Talker): Promise<void> {
  const own = someOwn(talker);
  if (!own) return;
  own.isRecalled = true;
  await deed(talker, own, { act: { is: 'recall' }, ask: (room) => room.recall(own.seq) });
}

async function react(talker: Talker): Promise<void> {
  const message = someMessage(talker);
  if (!message) return;
  const reaction: Reaction = talker.random.pick(REACTIONS);
  const on = talker.random.int(4) > 0;
  await deed(talker, message, {
    act: { is: 'react', reaction, on },
    ask: (room) => room.react(message.seq, reaction, on),
  });
}

/** Reads a room to some number near its end. */
async function read(talker: Talker): Promise<void> {
  const roomId = aRoomOf(talker);
  const client = talker.client;
  if (roomId === null || !client) return;
  const head = client.room(roomId).read().header?.seq ?? 0;
  const seq = Math.max(0, head - talker.random.int(4));
  const askedAt = tick();
  const outcome = await outcomeOf(client.ask('read:mark', { roomId, seq }), ({ readSeq }) => ({ readSeq }));
  talker.diary.write({ kind: 'mark', person: talker.person.personId, roomId, seq, askedAt, outcome });
}

/** Tries to read a room the person may not sit in. */
async function pry(talker: Talker): Promise<void> {
  const client = talker.client;
  if (!client || everyRoom.length === 0) return;
  const roomId = talker.random.pick(everyRoom);
  const askedAt = tick();
  const outcome = await outcomeOf(client.ask('message:list', { roomId, limit: 1 }), ({ head }) => ({ head }));
  talker.diary.write({ kind: 'pry', person: talker.person.personId, roomId, askedAt, outcome });
}
