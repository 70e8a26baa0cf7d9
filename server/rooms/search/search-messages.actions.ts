import type { RoomId } from '../../../shared/ids.ts';
import type { Hit, searchMessages } from '../../../shared/search.ts';
import type { Handler } from '../../wire/bind.ts';
import type { AccessRoom } from '../access.actions.ts';
import type { MemberStore } from '../members.store.ts';
import type { MessageDoc, MessageStore } from '../messages/messages.store.ts';
import type { RoomLine } from '../room-parts.store.ts';
import type { RoomStore } from '../room.store.ts';
import { askedGrams, termsOf, wordsOf } from './grams.rules.ts';
import type { IndexKeeper } from './index-keeper.actions.ts';
import {
  byPlace,
  firstUnits,
  isAfter,
  type Place,
  readCursor,
  type Unit,
  unitsOf,
  writeCursor,
} from './order.rules.ts';
import { findIn, passagesOf } from './passages.rules.ts';
import type { IndexedDoc, SearchIndexStore } from './search-index.store.ts';

export interface SearchMessagesParts {
  access: AccessRoom;
  members: MemberStore;
  rooms: RoomStore;
  messages: MessageStore;
  index: SearchIndexStore;
  keeper: IndexKeeper;
}

const PAGE = 30;
/** More than this that is not indexed yet is indexed before the search goes on. */
const MOST_TAIL = 1_000; // messages
/** Messages covered by the first question to the index, and how many times as many each further one covers. */
const FIRST = 2_000;
const GROWTH = 8;
const READ_TOGETHER = 40; // candidates
const ASKED_TOGETHER = 64; // blocks in one statement
const AT_ONCE = 4; // statements of one search

/** What is looked for, where, in which order and after what. */
interface Search {
  words: string[];
  grams: string[];
  by: 'seq' | 'at';
  cursor: Place | null;
  rooms: Map<RoomId, RoomLine>;
  /** How far they are indexed. */
  states: Map<RoomId, IndexedDoc>;
}

/** Somewhere it may stand; with the message, if that was read already. */
interface Candidate extends Place {
  message?: MessageDoc;
}

/** Which rooms are searched is read from the seats for every request, and what is found was compared with the message as it stands. */
export const makeSearchMessages =
  (parts: SearchMessagesParts): Handler<typeof searchMessages> =>
  async ({ roomId, text, cursor }, { personId }) => {
    const ids = roomId === null ? await parts.members.roomsOf(personId) : [roomId];
    const [rooms, states] = await Promise.all([
      roomId === null ? parts.rooms.headsOf(ids) : parts.access(personId, roomId).then((a) => [a.room]),
      parts.index.indexed(ids),
    ]);
    const words = wordsOf(text);
    const search: Search = {
      words,
      grams: askedGrams(words),
      by: roomId === null ? 'at' : 'seq',
      cursor: readCursor(cursor),
      rooms: new Map(rooms.map((r) => [r._id, r])),
      states,
    };
    // Without two characters that stand together there is nothing to ask the index for.
    const found = search.grams.length === 0 ? [] : await collect(parts, search);
    const last = found[PAGE - 1];
    return {
      hits: found.slice(0, PAGE).map((f) => f.hit),
      cursor: found.length > PAGE && last ? writeCursor(last.place) : null,
    };
  };

interface FoundHit {
  place: Place;
  hit: Hit;
}

/** A page and one more, in order. */
async function collect(parts: SearchMessagesParts, search: Search): Promise<FoundHit[]> {
  const { states, tail } = await readTail(parts, search);
  let units = unitsOf([...states.values()], search.by, search.cursor);
  const pool: Pool = { candidates: tail, ids: new Set(tail.map((c) => c.id)), judged: new Map() };
  for (let covered = FIRST; ; covered *= GROWTH) {
    const found = await firstHits(parts, search, pool);
    // What is older than the last of a full page is not on it, wherever it may be.
    const oldest = found[PAGE]?.place.key ?? Number.NEGATIVE_INFINITY;
    units = units.filter(({ top }) => top >= oldest);
    if (units.length === 0) return found;
    const first = firstUnits(units, covered);
    units = units.slice(first.length);
    for (const candidate of await ask(parts, { ...search, oldest }, first)) {
      // What is newer than these blocks were came after the search began.
      if (pool.ids.has(candidate.id) || candidate.key > (first[0]?.top ?? 0)) continue;
      pool.ids.add(candidate.id);
      pool.candidates.push(candidate);
    }
  }
}

/** All that may be on the page so far; and what was read of it: a hit, or null where not all the words are. */
interface Pool {
  candidates: Candidate[];
  ids: Set<string>;
  judged: Map<string, FoundHit | null>;
}

