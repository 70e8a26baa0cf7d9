import { type mongo, Schema } from 'mongoose';
import { groupedBy } from '../../shared/grouped.ts';
import type { CivilDate, PersonId, RoomId } from '../../shared/ids.ts';
import type { SeatRole } from '../../shared/seats.ts';
import { gathered, gatheredOne, ONE_ANSWER } from '../store/gathered.ts';
import { type Database, duplicatePositions } from '../store/mongo.ts';
import type { SeatSpec } from './room.rules.ts';

export interface MemberDoc {
  /** `<room>:<person>`: one seat for each, made by construction. */
  _id: string;
  roomId: RoomId;
  personId: PersonId;
  roles: SeatRole[];
  /** Who brought them in or took them out last, and why. */
  by: PersonId | 'system';
  why: string;
  since: Date;
  leftAt: Date | null;
  readSeq: number;
  /** Messages that called this member, newest last, 20 at most; those up to readSeq are past. */
  mentionSeqs?: number[];
  mutedUntil?: Date | null;
  /** The room's change that set mutedUntil last. */
  muteChange?: number;
  /** The room's change that said last whether and as what they sit here; absent: the room was made with them. */
  seatChange?: number;
  /** What this member has put off until a day, for as long as its cause is the same; null: nothing. */
  later?: PutOff | null;
  /** Number of the newest message when this member wanted to hear of mentions only; null: they hear of all. */
  quietFrom?: number | null;
}

/** A room is put off until a day, for one cause. */
export interface PutOff {
  readonly until: CivilDate;
  readonly cause: string;
}

/** A member’s own seat as their list of tasks reads it. */
export type TaskSeat = Pick<
  MemberDoc,
  '_id' | 'roomId' | 'roles' | 'readSeq' | 'mentionSeqs' | 'later' | 'quietFrom'
>;
const TASK_SEAT = { roomId: 1, roles: 1, readSeq: 1, mentionSeqs: 1, later: 1, quietFrom: 1 };

const schema = new Schema<MemberDoc>(
  {
    _id: String,
    roomId: { type: String, index: true },
    personId: { type: String, index: true },
    roles: [String],
    by: String,
    why: String,
    since: Date,
    leftAt: Date,
    readSeq: Number,
    mentionSeqs: [Number],
    mutedUntil: Date,
    muteChange: Number,
    seatChange: Number,
    later: Object,
    quietFrom: Number,
  },
  { versionKey: false },
);

/** Messages remembered that called a member. */
const MOST_MENTIONS = 20;

/** The key of a seat. */
export const seatKey = (roomId: RoomId, personId: PersonId): string => `${roomId}:${personId}`;

/** A seat as it is first written. */
export const seatOf = (
  roomId: RoomId,
  { personId, roles }: SeatSpec,
  by: { personId: PersonId | 'system'; why: string },
  { now, readSeq }: { now: Date; readSeq: number },
): MemberDoc => ({
  _id: seatKey(roomId, personId),
  roomId,
  personId,
  roles: [...roles],
  by: by.personId,
  why: by.why,
  since: now,
  leftAt: null,
  readSeq,
});

/** Who takes seats away, why and when, and by which change of the room. */
interface Unseating {
  personId: PersonId | 'system';
  why: string;
  at: Date;
  seatChange: number;
}

/** Not yet set by this change or a later one. */
const olderThan = (field: 'muteChange' | 'seatChange', changeSeq: number) => [
  { [field]: { $exists: false } },
  { [field]: { $lt: changeSeq } },
];

export type MemberStore = ReturnType<typeof makeMemberStore>;

