import { connect, type Huying, type Message, type RoomId } from '../client-sdk/index.ts';
import { MAX_PAGE } from '../shared/values/messages.ts';
import type { Roll } from '../shared/seats.ts';
import { announcementIn, headerOf, seenOf } from './diary.ts';
import type { Entry, FreshRead } from './history.ts';
import { tick, tickOf } from './tick.ts';
import type { Townsman } from './town.rules.ts';

/** Somebody who reads afterwards with a new client, and what of. */
export interface Reader {
  readonly person: Townsman;
  /** Rooms to be read from the first to the last number. */
  readonly whole: readonly RoomId[];
  /** Rooms of which the lists of readers and reactions are asked. */
  readonly lists: readonly RoomId[];
  /** Of the office: the reports of all rooms are read. */
  readonly reports: boolean;
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
  { person, whole, lists, reports }: Reader,
): Promise<{ entries: Entry[]; heads: Head[] }> {
  const client = connect({ url, answerMs: 20_000 });
  await client.signIn(person.login, person.password);
  try {
    const { entries, heads } = await standingsOf(client, person);
    for (const roomId of whole) {
      const { messages, head } = await wholeRoom(client, roomId);
      const members = await membersOf(client, roomId);
      const seen = messages.map(seenOf);
      entries.push({ kind: 'fresh', at: tick(), person: person.personId, roomId, head, seen, members });
      if (lists.includes(roomId)) entries.push(...(await listsOf(client, roomId, messages)));
    }
    if (reports) entries.push(...(await reportsFor(client)));
    return { entries, heads };
  } finally {
    client.close();
  }
}

async function standingsOf(
  client: Huying,
  { personId }: Townsman,
): Promise<{ entries: Entry[]; heads: Head[] }> {
  const pages = await allPages((cursor) => client.ask('inbox:list', { cursor }));
  const items = pages.flatMap((page) => page.items);
  return {
    heads: items.map(({ room: { roomId, seq, changeSeq } }) => ({ roomId, seq, changeSeq })),
    entries: items.map(({ room, readSeq, unread, mentions }) => {
      const counted = { head: room.seq, readSeq, unread, mentions, header: headerOf(room) };
      return { kind: 'standing', person: personId, roomId: room.roomId, ...counted };
    }),
  };
}

async function wholeRoom(client: Huying, roomId: RoomId): Promise<{ messages: Message[]; head: number }> {
  const messages: Message[] = [];
  for (let after = 0; ;) {
    const page = await client.ask('message:list', { roomId, after, limit: MAX_PAGE });
    if (page.to <= after) return { messages, head: page.head };
    messages.push(...page.messages);
    after = page.to;
  }
}

async function membersOf(client: Huying, roomId: RoomId): Promise<FreshRead['members']> {
  const members = await client.room(roomId).members();
  return Object.fromEntries(
    members.map(({ personId, mutedUntil }) => [
      personId,
      mutedUntil === undefined ? null : tickOf(mutedUntil),
    ]),
  );
}

async function reportsFor(client: Huying): Promise<Entry[]> {
  const pages = await allPages((cursor) => client.ask('report:list', { cursor }));
  return pages.flatMap(({ reports }) =>
    reports.map(({ roomId, seq, by }) => ({ kind: 'waiting' as const, roomId, seq, person: by.personId })),
  );
}

/** Follows the cursors to the end. */
async function allPages<P extends { cursor: string | null }>(
  ask: (cursor: string | null) => Promise<P>,
): Promise<P[]> {
  const pages = [await ask(null)];
  for (let cursor = pages[0]?.cursor ?? null; cursor !== null;) {
    const page = await ask(cursor);
    pages.push(page);
    cursor = page.cursor;
  }
  return pages;
}

async function listsOf(client: Huying, roomId: RoomId, messages: readonly Message[]): Promise<Entry[]> {
  const entries: Entry[] = [];
  const shown = messages.filter(({ body }) => body.kind === 'text');
  for (const message of shown.slice(-LISTED)) entries.push(await readListOf(client, message));
  for (const { seq } of shown.filter(({ reactions }) => (reactions ?? []).length > 0).slice(-LISTED)) {
    const { people } = await client.ask('reaction:list', { roomId, seq });
    entries.push({
      kind: 'reaction-list',
      roomId,
      seq,
      people: Object.fromEntries(people.map(({ seat, reactions }) => [seat.personId, reactions])),
    });
  }
  for (const { seq } of messages.filter(({ body }) => announcementIn(body) !== null).slice(-LISTED)) {
    const rolls = await allPages((cursor) => client.ask('announcement:roll', { roomId, seq, cursor }));
    entries.push({ kind: 'confirmations', roomId, seq, ...peopleIn(rolls) });
  }
  return entries;
}

async function readListOf(client: Huying, { roomId, seq }: Message): Promise<Entry> {
  const pages = await allPages(async (cursor) => {
    const { roll, commonSeq } = await client.ask('read:roll', { roomId, seq, cursor });
    return { ...roll, commonSeq };
  });
  return {
    kind: 'read-list',
    roomId,
    seq,
    ...peopleIn(pages),
    commonSeq: pages.at(-1)?.commonSeq ?? 0,
  };
}

function peopleIn(pages: readonly Roll[]): { done: string[]; open: string[] } {
  const people = pages.flatMap((page) => page.people);
  const named = (isDone: boolean) =>
    people.filter(({ done }) => done === isDone).map(({ seat }) => seat.personId);
  return { done: named(true), open: named(false) };
}
