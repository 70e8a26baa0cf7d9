import type { Mention } from '../client-sdk/index.ts';
import { aRoomOf, deed, isAnnouncement, someMessage } from './deeds.ts';
import { outcomeOf } from './diary.ts';
import { EVERYONE } from './history.ts';
import type { Calls, Talker } from './talker.ts';
import { tick } from './tick.ts';

/** True when the person's seat allows to call upon all. */
const leads = (talker: Talker, roomId: NonNullable<ReturnType<typeof aRoomOf>>): boolean =>
  (talker.client?.room(roomId).read().roles ?? []).some(
    (role) => role === 'lead-deputy' || role === 'office',
  );

/** Says something that calls whoever spoke before; who leads may call everybody. */
export function call(talker: Talker): Promise<void> {
  const message = someMessage(talker);
  if (message?.author.kind !== 'person') return Promise.resolve();
  const { roomId, author } = message;
  const all = leads(talker, roomId) && talker.random.int(3) === 0;
  const mentions: Mention[] = [all ? { kind: 'everyone' } : { kind: 'person', personId: author.personId }];
  const isOwn = author.personId === talker.person.personId;
  const calls: Calls = all ? [EVERYONE] : isOwn ? [] : [author.personId];
  void talker.say(roomId, (room, text) => room.send(text, { mentions }), calls);
  return Promise.resolve();
}

/** Puts up an announcement that everybody is asked to confirm, if the person's seat allows it. */
export function announce(talker: Talker): Promise<void> {
  const roomId = aRoomOf(talker);
  if (roomId !== null && leads(talker, roomId))
    void talker.say(roomId, (room, text) => room.announce(text, { ackRequired: true }));
  return Promise.resolve();
}

/** Confirms an announcement (收到), or takes that back now and then. */
export async function confirm(talker: Talker): Promise<void> {
  const announcement = someMessage(talker, isAnnouncement);
  if (!announcement) return;
  const on = talker.random.int(6) > 0;
  await deed(talker, announcement, {
    act: { is: 'react', reaction: 'received', on },
    ask: (room) => room.react(announcement.seq, 'received', on),
  });
}

/** Takes down one of the pins, or pins a message. */
export async function pin(talker: Talker): Promise<void> {
  const message = someMessage(talker);
  if (!message || !leads(talker, message.roomId)) return;
  const pins = talker.client?.room(message.roomId).read().header?.pins ?? [];
  const on = pins.length === 0 || talker.random.int(2) === 0;
  const seq = on ? message.seq : talker.random.pick(pins);
  const { roomId } = message;
  await deed(talker, { roomId, seq }, { act: { is: 'pin', on }, ask: (room) => room.pin(seq, on) });
}

/** Reports a message to the office. */
export async function report(talker: Talker): Promise<void> {
  const message = someMessage(talker);
  const client = talker.client;
  if (!message || !client) return;
  const { roomId, seq } = message;
  const askedAt = tick();
  const outcome = await outcomeOf(client.room(roomId).report(seq, '与本建议无关'), () => null);
  const { personId: person } = talker.person;
  talker.diary.write({ kind: 'reporting', person, roomId, seq, askedAt, outcome });
}