export function makeMemberStore(database: Database) {
  const members = database.model('members', schema).collection as unknown as mongo.Collection<MemberDoc>;
  const sitting = { leftAt: null };
  const idsOfRoom = gatheredOne(async (ids: readonly RoomId[]) => {
    const projection = { _id: 0, roomId: 1, personId: 1 };
    const found = await members
      .find({ roomId: { $in: [...ids] }, ...sitting }, { projection, batchSize: ONE_ANSWER })
      .toArray();
    const groups = groupedBy(found, (member) => member.roomId);
    return new Map([...groups].map(([id, group]) => [id, group.map((m) => m.personId)]));
  });
  const ofRoom = gatheredOne(async (ids: readonly RoomId[]) => {
    const found = await members
      .find({ roomId: { $in: [...ids] }, ...sitting }, { batchSize: ONE_ANSWER })
      .toArray();
    return groupedBy(found, (member) => member.roomId);
  });

  async function roomsOf(personId: PersonId): Promise<RoomId[]> {
    const found = await members
      .find({ personId, ...sitting }, { projection: { roomId: 1 }, batchSize: ONE_ANSWER })
      .toArray();
    return found.map((m) => m.roomId);
  }

  return {
    /** Seats by their keys, those in which somebody sits. */
    byKeys: gathered(async (keys: readonly string[]): Promise<Map<string, MemberDoc>> => {
      const found = await members
        .find({ _id: { $in: [...keys] }, ...sitting }, { batchSize: keys.length + 1 })
        .toArray();
      return new Map(found.map((m) => [m._id, m]));
    }),
    /** Everybody who sits in a room now. */
    async ofRoom(roomId: RoomId): Promise<MemberDoc[]> {
      return (await ofRoom(roomId)) ?? [];
    },
    async idsOfRoom(roomId: RoomId): Promise<PersonId[]> {
      return (await idsOfRoom(roomId)) ?? [];
    },
    roomsOf,
    async meet(one: PersonId, other: PersonId): Promise<boolean> {
      const [theirs, others] = await Promise.all([roomsOf(one), roomsOf(other)]);
      const known = new Set(theirs);
      return others.some((id) => known.has(id));
    },
    /** All seats of somebody. */
    taskSeats: (personId: PersonId): Promise<TaskSeat[]> =>
      members.find({ personId, ...sitting }, { projection: TASK_SEAT, batchSize: ONE_ANSWER }).toArray(),
    /** What somebody has put off, or wants to be quiet; only where they sit. */
    async arrange(
      changes: readonly { key: string; set: Pick<MemberDoc, 'later'> | Pick<MemberDoc, 'quietFrom'> }[],
    ): Promise<void> {
      if (changes.length === 0) return;
      await members.bulkWrite(
        changes.map(({ key, set }) => ({
          updateOne: { filter: { _id: key, ...sitting }, update: { $set: set } },
        })),
        { ordered: false },
      );
    },
    /** Who of these people sits where. */
    async seatsOf(people: readonly PersonId[]): Promise<Pick<MemberDoc, 'personId' | 'roomId'>[]> {
      if (people.length === 0) return [];
      return members
        .find({ personId: { $in: [...people] }, ...sitting }, { projection: { personId: 1, roomId: 1 } })
        .toArray();
    },
    async insertMissing(docs: readonly MemberDoc[]): Promise<void> {
      if (docs.length > 0) await members.insertMany([...docs], { ordered: false }).catch(duplicatePositions);
    },
    /** Seats people (again), since change `seatChange`; earlier ones change nothing. What they had read before stays read. */
    async seat(docs: readonly (MemberDoc & { seatChange: number })[]): Promise<void> {
      if (docs.length === 0) return;
      await members.insertMany([...docs], { ordered: false }).catch(duplicatePositions);
      await members.bulkWrite(
        docs.map(({ _id, roles, by, why, since, leftAt, seatChange }) => ({
          updateOne: {
            filter: { _id, $or: olderThan('seatChange', seatChange) },
            update: { $set: { roles, by, why, since, leftAt, seatChange } },
          },
        })),
        { ordered: false },
      );
    },
    /** Takes seats away, since change `seatChange`; earlier ones change nothing. */
    async unseat(keys: readonly string[], { personId, why, at, seatChange }: Unseating): Promise<void> {
      if (keys.length === 0) return;
      await members.updateMany(
        { _id: { $in: [...keys] }, ...sitting, $or: olderThan('seatChange', seatChange) },
        { $set: { leftAt: at, by: personId, why, seatChange } },
      );
    },
    /** Until when somebody may not speak, since change number `changeSeq`; earlier ones change nothing. */
    async mute(key: string, until: Date | null, changeSeq: number): Promise<void> {
      await members.updateOne(
        { _id: key, $or: olderThan('muteChange', changeSeq) },
        { $set: { mutedUntil: until, muteChange: changeSeq } },
      );
    },
    /** A message calls nobody any more. */
    async forgetMention(roomId: RoomId, seq: number): Promise<void> {
      await members.updateMany({ roomId, mentionSeqs: seq }, { $pull: { mentionSeqs: seq } });
    },
    /** Notes a message at those seats that do not have it and have not read it; the newest 20 are kept. */
    async call(keys: readonly string[], seq: number): Promise<void> {
      await members.updateMany(
        { _id: { $in: [...keys] }, ...sitting, readSeq: { $lt: seq }, mentionSeqs: { $ne: seq } },
        { $push: { mentionSeqs: { $each: [seq], $sort: 1, $slice: -MOST_MENTIONS } } },
      );
    },
    /** Only ever grows. Returns what stands afterwards; null when the seat is empty. */
    async raiseRead(key: string, seq: number): Promise<number | null> {
      const member = await members.findOneAndUpdate(
        { _id: key, ...sitting },
        { $max: { readSeq: seq } },
        { returnDocument: 'after' },
      );
      return member?.readSeq ?? null;
    },
  };
}
