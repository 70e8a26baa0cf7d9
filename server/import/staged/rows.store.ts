import { type mongo, Schema } from 'mongoose';
import type { SuggestionId } from '../../../shared/ids.ts';
import type { RowRefusal } from '../../../shared/import-refusals.ts';
import type { Database } from '../../store/mongo.ts';
import type { PreviewedRow } from '../../suggestions/index.ts';
import type { CellProblem } from '../reading/table.rules.ts';
import type { Facts } from '../reading/unreadable.rules.ts';
import { GOOD, NO_ROWS, type RowCounts, type Verdict } from './verdicts.rules.ts';

export interface RowFault {
  readonly code: RowRefusal;
  readonly column: number | null;
  readonly facts: Facts;
}

/** One row of a file. Once it is taken in, its text stands in the record and no longer here. */
export interface RowDoc {
  readonly _id: string;
  readonly fileId: string;
  readonly line: number;
  readonly cells: readonly string[];
  readonly problems: readonly { readonly column: number; readonly code: CellProblem }[];
  readonly verdict: Verdict;
  readonly faults: readonly RowFault[];
  /** Equal for rows that speak of the same suggestion; null: it cannot be told. */
  readonly key: string | null;
  readonly number: string;
  readonly title: string;
  /** What its room, units and people follow from; null: not judged, or wrong. */
  readonly plan: PreviewedRow | null;
  readonly suggestionId: SuggestionId | null;
}

/** What a judgement says of a row. */
export type Judgement = Pick<RowDoc, 'line' | 'verdict' | 'faults' | 'key' | 'number' | 'title' | 'plan'>;

const schema = new Schema<RowDoc>({ _id: String }, { versionKey: false });
schema.index({ fileId: 1, line: 1 });
schema.index({ fileId: 1, verdict: 1, line: 1 });
schema.index({ fileId: 1, key: 1 });

const idOf = (fileId: string, line: number): string => `${fileId}:${line}`;

export type RowStore = ReturnType<typeof makeRowStore>;

/** Reads and writes the rows of files. */
export function makeRowStore(database: Database) {
  const rows = database.model<RowDoc>('importRows', schema).collection as unknown as mongo.Collection<RowDoc>;

  return {
    insert: async (
      fileId: string,
      given: readonly Pick<RowDoc, 'line' | 'cells' | 'problems'>[],
    ): Promise<void> => {
      await rows.insertMany(
        given.map((row) => ({
          ...{ ...row, _id: idOf(fileId, row.line), fileId, verdict: 'unjudged' as const },
          ...{ faults: [], key: null, number: '', title: '', plan: null, suggestionId: null },
        })),
        { ordered: false },
      );
    },
    byLine: (fileId: string, line: number): Promise<RowDoc | null> =>
      rows.findOne({ _id: idOf(fileId, line) }),
    /** Of these verdicts, from after a line on, in the order of the file. */
    page: (
      fileId: string,
      { verdicts, after, limit }: { verdicts: readonly Verdict[]; after: number; limit: number },
    ): Promise<RowDoc[]> =>
      rows
        .find({ fileId, verdict: { $in: [...verdicts] }, line: { $gt: after } })
        .sort({ line: 1 })
        .limit(limit)
        .toArray(),
    /** Not taken in yet, that speak of one of these suggestions. */
    ofKeys: (fileId: string, keys: readonly string[]): Promise<RowDoc[]> =>
      rows
        .find({ fileId, key: { $in: [...keys] }, verdict: { $ne: 'taken' } })
        .sort({ line: 1 })
        .toArray(),
    /** What rooms follow from, of all that can be taken in. */
    async plans(fileId: string): Promise<{ line: number; plan: PreviewedRow }[]> {
      const found = await rows
        .find({ fileId, verdict: { $in: [...GOOD] } }, { projection: { line: 1, plan: 1 } })
        .sort({ line: 1 })
        .toArray();
      return found.flatMap(({ line, plan }) => (plan === null ? [] : [{ line, plan }]));
    },
    /** The suggestions of rows that were taken in, in the order of the file. */
    async taken(fileId: string): Promise<SuggestionId[]> {
      const found = await rows
        .find({ fileId, verdict: 'taken' }, { projection: { suggestionId: 1 } })
        .sort({ line: 1 })
        .toArray();
      return found.flatMap(({ suggestionId }) => suggestionId ?? []);
    },
    async count(fileId: string): Promise<RowCounts> {
      const found = await rows
        .aggregate<{ _id: Verdict; n: number }>([
          { $match: { fileId } },
          { $group: { _id: '$verdict', n: { $sum: 1 } } },
        ])
        .toArray();
      return { ...NO_ROWS, ...Object.fromEntries(found.map(({ _id, n }) => [_id, n])) };
    },

    /** All that are not taken in are judged anew. */
    unjudge: async (fileId: string): Promise<void> => {
      await rows.updateMany(
        { fileId, verdict: { $ne: 'taken' } },
        { $set: { verdict: 'unjudged', faults: [], key: null, plan: null } },
      );
    },
    judge: async (fileId: string, judged: readonly Judgement[]): Promise<void> => {
      if (judged.length === 0) return;
      await rows.bulkWrite(
        judged.map(({ line, ...set }) => ({
          updateOne: {
            filter: { _id: idOf(fileId, line), verdict: { $ne: 'taken' as const } },
            update: { $set: set },
          },
        })),
        { ordered: false },
      );
    },
    /** They are in the record; what they said stands there. */
    take: async (
      fileId: string,
      taken: readonly { readonly line: number; readonly suggestionId: SuggestionId }[],
    ): Promise<void> => {
      if (taken.length === 0) return;
      await rows.bulkWrite(
        taken.map(({ line, suggestionId }) => ({
          updateOne: {
            filter: { _id: idOf(fileId, line) },
            update: {
              $set: {
                ...{ verdict: 'taken' as const, suggestionId, plan: null },
                ...{ cells: [], problems: [], faults: [] },
              },
            },
          },
        })),
        { ordered: false },
      );
    },
    mend: async ({ _id, cells, problems }: Pick<RowDoc, '_id' | 'cells' | 'problems'>): Promise<void> => {
      await rows.updateOne({ _id, verdict: { $ne: 'taken' } }, { $set: { cells, problems } });
    },
    remove: async (fileIds: readonly string[]): Promise<void> => {
      if (fileIds.length > 0) await rows.deleteMany({ fileId: { $in: [...fileIds] } });
    },
  };
}
