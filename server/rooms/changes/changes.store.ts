import { type mongo, Schema } from 'mongoose';
import type { SharedFile } from '../../../shared/files.ts';
import { groupedBy } from '../../../shared/grouped.ts';
import type { PersonId, RoomId } from '../../../shared/ids.ts';
import type { MessageBody, Reaction } from '../../../shared/messages.ts';
import type { RoomState } from '../../../shared/rooms.ts';
import { makeGather } from '../../store/gather.ts';
import { ONE_ANSWER } from '../../store/gathered.ts';
import { type Database, duplicatePositions } from '../../store/mongo.ts';
import type { SeatSpec } from '../room.rules.ts';
import type { HeaderChange } from '../room.store.ts';
import type { ReportOutcome } from './reports.store.ts';

/** What was done, with all that is needed to do it (again). */
export type Deed =
  | { kind: 'edited'; seq: number; before?: MessageBody; body?: MessageBody }
  | { kind: 'recalled'; seq: number; body: MessageBody }
  | { kind: 'reacted'; seq: number; personId: PersonId; reaction: Reaction; on: boolean }
  /** What became of a file: as its message is to show it. */
  | { kind: 'file-moved'; seq: number; file: SharedFile }
  | { kind: 'pinned' | 'unpinned'; seq: number }
  | { kind: 'state-set'; state: RoomState }
  | { kind: 'header-set'; set: HeaderChange }
  | {
      kind: 'members-changed';
      memberCount: number;
      came: SeatSpec[];
      /** Who has other roles now. */
      moved: SeatSpec[];
      left: PersonId[];
    }
  | { kind: 'muted' | 'unmuted'; personId: PersonId; until: Date | null }
  /** Acts that change nothing others see, but are kept. */
  | { kind: 'reported'; seq: number }
  | { kind: 'sealed-read'; seq: number }
  /** `round` counts how often it was reminded of the message: 1, 2, 3 … */
  | { kind: 'reminded'; seq: number; round: number }
  | { kind: 'report-settled'; seq: number; reportId: string; outcome: ReportOutcome };

/** A change before it has its number: who, why, what. */
export interface ChangeDraft {
  roomId: RoomId;
  by: PersonId | 'system';
  why: string;
  at: Date;
  deed: Deed;
}

/** Change number `n` of a room. Numbers are dense: n is inserted only by who has seen n − 1. */
export interface ChangeDoc extends ChangeDraft {
  /** `<room>:<n>` */
  _id: string;
  n: number;
  /** Made for this draft alone, so that an insert repeated by the driver is known again. */
  claim: string;
  /** True until it is known to be applied; what a crash left is found by it. */
  open?: true;
}

const schema = new Schema<ChangeDoc>(
  {
    _id: String,
    roomId: String,
    n: Number,
    by: String,
    why: String,
    at: Date,
    deed: Object,
    claim: String,
    open: Boolean,
  },
  { versionKey: false },
);
schema.index({ roomId: 1, n: 1 });
schema.index({ roomId: 1, 'deed.seq': 1 }, { partialFilterExpression: { 'deed.kind': 'reminded' } });
schema.index({ open: 1 }, { partialFilterExpression: { open: true } });
schema.index({ at: 1 }, { partialFilterExpression: { 'deed.kind': 'recalled' } });
// In another order than above: two indexes on the same fields would have the same name.
schema.index({ 'deed.seq': 1, roomId: 1 }, { partialFilterExpression: { 'deed.kind': 'edited' } });

const MOST = 500; // documents in one statement
const FEW = 20; // rooms asked together

type Place = Pick<ChangeDoc, 'roomId' | 'n'>;

export type ChangeStore = ReturnType<typeof makeChangeStore>;

