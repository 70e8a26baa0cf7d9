import { type mongo, Schema } from 'mongoose';
import type { CivilDate, CongressId, RoomId, SuggestionId } from '../../shared/ids.ts';
import type { RoomKind } from '../../shared/rooms.ts';
import type { Phase } from '../../shared/suggestions.ts';
import { type Database, duplicatePositions } from '../store/mongo.ts';

/** What the inbox shows of a room's newest message. */
export interface LastMessage {
  seq: number;
  author: string;
  excerpt: string;
  kind: string;
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
  state: 'open' | 'closed';
  phase: Phase | null;
  nextDue: CivilDate | null;
  memberCount: number;
  /** Counts changes of the membership; caches of who sits here are good for one value of it. */
  memberVersion: number;
  seq: number;
  changeSeq: number;
  last: LastMessage | null;
  lastAt: Date;
  createdAt: Date;
}

const schema = new Schema<RoomDoc>(
  {
    _id: String,
    congressId: String,
    kind: String,
    subjectId: { type: String, index: { unique: true } },
    suggestionId: String,
    name: String,
    title: String,
    number: String,
    state: String,
    phase: String,
    nextDue: String,
    memberCount: Number,
    memberVersion: Number,
    seq: Number,
    changeSeq: Number,
    last: Object,
    lastAt: { type: Date, index: true }, // after a crash: which rooms' inbox order may be behind
    createdAt: Date,
  },
  { versionKey: false },
);

/** What of a header follows from the record. What is left out stays. */
export type HeaderChange = Partial<Pick<RoomDoc, 'phase' | 'nextDue' | 'name' | 'title'>>;

export interface Head {
  roomId: RoomId;
  last: LastMessage;
  at: Date;
}

export type RoomStore = ReturnType<typeof makeRoomStore>;

export function makeRoomStore(database: Database) {
  const rooms = database.model('rooms', schema).collection as unknown as Rooms;
  return {
    async byIds(ids: readonly RoomId[]): Promise<Map<RoomId, RoomDoc>> {
      const found = ids.length === 0 ? [] : await rooms.find({ _id: { $in: [...ids] } }).toArray();
      return new Map(found.map((r) => [r._id, r]));
    },
    async byId(id: RoomId): Promise<RoomDoc | null> {
      return rooms.findOne({ _id: id });
    },
    /** Inserts; a room that is there already stays as it is. */
    async insertMissing(docs: readonly RoomDoc[]): Promise<void> {
      if (docs.length > 0) await rooms.insertMany([...docs], { ordered: false }).catch(duplicatePositions);
    },
    /** Moves the heads of several rooms in one statement; a head never moves back. */
    async moveHeads(heads: readonly Head[]): Promise<void> {
      await rooms.bulkWrite(
        heads.map(({ roomId, last, at }) => ({
          updateOne: {
            filter: { _id: roomId, seq: { $lt: last.seq } },
            update: { $set: { seq: last.seq, last, lastAt: at } },
          },
        })),
        { ordered: false },
      );
    },
    /** Sets what differs of the header and counts the change; returns the room after it, or null when all was so already. */
    async setHeader(id: RoomId, set: HeaderChange): Promise<RoomDoc | null> {
      const differs = Object.entries(set).map(([field, value]) => ({ [field]: { $ne: value } }));
      if (differs.length === 0) return null;
      return rooms.findOneAndUpdate(
        { _id: id, $or: differs },
        { $set: set, $inc: { changeSeq: 1 } },
        { returnDocument: 'after' },
      );
    },
    /** Counts a change of the members; null when there is no such room. */
    async membersChanged(id: RoomId, memberCount: number): Promise<RoomDoc | null> {
      return rooms.findOneAndUpdate(
        { _id: id },
        { $set: { memberCount }, $inc: { changeSeq: 1, memberVersion: 1 } },
        { returnDocument: 'after' },
      );
    },
    async activeSince(since: Date): Promise<RoomDoc[]> {
      return rooms.find({ lastAt: { $gte: since } }).toArray();
    },
    async lastAtOf(ids: readonly RoomId[]): Promise<{ _id: RoomId; lastAt: Date }[]> {
      return rooms.find({ _id: { $in: [...ids] } }, { projection: { lastAt: 1 } }).toArray();
    },
  };
}

type Rooms = mongo.Collection<RoomDoc>;
