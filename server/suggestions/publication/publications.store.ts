import { type mongo, Schema } from 'mongoose';
import type { Publicity, Rating } from '../../../shared/cases.ts';
import type { CivilDate, CongressId, SuggestionId, UnitId } from '../../../shared/ids.ts';
import type { Database } from '../../store/mongo.ts';

/** What was published of a case: made of its history, and of nothing that was not reviewed. */
export interface PublicationDoc {
  readonly _id: SuggestionId;
  readonly congressId: CongressId;
  readonly publishedOn: CivilDate;
  readonly session: number;
  readonly number: string;
  readonly title: string;
  readonly category: string;
  readonly unitIds: readonly UnitId[];
  readonly publicity: Publicity;
  readonly text: string;
  readonly result: Rating | null;
}

const schema = new Schema<PublicationDoc>({ _id: String }, { versionKey: false });
schema.index({ congressId: 1, publishedOn: -1, _id: -1 });

/** Where a page ended. */
export interface Place {
  readonly publishedOn: CivilDate;
  readonly id: string;
}

export type PublicationStore = ReturnType<typeof makePublicationStore>;

/** The public reading list. */
export function makePublicationStore(database: Database) {
  const publications = database.model<PublicationDoc>('publications', schema)
    .collection as unknown as mongo.Collection<PublicationDoc>;

  return {
    /** Puts what a case has published in the place of what stood there. */
    put: async (doc: PublicationDoc): Promise<void> => {
      await publications.replaceOne({ _id: doc._id }, doc, { upsert: true });
    },

    /** Newest first, behind a place. */
    page: (congressId: CongressId, after: Place | null, limit: number): Promise<PublicationDoc[]> =>
      publications
        .find({
          congressId,
          ...(after && {
            $or: [
              { publishedOn: { $lt: after.publishedOn } },
              { publishedOn: after.publishedOn, _id: { $lt: after.id as SuggestionId } },
            ],
          }),
        })
        .sort({ publishedOn: -1, _id: -1 })
        .limit(limit)
        .toArray(),
  };
}
