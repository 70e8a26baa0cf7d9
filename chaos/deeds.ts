import type { Message, RoomId } from '../client-sdk/index.ts';
import { announcementIn, outcomeOf } from './diary.ts';
import type { Deed } from './history.ts';
import type { Talker } from './talker.ts';
import { tick } from './tick.ts';

export type Room = ReturnType<NonNullable<Talker['client']>['room']>;

/** A message in its room. */
export interface Place {
  readonly roomId: RoomId;
  readonly seq: number;
}

/** What is to be done, and how. */
export interface Doing {
  readonly act: Deed['act'];
  readonly ask: (room: Room) => Promise<{ readonly changeSeq: number }>;
}

/** Does something to a message and writes down what came of it. */
export async function deed(talker: Talker, { roomId, seq }: Place, { act, ask }: Doing): Promise<void> {
  const room = talker.client?.room(roomId);
  if (!room) return;
  const askedAt = tick();
  const outcome = await outcomeOf(ask(room), ({ changeSeq }) => ({ changeSeq }));
  talker.diary.write({ kind: 'deed', person: talker.person.personId, roomId, seq, act, askedAt, outcome });
}

/** Any of the rooms the person believes to sit in. */
export const aRoomOf = ({ rooms, random }: Talker): RoomId | null => {
  const all = [...rooms];
  return all.length === 0 ? null : random.pick(all);
};

const NEWEST = 30;

/** One of the newest messages of a room that somebody wrote, if it will do. */
export function someMessage(talker: Talker, willDo: (message: Message) => boolean = isText): Message | null {
  const roomId = aRoomOf(talker);
  const messages = roomId === null ? [] : (talker.client?.room(roomId).read().messages ?? []);
  const newest = messages.slice(-NEWEST).filter(willDo);
  return newest.length === 0 ? null : talker.random.pick(newest);
}

const isText = ({ body }: Message) => body.kind === 'text';

/** An announcement that asks to be confirmed. */
export const isAnnouncement = ({ body }: Message): boolean => announcementIn(body) !== null;
