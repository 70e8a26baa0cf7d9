import { type mongo, Schema } from 'mongoose';
import type { CivilDate, CongressId, HandOverId, ImportId, PersonId } from '../../../shared/ids.ts';
import type { importAim, ImportState, SuggestionField } from '../../../shared/import.ts';
import { type COLUMN_SOURCES, IMPORT_STATES } from '../../../shared/values/import.ts';
import type * as z from 'zod/mini';
import type { Database } from '../../store/mongo.ts';
import type { RowCounts } from './verdicts.rules.ts';

/** A column as the file has it, and what it is taken to hold. */
export interface StagedColumn {
  readonly column: number;
  readonly heading: string;
  readonly field: SuggestionField | null;
  readonly by: (typeof COLUMN_SOURCES)[number] | null;
  readonly sample: readonly string[];
}

/** An import of suggestions; its rows stand in a collection of their own, under `fileId`. */
export interface ImportDoc {
  readonly _id: ImportId;
  readonly congressId: CongressId;
  /** Who began it, then who lets it run: hears how the hand-over goes on. */
  readonly by: PersonId;
  readonly state: ImportState;
  /** Grows with every order to a job: who works on an older one ends. */
  readonly turn: number;
  readonly file: {
    readonly name: string;
    readonly bytes: number;
    readonly format: 'csv' | 'xlsx' | null;
    readonly encoding: string | null;
    readonly sheet: string | null;
  };
  /** Under which its rows are kept; null: its file has not come. */
  readonly fileId: string | null;
  /** Files that came, or began to: at most one of them counts. */
  readonly stagings: readonly string[];
  readonly columns: readonly StagedColumn[];
  readonly updates: boolean;
  readonly rows: RowCounts;
  readonly progress: { readonly done: number; readonly total: number; readonly since: Date } | null;
  readonly aim: z.infer<typeof importAim> | null;
  readonly assignedOn: CivilDate | null;
  /** Known before it is begun, so that it is begun once; `handedOver` once it is. */
  readonly handOverId: HandOverId | null;
  readonly handedOver: boolean;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

/** What somebody once said of a heading of this congress’s files. */
interface RememberedDoc {
  readonly _id: CongressId;
  readonly headings: readonly { readonly key: string; readonly field: SuggestionField | null }[];
}

const schema = new Schema<ImportDoc>({ _id: String }, { versionKey: false });
schema.index({ congressId: 1, createdAt: -1 });
schema.index({ state: 1, changedAt: 1 });
const remembered = new Schema<RememberedDoc>({ _id: String }, { versionKey: false });

/** States in which rows are kept and something is still to be done with them. */
export const OPEN: readonly ImportState[] = IMPORT_STATES.filter(
  (state) => state !== 'begun' && state !== 'done' && state !== 'ended',
);
const AT_WORK: readonly ImportState[] = ['checking', 'running'];
const LISTED = 10;

export type ImportStore = ReturnType<typeof makeImportStore>;

/** Reads and writes imports, and what is remembered of headings. */
export function makeImportStore(database: Database) {
  const imports = database.model<ImportDoc>('imports', schema)
    .collection as unknown as mongo.Collection<ImportDoc>;
  const headings = database.model<RememberedDoc>('importHeadings', remembered)
    .collection as unknown as mongo.Collection<RememberedDoc>;

  return {
    insert: async (doc: ImportDoc): Promise<void> => {
      await imports.insertOne(doc);
    },
    byId: (id: ImportId): Promise<ImportDoc | null> => imports.findOne({ _id: id }),
    /** Those whose file has come and that were not given up, the newest first. */
    listed: (congressId: CongressId): Promise<ImportDoc[]> =>
      imports
        .find({ congressId, state: { $in: [...OPEN, 'done'] } })
        .sort({ createdAt: -1 })
        .limit(LISTED)
        .toArray(),
    countOpen: (congressId: CongressId): Promise<number> =>
      imports.countDocuments({ congressId, state: { $in: [...OPEN] } }),
    /** Those at which a job should be. */
    atWork: (): Promise<Pick<ImportDoc, '_id' | 'turn'>[]> =>
      imports.find({ state: { $in: [...AT_WORK] } }, { projection: { turn: 1 } }).toArray(),
    /** Those that nobody has touched since, of the files that never came and of the others. */
    forgotten: (begunBefore: Date, othersBefore: Date): Promise<ImportDoc[]> =>
      imports
        .find({
          $or: [
            { state: 'begun', changedAt: { $lte: begunBefore } },
            {
              state: { $in: ['read', 'checked', 'stopped', 'done'] },
              changedAt: { $lte: othersBefore },
            },
          ],
        })
        .toArray(),

    /** Notes that a file begins to come; false: none is awaited. */
    async expect(id: ImportId, fileId: string): Promise<boolean> {
      const { matchedCount } = await imports.updateOne(
        { _id: id, state: 'begun' },
        { $push: { stagings: fileId } },
      );
      return matchedCount > 0;
    },

    /** Writes it if it is still in one of these states, on this turn; null: it is not. */
    move: (
      { _id, turn }: Pick<ImportDoc, '_id' | 'turn'>,
      from: readonly ImportState[],
      set: Partial<Omit<ImportDoc, '_id' | 'congressId' | 'createdAt'>>,
    ): Promise<ImportDoc | null> =>
      imports.findOneAndUpdate(
        { _id, turn, state: { $in: [...from] } },
        { $set: set },
        { returnDocument: 'after' },
      ),

    async remembered(congressId: CongressId): Promise<ReadonlyMap<string, SuggestionField | null>> {
      const found = await headings.findOne({ _id: congressId });
      return new Map((found?.headings ?? []).map(({ key, field }) => [key, field]));
    },
    async remember(
      congressId: CongressId,
      known: ReadonlyMap<string, SuggestionField | null>,
    ): Promise<void> {
      const list = [...known].map(([key, field]) => ({ key, field }));
      await headings.updateOne({ _id: congressId }, { $set: { headings: list } }, { upsert: true });
    },
  };
}
