import { type mongo, Schema } from 'mongoose';
import type { CongressId, PersonId, RoomId } from '../../../shared/ids.ts';
import { type Database, isDuplicate } from '../../store/mongo.ts';

export type ReportOutcome = 'recalled' | 'dismissed';

export interface ReportDoc {
  /** `<room>:<seq>:<person>`: one for each person and message. */
  _id: string;
  congressId: CongressId;
  roomId: RoomId;
  seq: number;
  by: PersonId;
  why: string;
  at: Date;
  /** Null: it waits for the office. */
  outcome: ReportOutcome | null;
}

const schema = new Schema<ReportDoc>(
  {
    _id: String,
    congressId: String,
    roomId: String,
    seq: Number,
    by: String,
    why: String,
    at: Date,
    outcome: String,
  },
  { versionKey: false },
);
schema.index({ congressId: 1, outcome: 1, at: 1, _id: 1 });
schema.index({ roomId: 1, seq: 1 });

export const reportKey = (roomId: RoomId, seq: number, by: PersonId) => `${roomId}:${seq}:${by}`;

/** A place in the list of reports: everything later comes next. */
export interface ReportPlace {
  at: Date;
  id: string;
}

export type ReportStore = ReturnType<typeof makeReportStore>;

export function makeReportStore(database: Database) {
  const reports = database.model('reports', schema).collection as unknown as mongo.Collection<ReportDoc>;
  return {
    async byId(id: string): Promise<ReportDoc | null> {
      return reports.findOne({ _id: id });
    },
    /** By their ids, in no order. */
    async byIds(ids: readonly string[]): Promise<ReportDoc[]> {
      return ids.length === 0 ? [] : reports.find({ _id: { $in: [...ids] } }).toArray();
    },
    async insertMissing(doc: ReportDoc): Promise<void> {
      await reports.insertOne(doc).catch((error: unknown) => {
        if (!isDuplicate(error)) throw error;
      });
    },
    /** Ends a report; the first outcome stays. */
    async settle(id: string, outcome: ReportOutcome): Promise<void> {
      await reports.updateOne({ _id: id, outcome: null }, { $set: { outcome } });
    },
    /** Ends all reports of a message that is gone. */
    async settleAll(roomId: RoomId, seq: number, outcome: ReportOutcome): Promise<void> {
      await reports.updateMany({ roomId, seq, outcome: null }, { $set: { outcome } });
    },
    /** Reports that wait in a congress, oldest first. */
    waiting: (congressId: CongressId, after: ReportPlace | null, limit: number): Promise<ReportDoc[]> =>
      reports
        .find({
          congressId,
          outcome: null,
          ...(after && { $or: [{ at: { $gt: after.at } }, { at: after.at, _id: { $gt: after.id } }] }),
        })
        .sort({ at: 1, _id: 1 })
        .limit(limit)
        .toArray(),
  };
}