export function makeChangeStore(database: Database) {
  const changes = database.model('changes', schema).collection as unknown as mongo.Collection<ChangeDoc>;
  /** Single changes of many rooms in one statement. */
  const insertOne = makeGather<ChangeDoc, boolean>(async (docs) => {
    const taken = await changes
      .insertMany([...docs], { ordered: false })
      .then(() => [])
      .catch(duplicatePositions);
    const refused = new Set<number>(taken);
    return docs.map((_, position) => !refused.has(position));
  }, MOST);

  const after = makeGather<Place, ChangeDoc[]>(async (places) => {
    const ors = places.map(({ roomId, n }) => ({ roomId, n: { $gt: n } }));
    const found = await changes
      .find(ors.length === 1 ? (ors[0] ?? {}) : { $or: ors }, { batchSize: ONE_ANSWER })
      .toArray();
    const byRoom = groupedBy(found, (change) => change.roomId);
    return places.map(({ roomId, n }) =>
      (byRoom.get(roomId) ?? []).filter((change) => change.n > n).sort((a, b) => a.n - b.n),
    );
  }, FEW);

  const markApplied = makeGather<readonly string[], true>(async (lists) => {
    await changes.updateMany({ _id: { $in: lists.flat() } }, { $unset: { open: '' } });
    return lists.map(() => true);
  }, MOST);

  return {
    /** Inserts in order and stops at the first number that is taken. Returns how many were inserted. */
    async insert(docs: readonly ChangeDoc[]): Promise<number> {
      const [first, ...more] = docs;
      if (first && more.length === 0) return (await insertOne(first)) ? 1 : 0;
      return changes
        .insertMany([...docs], { ordered: true })
        .then(() => docs.length)
        .catch((error: unknown) => duplicatePositions(error)[0] ?? 0);
    },
    /** All beyond number `n`, in order. */
    after: (roomId: RoomId, n: number): Promise<ChangeDoc[]> => after({ roomId, n }),
    /** A page before number `before`, newest first. */
    async page(roomId: RoomId, before: number, count: number): Promise<ChangeDoc[]> {
      const found = await changes.find({ roomId, n: { $lt: before, $gte: before - count } }).toArray();
      return found.sort((a, b) => b.n - a.n);
    },
    /** All edits of one message, oldest first. */
    async editsOf(roomId: RoomId, seq: number): Promise<ChangeDoc[]> {
      const found = await changes.find({ roomId, 'deed.kind': 'edited', 'deed.seq': seq }).toArray();
      return found.sort((a, b) => a.n - b.n);
    },
    /** When it was reminded of a message, in no order. */
    async remindersOf(roomId: RoomId, seq: number): Promise<Pick<ChangeDoc, 'at'>[]> {
      return changes
        .find({ roomId, 'deed.seq': seq, 'deed.kind': 'reminded' }, { projection: { at: 1 } })
        .toArray();
    },
    /** Takes the words out of edits; that they were made stays. */
    async scrub(ids: readonly string[]): Promise<void> {
      if (ids.length > 0)
        await changes.updateMany(
          { _id: { $in: [...ids] } },
          { $unset: { 'deed.body': '', 'deed.before': '' } },
        );
    },
    /** Which messages were recalled since then, each once. */
    async recallsSince(since: Date): Promise<{ roomId: RoomId; seq: number }[]> {
      const found = await changes
        .find({ 'deed.kind': 'recalled', at: { $gte: since } }, { projection: { roomId: 1, deed: 1 } })
        .toArray();
      const places = found.flatMap(({ roomId, deed }) =>
        deed.kind === 'recalled' ? [{ roomId, seq: deed.seq }] : [],
      );
      return [...new Map(places.map((p) => [`${p.roomId}:${p.seq}`, p])).values()];
    },
    async markApplied(ids: readonly string[]): Promise<void> {
      await markApplied(ids);
    },
    async markAppliedUpTo(roomId: RoomId, n: number): Promise<void> {
      await changes.updateMany({ roomId, n: { $lte: n }, open: true }, { $unset: { open: '' } });
    },
    /** Rooms with changes that nobody has marked as applied. */
    async unfinished(): Promise<RoomId[]> {
      const found = await changes.find({ open: true }, { projection: { roomId: 1 } }).toArray();
      return [...new Set(found.map((c) => c.roomId))];
    },
  };
}
