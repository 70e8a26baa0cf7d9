import type { RoomId } from '../client-sdk/index.ts';
import type { PersonId } from '../shared/ids.ts';
import { aRoomOf, type Room, someMessage } from './deeds.ts';
import { outcomeOf } from './diary.ts';
import type { Ruling } from './history.ts';
import type { Talker } from './talker.ts';
import { instantOf, tick } from './tick.ts';

const WHY = '按规定办理';
/** Some mutes end by themselves during a run, some hold by every node's clock. */
const [SHORT_MS, SHORT_SPREAD_MS, LONG_MS] = [3_000, 15_000, 7_200_000];

/** Opens a room that is closed, or closes one: few are closed at a time. */
export async function closeOrOpen(talker: Talker): Promise<void> {
  const { random, rooms } = talker;
  const stateOf = (roomId: RoomId) => talker.client?.room(roomId).read().header?.state ?? 'open';
  const closed = [...rooms].find((roomId) => stateOf(roomId) !== 'open');
  const roomId = closed ?? aRoomOf(talker);
  if (roomId === null) return;
  const state = closed === undefined ? random.pick(['read-only', 'archived'] as const) : 'open';
  await rule(talker, roomId, { act: { is: 'state', state }, ask: (room) => room.setState(state, WHY) });
}

/** Mutes somebody who spoke, for seconds or for hours, or lets them speak again. */
export async function muteOrUnmute(talker: Talker): Promise<void> {
  const { random, muted } = talker;
  const message = someMessage(talker);
  const again = muted.length > 0 && random.int(2) === 0 ? muted.shift() : undefined;
  if (again) return mute(talker, again, null);
  if (message?.author.kind !== 'person' || message.author.personId === talker.person.personId) return;
  const { roomId, author } = message;
  const whom = { roomId, personId: author.personId };
  muted.push(whom);
  const ms = random.int(3) === 0 ? SHORT_MS + random.int(SHORT_SPREAD_MS) : LONG_MS;
  await mute(talker, whom, ms);
}

/** A member, and the room they sit in. */
export interface Member {
  readonly roomId: RoomId;
  readonly personId: PersonId;
}

function mute(talker: Talker, { roomId, personId }: Member, ms: number | null): Promise<void> {
  const until = ms === null ? null : tick() + ms;
  const instant = until === null ? null : instantOf(until);
  return rule(talker, roomId, {
    act: { is: 'mute', whom: personId, until },
    ask: (room) => room.mute(personId, instant, WHY),
  });
}

async function rule(
  talker: Talker,
  roomId: RoomId,
  { act, ask }: { act: Ruling['act']; ask: (room: Room) => Promise<unknown> },
): Promise<void> {
  const room = talker.client?.room(roomId);
  if (!room) return;
  const askedAt = tick();
  const outcome = await outcomeOf(ask(room), () => null);
  talker.diary.write({ kind: 'ruling', person: talker.person.personId, roomId, act, askedAt, outcome });
}
