import type { RoomId } from '../../../shared/ids.ts';
import { makeGather } from '../../store/gather.ts';
import type { Head, RoomStore } from '../room.store.ts';
import { lastOf } from './messages.rules.ts';
import { type MessageDoc, type MessageStore, tombstone } from './messages.store.ts';
import type { Numbers } from './numbers.store.ts';

export type Draft = Omit<MessageDoc, 'seq'>;
/** `isNew: false`: its mark had been used, this is the message that was kept then. */
export interface Stored {
  message: MessageDoc;
  isNew: boolean;
}
/** `memberVersion`: the room's, read when the message was kept. Whoever was gone before that shall not be told of it. */
export interface Kept extends Stored {
  memberVersion: number;
}

export interface MessageLog {
  /** Numbers and stores a message; resolves when it is on the journal and the room's head has moved. */
  append(draft: Draft): Promise<Kept>;
}

export interface MessageLogParts {
  numbers: Numbers;
  messages: MessageStore;
  rooms: RoomStore;
}

const LARGEST_BATCH = 500;
/** A number can be taken by another node at worst once per round; more means that something is wrong. */
const MOST_ROUNDS = 8;
/** What became of an insert: kept, or its number was taken meanwhile. */
type Outcome = Stored | 'renumber';

/**
 * The log of all rooms, with group commit in three steps that follow each other like pipes: while one batch is inserted,
 * the next is numbered and the heads of the one before are moved. Each step is one round trip for all its rooms.
 */
export function makeMessageLog(parts: MessageLogParts): MessageLog {
  const number = makeGather<RoomId, number>((rooms) => numberAll(parts, rooms), LARGEST_BATCH);
  const insert = makeGather<MessageDoc, Outcome>((docs) => insertAll(parts, docs), LARGEST_BATCH);
  const moveHead = makeGather<MessageDoc, number>(async (kept) => {
    const heads = headsOf(kept);
    const [versions] = await Promise.all([
      parts.rooms.memberVersionsOf(heads.map((h) => h.roomId)),
      parts.rooms.moveHeads(heads),
    ]);
    return kept.map(({ roomId }) => versions.get(roomId) ?? 0);
  }, LARGEST_BATCH);

  async function append(draft: Draft): Promise<Kept> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const outcome = await insert({ ...draft, seq: await number(draft.roomId) });
      if (outcome === 'renumber') continue;
      return { ...outcome, memberVersion: await moveHead(outcome.message) };
    }
    throw new Error(`no number found for a message in ${draft.roomId}`);
  }

  return { append: once(append) };
}

/** The same message, asked for again while it is under way, is the same work. */
function once(append: MessageLog['append']): MessageLog['append'] {
  const underWay = new Map<string, Promise<Kept>>();
  return (draft) => {
    const known = underWay.get(draft._id);
    if (known) return known.then((kept) => ({ ...kept, isNew: false }));
    const work = append(draft).finally(() => underWay.delete(draft._id));
    underWay.set(draft._id, work);
    return work;
  };
}

/** Order within a room is the order of arrival. */
async function numberAll(parts: MessageLogParts, rooms: readonly RoomId[]): Promise<number[]> {
  const counts = new Map<RoomId, number>();
  for (const roomId of rooms) counts.set(roomId, (counts.get(roomId) ?? 0) + 1);
  const next = await takeNumbers(parts, counts);
  return rooms.map((roomId) => {
    const seq = next.get(roomId) ?? 0;
    next.set(roomId, seq + 1);
    return seq;
  });
}

async function takeNumbers(
  parts: MessageLogParts,
  counts: ReadonlyMap<RoomId, number>,
): Promise<Map<RoomId, number>> {
  const next = new Map<RoomId, number>();
  const take = async (ids: readonly RoomId[]): Promise<RoomId[]> => {
    const wanted = ids.map((roomId) => ({ roomId, count: counts.get(roomId) ?? 0 }));
    const firsts = await parts.numbers.take(wanted);
    return ids.filter((roomId, i) => {
      const first = firsts[i];
      if (first != null) next.set(roomId, first);
      return first == null;
    });
  };
  const unknown = await take([...counts.keys()]);
  if (unknown.length === 0) return next;
  await raiseAll(parts, unknown);
  const [vanished] = await take(unknown);
  if (vanished) throw new Error(`the counter of ${vanished} vanished while it was being raised`);
  return next;
}

/** Brings the counters up to what the database holds. */
async function raiseAll(
  { rooms, messages, numbers }: MessageLogParts,
  ids: readonly RoomId[],
): Promise<void> {
  const found = await rooms.byIds(ids);
  await Promise.all(
    ids.map(async (id) => {
      const head = found.get(id)?.seq ?? 0;
      await numbers.raise(id, Math.max(head, await messages.highest(id, head)));
    }),
  );
}

/** Inserts all that can be; what was refused had been said before, or its number was taken. */
async function insertAll(parts: MessageLogParts, docs: readonly MessageDoc[]): Promise<Outcome[]> {
  const refused = new Set(await parts.messages.insert(docs));
  if (refused.size === 0) return docs.map((message) => ({ message, isNew: true }));
  const turned = docs.filter((_, i) => refused.has(i));
  const said = await parts.messages.byIds(turned.map((d) => d._id));
  const known = new Map(said.map((m) => [m._id, m]));
  const outcomes = docs.map((message, i): Outcome => {
    if (!refused.has(i)) return { message, isNew: true };
    const before = known.get(message._id);
    return before === undefined ? 'renumber' : { message: before, isNew: false };
  });
  await closeUnused(parts, turned, known);
  const taken = docs.filter((_, i) => outcomes[i] === 'renumber').map((d) => d.roomId);
  await raiseAll(parts, [...new Set(taken)]);
  return outcomes;
}

/** Numbers taken for what had been said before will not be filled: nobody shall wait for them. */
async function closeUnused(
  { messages }: MessageLogParts,
  turned: readonly MessageDoc[],
  known: ReadonlyMap<string, MessageDoc>,
): Promise<void> {
  const unused = turned.filter((doc) => {
    const before = known.get(doc._id);
    return before !== undefined && before.seq !== doc.seq;
  });
  if (unused.length > 0) await messages.insert(unused.map((d) => tombstone(d.roomId, d.seq, d.at)));
}

function headsOf(kept: readonly MessageDoc[]): Head[] {
  const newest = new Map<RoomId, MessageDoc>();
  for (const message of kept)
    if ((newest.get(message.roomId)?.seq ?? 0) < message.seq) newest.set(message.roomId, message);
  return [...newest.values()].map(({ roomId, seq, author, body, at }) => ({
    roomId,
    last: lastOf(seq, author, body),
    at,
  }));
}
