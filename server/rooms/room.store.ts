import { type mongo, Schema } from 'mongoose';
import type { CivilDate, CongressId, RoomId, SuggestionId } from '../../shared/ids.ts';
import type { RoomKind, RoomState } from '../../shared/rooms.ts';
import type { Phase } from '../../shared/suggestions.ts';
import { makeGather } from '../store/gather.ts';
import { type Database, duplicatePositions } from '../store/mongo.ts';
import { gatheredRooms, makeRoomParts } from './room-parts.store.ts';

/** What the inbox shows of a room's newest message. */
export interface LastMessage {
  seq: number;
  author: string;
  excerpt: string;
  kind: string;
  /** The change that made it so; absent: as it was said. Earlier ones do not come back. */
  changeSeq?: number;
}

export interface RoomDoc {
  _id: RoomId;
  congressId: CongressId;
  kind: RoomKind;
  /** The suggestion or delegation this room is the projection of. */
  subjectId: string;
  suggestionId: SuggestionId | null;
  name: string;
  title: string;
  number: string;
  state: RoomState;
  phase: Phase | null;
  nextDue: CivilDate | null;
  /** Under key supervision; absent in rooms of which nobody has said so yet: no. */
  supervised?: boolean;
  memberCount: number;
  /** Counts changes of seats and of who may speak; what is held of the members is good for one value of it. */
  memberVersion: number;
  /** The change after which seats are being rewritten; null: they agree with memberVersion, and all was told. */
  unsettled: number | null;
  /** Who rewrites them, the last of several. */
  unsettledBy?: string;
  seq: number;
  /** Changes up to this number are applied; moved by the change log only. */
  changeSeq: number;
  /** Newest pin first. */
  pins: number[];
  last: LastMessage | null;
  lastAt: Date;
  createdAt: Date;
}

// No index but that of _id: a head moves with every message, and an index would cost that several times over.
const schema = new Schema<RoomDoc>(
  {
    _id: String,
    congressId: String,
    kind: String,
    subjectId: String, // the _id is made of it, so it is unique too
    suggestionId: String,
    name: String,
    title: String,
    number: String,
    state: String,
    phase: String,
    nextDue: String,
    supervised: Boolean,
    memberCount: Number,
    memberVersion: Number,
    unsettled: Number,
    unsettledBy: String,
    seq: Number,
    changeSeq: Number,
    pins: [Number],
    last: Object,
    lastAt: Date,
    createdAt: Date,
  },
  { versionKey: false },
);

/** What of a header follows from the record. What is left out stays. */
export type HeaderChange = Partial<Pick<RoomDoc, 'phase' | 'nextDue' | 'supervised' | 'name' | 'title'>>;

/** What changes make of a room, besides moving changeSeq. */
export type RoomFold = HeaderChange &
  Partial<Pick<RoomDoc, 'state' | 'pins' | 'memberCount' | 'memberVersion' | 'unsettled'>>;

interface Advance {
  readonly id: RoomId;
  readonly after: number;
  readonly set: RoomFold & { changeSeq: number };
}

export interface Head {
  roomId: RoomId;
  last: LastMessage;
  at: Date;
}

const MOST = 100; // rooms written in one statement

export type RoomStore = ReturnType<typeof makeRoomStore>;

