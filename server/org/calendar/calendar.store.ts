import { type mongo, Schema } from 'mongoose';
import { groupedBy } from '../../../shared/grouped.ts';
import type { CivilDate, CongressId } from '../../../shared/ids.ts';
import { gatheredOne, ONE_ANSWER } from '../../store/gathered.ts';
import type { Database } from '../../store/mongo.ts';
import type { DayKind } from './calendar.rules.ts';

/** One day that a congress counts otherwise than the notice or the law. `_id` = `${congressId}:${date}`. */
export interface CalendarDayDoc {
  _id: string;
  congressId: CongressId;
  date: CivilDate;
  kind: DayKind;
  why: string;
  /** A person's id, or what else did it (`cli`). */
  by: string;
}

const schema = new Schema<CalendarDayDoc>({
  _id: String,
  congressId: String,
  date: String,
  kind: String,
  why: String,
  by: String,
});
schema.index({ congressId: 1, date: 1 });

const idOf = (congressId: CongressId, date: CivilDate) => `${congressId}:${date}`;

/** The congresses' own entries in the calendar. */
export function makeCalendarStore(database: Database) {
  const days = database.model('calendarDays', schema)
    .collection as unknown as mongo.Collection<CalendarDayDoc>;
  return {
    /** By date; null: there are none. */
    ofCongress: gatheredOne(async (ids: readonly CongressId[]) => {
      const found = await days
        .find({ congressId: { $in: [...ids] } }, { batchSize: ONE_ANSWER })
        .sort({ date: 1 })
        .toArray();
      return groupedBy(found, (day) => day.congressId);
    }),

    async put(day: Omit<CalendarDayDoc, '_id'>): Promise<void> {
      await days.updateOne({ _id: idOf(day.congressId, day.date) }, { $set: { ...day } }, { upsert: true });
    },

    /** False when there was no such entry. */
    async remove(congressId: CongressId, date: CivilDate): Promise<boolean> {
      const { deletedCount } = await days.deleteOne({ _id: idOf(congressId, date) });
      return deletedCount === 1;
    },
  };
}
