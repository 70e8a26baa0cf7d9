import type { RoomId } from '../../../shared/ids.ts';
import type { Hit, searchMessages } from '../../../shared/search.ts';
import type { Handler } from '../../wire/bind.ts';
import type { AccessRoom } from '../access.actions.ts';
import type { MemberStore } from '../members.store.ts';
import type { MessageDoc, MessageStore } from '../messages/messages.store.ts';
import type { RoomLine, RoomStore } from '../room.store.ts';
import { askedGrams, termsOf, wordsOf } from './grams.rules.ts';
import type { IndexKeeper } from './index-keeper.actions.ts';
import { byPlace, firstUnits, isAfter, type Place, readCursor, unitsOf, writeCursor } from './order.rules.ts';
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
  let pool: Candidate[] = tail;
  const seen = new Set(tail.map((c) => c.id));
  const found: FoundHit[] = [];
  for (let covered = FIRST; ; covered *= GROWTH) {
    // Nothing that is not in the pool yet can come before what is newer than the newest unit left.
    const bound = units[0]?.top ?? Number.NEGATIVE_INFINITY;
    pool.sort(byPlace);
    const ready = pool.filter((c) => c.key > bound);
    pool = pool.slice(ready.length);
    for (let i = 0; i < ready.length && found.length <= PAGE; i += READ_TOGETHER)
      found.push(...(await verify(parts, search, ready.slice(i, i + READ_TOGETHER))));
    if (found.length > PAGE || units.length === 0) return found;
    const first = firstUnits(units, covered);
    units = units.slice(first.length);
    for (const candidate of await ask(parts, search, first)) {
      // What is newer than these blocks were came after the search began.
      if (seen.has(candidate.id) || candidate.key > (first[0]?.top ?? 0)) continue;
      seen.add(candidate.id);
      pool.push(candidate);
    }
  }
}

/** What the index knows of these blocks. */
async function ask(
  { index }: SearchMessagesParts,
  { grams, by, cursor }: Search,
  units: ReturnType<typeof unitsOf>,
): Promise<Candidate[]> {
  const found = await index.candidates({
    groups: grams.map((gram) => units.flatMap(({ roomId, block }) => termsOf(roomId, block, [gram]))),
    ...(cursor && (by === 'seq' ? { seqBelow: cursor.key } : { notAfter: new Date(cursor.key) })),
  });
  return found
    .map(({ _id, seq, at }) => ({ id: _id, key: by === 'seq' ? seq : at.getTime() }))
    .filter((place) => isAfter(place, cursor));
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