export function makeRoomStore(database: Database) {
  const rooms = database.model('rooms', schema).collection as unknown as mongo.Collection<RoomDoc>;
  const docs = gatheredRooms<RoomDoc>(rooms, {});

  const advance = makeGather<Advance, boolean>(async (moves) => {
    const { matchedCount } = await rooms.bulkWrite(
      inOrderOfIds(moves).map(({ id, after, set }) => ({
        updateOne: { filter: { _id: id, changeSeq: after }, update: { $set: set } },
      })),
      { ordered: false },
    );
    if (matchedCount === moves.length) return moves.map(() => true);
    const now = await changeSeqsOf(moves.map((m) => m.id));
    return moves.map(({ id, set }) => (now.get(id) ?? 0) >= set.changeSeq);
  }, MOST);

  async function changeSeqsOf(ids: readonly RoomId[]): Promise<Map<RoomId, number>> {
    const found = await rooms
      .find({ _id: { $in: [...ids] } }, { projection: { changeSeq: 1 }, batchSize: ids.length + 1 })
      .toArray();
    return new Map(found.map((r) => [r._id, r.changeSeq]));
  }

  return {
    byIds: docs,
    byId: async (id: RoomId): Promise<RoomDoc | null> => (await docs([id])).get(id) ?? null,
    ...makeRoomParts(rooms),
    /** Inserts; a room that is there already stays as it is. */
    async insertMissing(docs: readonly RoomDoc[]): Promise<void> {
      if (docs.length > 0) await rooms.insertMany([...docs], { ordered: false }).catch(duplicatePositions);
    },
    /** Moves the heads of several rooms, each given once, in one statement; a head never moves back. */
    async moveHeads(heads: readonly Head[]): Promise<void> {
      const ids = heads.map((h) => h.roomId);
      await rooms.updateMany({ _id: { $in: ids } }, headMove(ids, heads));
    },
    /**
     * Applies changes: sets fields and moves changeSeq, only if it still stands at `after`. False: somebody else was
     * first, and did not come as far.
     */
    advance: (id: RoomId, after: number, set: Advance['set']): Promise<boolean> =>
      advance({ id, after, set }),
    /** The inbox shows this of the newest message since change `changeSeq`, if `last.seq` still is the newest. */
    async setLast(id: RoomId, last: LastMessage & { changeSeq: number }): Promise<void> {
      const { seq, changeSeq } = last;
      const isOlder = [{ 'last.changeSeq': { $exists: false } }, { 'last.changeSeq': { $lt: changeSeq } }];
      await rooms.updateOne({ _id: id, 'last.seq': seq, $or: isOlder }, { $set: { last } });
    },
    /** Notes that seats are about to be rewritten; keeps an earlier note. */
    async unsettle(id: RoomId, { after, by }: { after: number; by: string }): Promise<void> {
      await rooms.updateOne({ _id: id }, { $set: { unsettledBy: by } });
      await rooms.updateOne({ _id: id, unsettled: null }, { $set: { unsettled: after } });
    },
    /** All up to this state of the membership was told. False: it has moved since; true also when somebody else began after them. */
    async settle(id: RoomId, { by, memberVersion }: { by: string; memberVersion: number }): Promise<boolean> {
      const mine = { _id: id, unsettledBy: by };
      const { matchedCount } = await rooms.updateOne(
        { ...mine, memberVersion },
        { $set: { unsettled: null } },
      );
      return matchedCount === 1 || (await rooms.countDocuments(mine)) === 0;
    },
  };
}

/** Statements that write several rooms take them in the same order, so that none waits for another in a circle. */
const inOrderOfIds = <P extends { readonly id: RoomId }>(pieces: readonly P[]): P[] =>
  [...pieces].sort((a, b) => (a.id < b.id ? -1 : 1));

/** One update for all: each room finds its own head by its place in `ids`. Literal, so that `$` in what was said is no field. */
const headMove = (ids: readonly RoomId[], heads: readonly Head[]) => {
  const moves = heads.map(({ last, at }) => ({ seq: last.seq, last, lastAt: at }));
  const own = { $arrayElemAt: [{ $literal: moves }, { $indexOfArray: [{ $literal: ids }, '$_id'] }] };
  const unlessBack = { $cond: [{ $gt: ['$$own.seq', '$seq'] }, '$$own', { $literal: {} }] };
  return [{ $replaceWith: { $mergeObjects: ['$$ROOT', { $let: { vars: { own }, in: unlessBack } }] } }];
};
