import type { RoomId } from '../../../shared/ids.ts';
import { makeGather } from '../../store/gather.ts';
import type { RoomDoc, RoomFold, RoomStore } from '../room.store.ts';
import { firstOfEach } from './already-so.rules.ts';
import { foldAll } from './changes.rules.ts';
import type { ChangeDoc, ChangeDraft, ChangeStore } from './changes.store.ts';

/** A change that was made: its number, and the room after it. `isNew: false`: it was so already, and nothing was changed. */
export interface Changed {
  n: number;
  room: RoomDoc;
  isNew: boolean;
}

export interface ChangeLog {
  /**
   * Numbers, keeps and applies a change; resolves when all up to it are applied and those with the room open were told.
   * What is so already is no change: a repeat finds what the first made, even while that is still under way.
   */
  append(draft: ChangeDraft): Promise<Changed>;
  /** Applies what a crash left unapplied in one room; gives the room after it. */
  finishRoom(roomId: RoomId): Promise<RoomDoc>;
  /** Applies what a crash left unapplied; returns in how many rooms. */
  finish(): Promise<number>;
}

/**
 * Which of these drafts for one room say what is so already, as it stands after all changes so far. Whoever claims the
 * next number after asking knows that it still was so: an act that is repeated, by anybody on any node, is one change.
 */
export type AlreadySo = <D extends ChangeDraft>(
  room: RoomDoc,
  drafts: readonly D[],
) => Promise<ReadonlySet<D>>;

export interface ChangeLogParts {
  changes: ChangeStore;
  rooms: RoomStore;
  newId: () => string;
  alreadySo: AlreadySo;
  /** Does what the changes say, in their order; may be done again. Gives those that come to nothing. */
  applyToMessages: (room: RoomDoc, changes: readonly ChangeDoc[]) => Promise<ReadonlySet<number>>;
  /** These changes are applied: numbers room.changeSeq and before. */
  onApplied: (room: RoomDoc, applied: readonly ChangeDoc[]) => Promise<void>;
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
    async finishRoom(roomId) {
      return (await commit(parts, roomId, [])).room;
    },
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
  places: readonly (Place | undefined)[];
}

type Place = Pick<Changed, 'n' | 'isNew'>;

const resultOf = ({ room, places }: Outcome, i: number): Changed | Error => {
  const place = places[i];
  return place === undefined ? new Error('a change got no number') : { ...place, room };
};

async function commit(
  parts: ChangeLogParts,
  roomId: RoomId,
  drafts: readonly ChangeDraft[],
): Promise<Outcome> {
  const claims = drafts.map((draft): Claim => ({ ...draft, claim: parts.newId() }));
  const places = new Map<string, Place>();
  for (let vain = 0; vain < MOST_ROUNDS; vain++) {
    const room = await parts.rooms.byId(roomId);
    if (room === null) throw new Error(`no room ${roomId}`);
    const pending = await parts.changes.after(roomId, room.changeSeq);
    for (const { claim, n } of pending) places.set(claim, { n, isNew: true }); // ours too, if the driver repeated an insert
    const before = await apply(parts, room, pending);
    if (before === null) continue;
    const made = await makeWaiting(
      parts,
      before,
      claims.filter((c) => !places.has(c.claim)),
    );
    for (const [claim, place] of made.places) places.set(claim, place);
    const after = await apply(parts, before, made.changes);
    if (after && claims.every((c) => places.has(c.claim)))
      return { room: after, places: claims.map((c) => places.get(c.claim)) };
    if (made.places.size > 0) vain = 0;
  }
  throw new Error(`changes of ${roomId} found no numbers`);
}

type Claim = ChangeDraft & { claim: string };

/** Gives numbers to those that wait: all but what is so already, and of several about the same the first. */
async function makeWaiting(
  parts: ChangeLogParts,
  room: RoomDoc,
  waiting: readonly Claim[],
): Promise<{ changes: ChangeDoc[]; places: ReadonlyMap<string, Place> }> {
  const first = firstOfEach(waiting);
  const done = first.length === 0 ? new Set<Claim>() : await parts.alreadySo(room, first);
  const changes = await claimNumbers(
    parts,
    room.changeSeq,
    first.filter((c) => !done.has(c)),
  );
  const places = new Map<string, Place>();
  for (const { claim } of done) places.set(claim, { n: room.changeSeq, isNew: false });
  for (const { claim, n } of changes) places.set(claim, { n, isNew: true });
  return { changes, places };
}

async function claimNumbers(
  { changes }: ChangeLogParts,
  last: number,
  waiting: readonly Claim[],
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
  if (!(await rooms.advance(room._id, room.changeSeq, differences(room, after, todo)))) return null;
  await Promise.all([changes.markApplied(ids), onApplied(after, todo)]);
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
  'supervised',
  'name',
  'title',
] as const satisfies (keyof RoomDoc)[];

/** Only what the changes made: a note that seats are being rewritten may have come, or gone, in between. */
const differences = (before: RoomDoc, after: RoomDoc, todo: readonly ChangeDoc[]) =>
  ({
    ...Object.fromEntries(
      FOLDED.filter((field) => before[field] !== after[field]).map((field) => [field, after[field]]),
    ),
    ...(todo.some((c) => c.deed.kind === 'members-changed') && { unsettled: after.unsettled }),
  }) as RoomFold & { changeSeq: number };
