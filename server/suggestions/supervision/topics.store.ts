import { type mongo, Schema } from 'mongoose';
import type { CivilDate, CongressId, PersonId, SuggestionId, UnitId } from '../../../shared/ids.ts';
import type { SupervisionForm } from '../../../shared/supervision.ts';
import { type Database, isDuplicate } from '../../store/mongo.ts';
import type { Doer } from '../case/case.rules.ts';

/** What was done with a topic. */
export type TopicDone =
  | { readonly kind: 'created' }
  | { readonly kind: 'planned'; readonly plan: string }
  | {
      readonly kind: 'noted';
      readonly form: SupervisionForm;
      readonly on: CivilDate;
      readonly summary: string;
    }
  | { readonly kind: 'closed'; readonly why: string };

/** The same with who did it, when, and under which key. */
export type TopicDeed = TopicDone & {
  /** 1, 2, 3 … within the topic. */
  readonly n: number;
  readonly at: Date;
  readonly by: Doer;
  readonly actKey: string;
  /** Hash of what was given, to tell a repeat from another act under the same key. */
  readonly asked: string;
};

/** A topic of key supervision. What was done with it is only added to. */
export interface TopicDoc {
  readonly _id: string;
  readonly congressId: CongressId;
  readonly year: number;
  readonly title: string;
  readonly leadUnitIds: readonly UnitId[];
  readonly committeeUnitId: UnitId;
  readonly leaderId: PersonId | null;
  readonly state: 'open' | 'closed';
  readonly deeds: readonly TopicDeed[];
  /** Cases that were put under it: by which entry of theirs, and after how many deeds. The last one of a case counts. */
  readonly joined: readonly Joining[];
  /** Number of the last deed. */
  readonly revision: number;
  /** Set until its cases have what was done. */
  readonly unspreadSince?: Date;
}

export interface Joining {
  readonly suggestionId: SuggestionId;
  readonly entry: number;
  readonly revision: number;
}

const schema = new Schema<TopicDoc>({ _id: String }, { versionKey: false });
schema.index({ congressId: 1, year: -1 });
schema.index({ unspreadSince: 1 }, { sparse: true });

export type TopicStore = ReturnType<typeof makeTopicStore>;

/** Topics of key supervision: some dozens a year. */
export function makeTopicStore(database: Database) {
  const topics = database.model<TopicDoc>('supervisionTopics', schema)
    .collection as unknown as mongo.Collection<TopicDoc>;

  return {
    byId: (id: string): Promise<TopicDoc | null> => topics.findOne({ _id: id }),

    /** Of a congress, the newest year first; one committee’s only, or those that somebody leads. */
    list: async (
      congressId: CongressId,
      { year, of }: { year: number | null; of: { unitId: UnitId | null; personId: PersonId } | null },
    ): Promise<TopicDoc[]> => {
      const own = of && {
        $or: [{ leaderId: of.personId }, ...(of.unitId === null ? [] : [{ committeeUnitId: of.unitId }])],
      };
      const found = await topics.find({ congressId, ...(year !== null && { year }), ...own }).toArray();
      return found.sort((a, b) => b.year - a.year || (a._id < b._id ? -1 : 1));
    },

    /** False: it is there already. */
    insert: async (topic: TopicDoc): Promise<boolean> => {
      try {
        await topics.insertOne(topic);
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    /** Adds what was done, upon the topic as it was read. False: somebody else was first. */
    add: async ({ _id, revision }: TopicDoc, deed: TopicDeed): Promise<boolean> => {
      const { matchedCount } = await topics.updateOne(
        { _id, revision },
        {
          $push: { deeds: deed },
          $set: {
            revision: deed.n,
            unspreadSince: deed.at,
            ...(deed.kind === 'closed' && { state: 'closed' as const }),
          },
        },
      );
      return matchedCount === 1;
    },

    /** Notes that a case was put under it; again: changes nothing. */
    join: async (topic: TopicDoc, joining: Joining, at: Date): Promise<void> => {
      const { suggestionId, entry } = joining;
      await topics.updateOne(
        { _id: topic._id, joined: { $not: { $elemMatch: { suggestionId, entry } } } },
        { $push: { joined: joining }, $set: { unspreadSince: at } },
      );
    },

    /** Its cases have what was done up to this revision. */
    spread: async ({ _id, revision, joined }: TopicDoc): Promise<void> => {
      await topics.updateOne(
        { _id, revision, joined: { $size: joined.length } },
        { $unset: { unspreadSince: '' } },
      );
    },

    /** Topics of which something has been missing in their cases since before an instant. */
    unspread: async (before: Date, limit: number): Promise<string[]> => {
      const found = await topics
        .find({ unspreadSince: { $lte: before } }, { projection: { _id: 1 } })
        .limit(limit)
        .toArray();
      return found.map((topic) => topic._id);
    },
  };
}
