import { connect, type Huying, type Message, type RoomId } from '../client-sdk/index.ts';
import { listMessages, MAX_PAGE } from '../shared/messages.ts';
import { listReactions, rollRead } from '../shared/message-acts.ts';
import { listInbox } from '../shared/rooms.ts';
import { seenOf } from './diary.ts';
import type { Entry } from './history.ts';
import type { Townsman } from './town.rules.ts';

/** Somebody who reads afterwards with a new client, and what of. */
export interface Reader {
  readonly person: Townsman;
  /** Rooms to be read from the first to the last number. */
  readonly whole: readonly RoomId[];
  /** Rooms of which the lists of readers and reactions are asked. */
  readonly lists: readonly RoomId[];
}

const LISTED = 5;

/** Numbers of a room's newest message and newest change. */
export interface Head {
  readonly roomId: RoomId;
  readonly seq: number;
  readonly changeSeq: number;
}

/** Everything a new client can learn, as lines of the history; and the heads of the person's rooms. */
export async function readAfterwards(
  url: string,
  { person, whole, lists }: Reader,
): Promise<{ entries: Entry[]; heads: Head[] }> {
  const client = connect({ url, answerMs: 20_000 });
  await client.signIn(person.login, person.password);
  try {
    const { entries, heads } = await standingsOf(client, person);
    for (const roomId of whole) {
      const { messages, head } = await wholeRoom(client, roomId);
      entries.push({ kind: 'fresh', person: person.personId, roomId, head, seen: messages.map(seenOf) });
      if (lists.includes(roomId)) entries.push(...(await listsOf(client, roomId, messages)));
    }
    return { entries, heads };
  } finally {
    client.close();
  }
}

async function standingsOf(
  client: Huying,
  { personId }: Townsman,
): Promise<{ entries: Entry[]; heads: Head[] }> {
  const entries: Entry[] = [];
  const heads: Head[] = [];
  for (let cursor: string | null = null; ;) {
    const page: Awaited<ReturnType<typeof inboxPage>> = await inboxPage(client, cursor);
    for (const { room, readSeq, unread } of page.items) {
      const { roomId, seq, changeSeq } = room;
      heads.push({ roomId, seq, changeSeq });
      entries.push({ kind: 'standing', person: personId, roomId, head: seq, readSeq, unread });
    }
    if (page.cursor === null) return { entries, heads };
    cursor = page.cursor;
  }
}

const inboxPage = (client: Huying, cursor: string | null) => client.ask(listInbox, { cursor });

async function wholeRoom(client: Huying, roomId: RoomId): Promise<{ messages: Message[]; head: number }> {
  const messages: Message[] = [];
  for (let after = 0; ;) {
    const page = await client.ask(listMessages, { roomId, after, limit: MAX_PAGE });
    if (page.to <= after) return { messages, head: page.head };
    messages.push(...page.messages);
    after = page.to;
  }
}

async function listsOf(client: Huying, roomId: RoomId, messages: readonly Message[]): Promise<Entry[]> {
  const entries: Entry[] = [];
  const shown = messages.filter(({ body }) => body.kind === 'text');
  for (const message of shown.slice(-LISTED)) entries.push(await readListOf(client, message));
  for (const { seq } of shown.filter(({ reactions }) => (reactions ?? []).length > 0).slice(-LISTED)) {
    const { people } = await client.ask(listReactions, { roomId, seq });
    entries.push({
      kind: 'reaction-list',
      roomId,
      seq,
      people: Object.fromEntries(people.map(({ seat, reactions }) => [seat.personId, reactions])),
    });
  }
  return entries;
}

async function readListOf(client: Huying, { roomId, seq }: Message): Promise<Entry> {
  const done: string[] = [];
  const open: string[] = [];
  for (let cursor: string | null = null; ;) {
    const page: Awaited<ReturnType<typeof rollPage>> = await rollPage(client, { roomId, seq, cursor });
    for (const { seat, done: isDone } of page.roll.people) (isDone ? done : open).push(seat.personId);
    cursor = page.roll.cursor;
    if (cursor === null) return { kind: 'read-list', roomId, seq, done, open, commonSeq: page.commonSeq };
  }
}

const rollPage = (client: Huying, question: { roomId: RoomId; seq: number; cursor: string | null }) =>
  client.ask(rollRead, question);
