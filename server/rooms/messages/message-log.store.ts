import type { RoomId } from '../../../shared/ids.ts';
import { makeGather } from '../../store/gather.ts';
import type { Head, RoomStore } from '../room.store.ts';
import { lastOf } from './messages.rules.ts';
import { markKey, type MessageDoc, type MessageStore, tombstone } from './messages.store.ts';
import type { Numbers } from './numbers.store.ts';

export type Draft = Omit<MessageDoc, 'seq'>;
/** `isNew: false`: the mark had been used, this is the message that was kept then. */
export interface Kept {
  message: MessageDoc;
  isNew: boolean;
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

/**
 * The log of all rooms, with group commit: while one write is under way the messages that arrive wait and go
 * together in the next — one round trip for the numbers of all their rooms, one insert, one move of the heads.
 */
export function makeMessageLog(parts: MessageLogParts): MessageLog {
  return { append: makeGather<Draft, Kept>((drafts) => commit(parts, drafts), LARGEST_BATCH) };
}

async function commit(parts: MessageLogParts, drafts: readonly Draft[]): Promise<(Kept | Error)[]> {
  const kept = new Map<string, Kept>();
  let open = [...new Map(drafts.map((d) => [markKey(d), d])).values()];
  for (let round = 0; open.length > 0 && round < MOST_ROUNDS; round++)
    open = await tryRound(parts, open, kept);
  await parts.rooms.moveHeads(headsOf([...kept.values()]));
  return drafts.map((d) => kept.get(markKey(d)) ?? new Error(`no number found for a message in ${d.roomId}`));
}

/** Numbers and inserts; adds what is kept to `kept` and returns what must try again with new numbers. */
async function tryRound(
  parts: MessageLogParts,
  drafts: readonly Draft[],
  kept: Map<string, Kept>,
): Promise<Draft[]> {
  const docs = await number(parts, drafts);
  const refused = new Set(await parts.messages.insert(docs));
  docs.forEach((message, i) => {
    if (!refused.has(i)) kept.set(markKey(message), { message, isNew: true });
  });
  if (refused.size === 0) return [];
  const turned = docs.filter((_, i) => refused.has(i));
  const known = await parts.messages.byMarks(turned);
  const again: Draft[] = [];
  const holes: MessageDoc[] = [];
  for (const doc of turned) {
    const message = known.get(markKey(doc));
    if (message === undefined) again.push(withoutNumber(doc));
    else {
      // The same _id: our own insert, repeated by the driver after a broken line.
      kept.set(markKey(doc), { message, isNew: message._id === doc._id });
      if (message.seq !== doc.seq) holes.push(tombstone(doc.roomId, doc.seq, doc.at));
    }
  }
  if (holes.length > 0) await parts.messages.insert(holes);
  await raiseAll(parts, [...new Set(again.map((d) => d.roomId))]);
  return again;
}

const withoutNumber = ({ seq: _, ...draft }: MessageDoc): Draft => draft;

/** Order within a room is the order of arrival. */
async function number(parts: MessageLogParts, drafts: readonly Draft[]): Promise<MessageDoc[]> {
  const counts = new Map<RoomId, number>();
  for (const { roomId } of drafts) counts.set(roomId, (counts.get(roomId) ?? 0) + 1);
  const next = await takeNumbers(parts, counts);
  return drafts.map((draft) => {
    const seq = next.get(draft.roomId) ?? 0;
    next.set(draft.roomId, seq + 1);
    return { ...draft, seq };
  });
}

async function takeNumbers(
  parts: MessageLogParts,
  counts: Map<RoomId, number>,
): Promise<Map<RoomId, number>> {
  const wanted = [...counts].map(([roomId, count]) => ({ roomId, count }));
  const firsts = await parts.numbers.take(wanted);
  const unknown = wanted.filter((_, i) => firsts[i] === null);
  const next = new Map(wanted.flatMap(({ roomId }, i) => (firsts[i] == null ? [] : [[roomId, firsts[i]]])));
  if (unknown.length > 0) {
    await raiseAll(
      parts,
      unknown.map((u) => u.roomId),
    );
    const seconds = await parts.numbers.take(unknown);
    unknown.forEach(({ roomId }, i) => {
      const first = seconds[i];
      if (first == null) throw new Error(`the counter of ${roomId} vanished while it was being raised`);
      next.set(roomId, first);
    });
  }
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

function headsOf(kept: readonly Kept[]): Head[] {
  const heads = new Map<RoomId, Head>();
  for (const { message } of kept) {
    const before = heads.get(message.roomId);
    if (before === undefined || before.last.seq < message.seq)
      heads.set(message.roomId, {
        roomId: message.roomId,
        last: lastOf(message.seq, message.author, message.body),
        at: message.at,
      });
  }
  return [...heads.values()];
}
