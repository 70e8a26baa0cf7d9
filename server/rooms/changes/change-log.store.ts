import type { RoomId } from '../../../shared/ids.ts';
import { makeGather } from '../../store/gather.ts';
import type { RoomDoc, RoomFold, RoomStore } from '../room.store.ts';
import { foldAll } from './changes.rules.ts';
import type { ChangeDoc, ChangeDraft, ChangeStore } from './changes.store.ts';

/** A change that was made: its number, and the room after it. */
export interface Changed {
  n: number;
  room: RoomDoc;
}

export interface ChangeLog {
  /** Numbers, keeps and applies a change; resolves when all up to it are applied and those with the room open were told. */
  append(draft: ChangeDraft): Promise<Changed>;
  /** Applies what a crash left unapplied; returns in how many rooms. */
  finish(): Promise<number>;
}

export interface ChangeLogParts {
  changes: ChangeStore;
  rooms: RoomStore;
  newId: () => string;
  /** Does what the changes say, in their order; may be done again. Gives those that come to nothing. */
  applyToMessages: (room: RoomDoc, changes: readonly ChangeDoc[]) => Promise<ReadonlySet<number>>;
  /** Changes from number `from` to room.changeSeq are applied. */
  onApplied: (room: RoomDoc, from: number) => Promise<void>;
}

const LARGEST_BATCH = 500;
/** Another node can come first at worst once per round; more means that something is wrong. */
const MOST_ROUNDS = 12;

/**
 * The log of changes of all rooms: append-only, who and why with each; what messages and rooms show is what it makes of
 * them. A number is claimed by inserting the change, so numbers have no holes; changes are applied in the order of their
 * numbers, by whoever comes next if the one who made them died; and the room's changeSeq moves last, so whoever reads it
 * finds everything up to it done.
 */
export function makeChangeLog(parts: ChangeLogParts): ChangeLog {
  return {
    append: makeGather<ChangeDraft, Changed>(async (drafts) => {
      const byRoom = new Map<RoomId, ChangeDraft[]>();
      for (const draft of drafts) byRoom.set(draft.roomId, [...(byRoom.get(draft.roomId) ?? []), draft]);
      const done = new Map<ChangeDraft, Changed | Error>();
      await Promise.all(
        [...byRoom].map(async ([roomId, ofRoom]) => {
          const outcome = await commit(parts, roomId, ofRoom).catch((error: unknown) => asError(error));
          ofRoom.forEach((draft, i) =>
            done.set(draft, outcome instanceof Error ? outcome : resultOf(outcome, i)),
          );
        }),
      );
      return drafts.map((d) => done.get(d) ?? new Error('a change got no outcome'));
    }, LARGEST_BATCH),
    async finish() {
      const rooms = await parts.changes.unfinished();
      const failures: unknown[] = [];
      for (const roomId of rooms)
        try {
          const { room } = await commit(parts, roomId, []);
          await parts.changes.markAppliedUpTo(roomId, room.changeSeq);
        } catch (error) {
          failures.push(error); // the other rooms shall not wait for this one
        }
      if (failures.length > 0) throw failures[0];
      return rooms.length;
    },
  };
}

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));

interface Outcome {
  room: RoomDoc;
  numbers: readonly number[];
}

const resultOf = ({ room, numbers }: Outcome, i: number): Changed | Error => {
  const n = numbers[i];
  return n === undefined ? new Error('a change got no number') : { n, room };
};

async function commit(
  parts: ChangeLogParts,
  roomId: RoomId,
  drafts: readonly ChangeDraft[],
): Promise<Outcome> {
  const claims = drafts.map((draft) => ({ ...draft, claim: parts.newId() }));
  const numbers = new Map<string, number>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const room = await parts.rooms.byId(roomId);
    if (room === null) throw new Error(`no room ${roomId}`);
    const pending = await parts.changes.after(roomId, room.changeSeq);
    for (const { claim, n } of pending) numbers.set(claim, n); // ours too, if the driver repeated an insert
    const waiting = claims.filter((c) => !numbers.has(c.claim));
    const made = await claimNumbers(parts, pending.at(-1)?.n ?? room.changeSeq, waiting);
    for (const { claim, n } of made) numbers.set(claim, n);
    const after = await apply(parts, room, [...pending, ...made]);
    if (after && made.length === waiting.length)
      return { room: after, numbers: claims.map((c) => numbers.get(c.claim) ?? 0) };
  }
  throw new Error(`changes of ${roomId} found no numbers`);
}

async function claimNumbers(
  { changes }: ChangeLogParts,
  last: number,
  waiting: readonly (ChangeDraft & { claim: string })[],
): Promise<ChangeDoc[]> {
  if (waiting.length === 0) return [];
  const docs = waiting.map((w, i): ChangeDoc => ({
    ...w,
    _id: `${w.roomId}:${last + 1 + i}`,
    n: last + 1 + i,
    open: true,
  }));
  return docs.slice(0, await changes.insert(docs));
}

/** Null: another node moved the room meanwhile, look again. */
async function apply(
  { changes, rooms, applyToMessages, onApplied }: ChangeLogParts,
  room: RoomDoc,
  todo: readonly ChangeDoc[],
): Promise<RoomDoc | null> {
  const ids = todo.map((c) => c._id);
  if (todo.length === 0) return room;
  const idle = await applyToMessages(room, todo);
  const after = foldAll(room, todo, idle);
  if (!(await rooms.advance(room._id, room.changeSeq, differences(room, after)))) return null;
  await Promise.all([changes.markApplied(ids), onApplied(after, room.changeSeq + 1)]);
  return after;
}

const FOLDED = [
  'changeSeq',
  'state',
  'pins',
  'memberCount',
  'memberVersion',
  'phase',
  'nextDue',
  'name',
  'title',
] as const satisfies (keyof RoomDoc)[];

/** Only what the changes made: a note that seats are being rewritten may have come in between. */
const differences = (before: RoomDoc, after: RoomDoc) =>
  Object.fromEntries(
    FOLDED.filter((field) => before[field] !== after[field]).map((field) => [field, after[field]]),
  ) as RoomFold & { changeSeq: number };