/** The first hits of the pool, a page and one more at most; reads no more than that takes. */
async function firstHits(parts: SearchMessagesParts, search: Search, pool: Pool): Promise<FoundHit[]> {
  const { candidates, judged } = pool;
  candidates.sort(byPlace);
  const found: FoundHit[] = [];
  for (let i = 0; i < candidates.length && found.length <= PAGE; i += READ_TOGETHER) {
    const group = candidates.slice(i, i + READ_TOGETHER);
    const unread = group.filter((c) => !judged.has(c.id));
    const hits = new Map((await verify(parts, search, unread)).map((f) => [f.place.id, f]));
    for (const { id } of unread) judged.set(id, hits.get(id) ?? null);
    found.push(...group.flatMap(({ id }) => judged.get(id) ?? []));
  }
  return found.slice(0, PAGE + 1);
}

/** What the index knows of these blocks, and not of anything older than `oldest`. */
async function ask(
  { index }: SearchMessagesParts,
  { grams, by, cursor, oldest }: Search & { oldest: number },
  units: readonly Unit[],
): Promise<Candidate[]> {
  const limits = {
    ...(cursor && (by === 'seq' ? { seqBelow: cursor.key } : { notAfter: new Date(cursor.key) })),
    ...(Number.isFinite(oldest) && (by === 'seq' ? { seqFrom: oldest } : { notBefore: new Date(oldest) })),
  };
  const found = await inPieces(units, (piece) =>
    index.candidates({
      groups: grams.map((gram) => piece.flatMap(({ roomId, block }) => termsOf(roomId, block, [gram]))),
      ...limits,
    }),
  );
  return found
    .map(({ _id, seq, at }) => ({ id: _id, key: by === 'seq' ? seq : at.getTime() }))
    .filter((place) => isAfter(place, cursor));
}

/**
 * The engine compares everything that it finds with every term that it was asked for: many small statements
 * cost a fraction of a large one.
 */
async function inPieces<T>(
  units: readonly Unit[],
  work: (piece: readonly Unit[]) => Promise<T[]>,
): Promise<T[]> {
  const all: T[] = [];
  let next = 0;
  const worker = async () => {
    while (next < units.length) {
      const piece = units.slice(next, (next += ASKED_TOGETHER));
      for (const found of await work(piece)) all.push(found);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return all;
}

/** What was said since the rooms were indexed, read directly: a message is found from the moment it was acknowledged. */
async function readTail(
  { index, messages, keeper }: SearchMessagesParts,
  search: Search,
): Promise<{ states: Map<RoomId, IndexedDoc>; tail: Candidate[] }> {
  const { rooms, by, cursor } = search;
  const lagging = (states: Map<RoomId, IndexedDoc>) =>
    [...rooms.values()]
      .map(({ _id, seq }) => ({ roomId: _id, from: (states.get(_id)?.to ?? 0) + 1, to: seq }))
      .filter(({ from, to }) => to >= from);
  let { states } = search;
  let behind = lagging(states);
  if (behind.reduce((sum, { from, to }) => sum + to - from + 1, 0) > MOST_TAIL) {
    await keeper.catchUp(behind.map((b) => b.roomId));
    states = await index.indexed([...rooms.keys()]);
    behind = lagging(states);
  }
  const tail = (await messages.ranges(behind))
    .map((message) => ({
      id: message._id,
      key: by === 'seq' ? message.seq : message.at.getTime(),
      message,
    }))
    .filter((place) => isAfter(place, cursor));
  return { states, tail };
}

/** Those candidates that hold all the words now, in the same order. */
async function verify(
  { messages }: SearchMessagesParts,
  { words, rooms }: Search,
  candidates: readonly Candidate[],
): Promise<FoundHit[]> {
  const unread = candidates.filter((c) => c.message === undefined).map((c) => c.id);
  const read = new Map((await messages.byIds(unread)).map((m) => [m._id, m]));
  return candidates.flatMap((candidate) => {
    const message = candidate.message ?? read.get(candidate.id);
    const room = message && rooms.get(message.roomId);
    const found = room && findIn(passagesOf(message), words);
    return found ? [{ place: candidate, hit: hitOf(message, room, found) }] : [];
  });
}

const hitOf = (
  { roomId, seq, author, at }: MessageDoc,
  { name }: RoomLine,
  found: Pick<Hit, 'kind' | 'excerpt' | 'marks'>,
): Hit => ({ roomId, roomName: name, seq, author: author.name, at: at.toISOString(), ...found });
