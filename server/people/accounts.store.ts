import { Schema } from 'mongoose';
import type { CongressId, PersonId } from '../../shared/ids.ts';
import { isDuplicate, type Database } from '../store/mongo.ts';

/** How a person signs in. No hash: not activated yet. */
export interface AccountDoc {
  _id: PersonId;
  congressId: CongressId;
  /** Lower case; unique over all congresses. */
  login: string;
  passwordHash: string | null;
  activation: { codeHash: string; expiresAt: Date; tries: number } | null;
  /** Failures in a row. */
  failures: number;
  lockedUntil: Date | null;
  disabled: boolean;
  createdAt: Date;
}

const schema = new Schema<AccountDoc>(
  {
    _id: { type: String, required: true },
    congressId: { type: String, required: true },
    login: { type: String, required: true },
    passwordHash: { type: String, default: null },
    activation: {
      type: new Schema({ codeHash: String, expiresAt: Date, tries: Number }, { _id: false }),
      default: null,
    },
    failures: { type: Number, default: 0 },
    lockedUntil: { type: Date, default: null },
    disabled: { type: Boolean, default: false },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false },
);
schema.index({ login: 1 }, { unique: true });

const GROUP = 500; // documents in one statement
const UNCHECKED = { ordered: false, skipValidation: true } as const;

export type AccountStore = ReturnType<typeof makeAccountStore>;

/** Reads and writes accounts; what must not race is one conditional statement. */
export function makeAccountStore(database: Database) {
  const model = database.model<AccountDoc>('accounts', schema);
  const changed = async (filter: Record<string, unknown>, set: Partial<AccountDoc>): Promise<boolean> =>
    (await model.updateOne(filter, { $set: set }).exec()).matchedCount === 1;
  return {
    byLogin: (login: string): Promise<AccountDoc | null> =>
      model.findOne({ login }).lean<AccountDoc>().exec(),
    byLogins: (logins: readonly string[]): Promise<AccountDoc[]> =>
      model
        .find({ login: { $in: logins } })
        .lean<AccountDoc[]>()
        .exec(),
    byId: (id: string): Promise<AccountDoc | null> =>
      model
        .findOne({ _id: id as PersonId })
        .lean<AccountDoc>()
        .exec(),
    byIds: (ids: readonly PersonId[]): Promise<AccountDoc[]> =>
      model
        .find({ _id: { $in: ids } })
        .lean<AccountDoc[]>()
        .exec(),
    /** Adds in groups, each account or not at all; false when some id or login was taken. */
    insert: async (accounts: readonly AccountDoc[]): Promise<boolean> => {
      let isComplete = true;
      for (let from = 0; from < accounts.length; from += GROUP) {
        const group = accounts.slice(from, from + GROUP);
        await model
          .bulkWrite(
            group.map((document) => ({ insertOne: { document } })),
            UNCHECKED,
          )
          .catch((error: unknown) => {
            if (!isDuplicate(error)) throw error;
            isComplete = false;
          });
      }
      return isComplete;
    },
    /** Counts a try, unless somebody else counted one since `seen` was read: false then. */
    countTry: (
      id: string,
      seen: Pick<AccountDoc, 'failures' | 'lockedUntil'>,
      next: Pick<AccountDoc, 'failures' | 'lockedUntil'>,
    ) => changed({ _id: id, failures: seen.failures, lockedUntil: seen.lockedUntil }, next),
    /** After a right password: false when meanwhile the password was changed or the account disabled. */
    forgetFailures: (id: PersonId, passwordHash: string) =>
      changed({ _id: id, passwordHash, disabled: false }, { failures: 0, lockedUntil: null }),
    /** Takes one of the tries to activate; null when there is no code, none left, or it is too late. */
    takeActivationTry: (login: string, now: Date, most: number): Promise<AccountDoc | null> =>
      model
        .findOneAndUpdate(
          {
            login,
            disabled: false,
            'activation.expiresAt': { $gt: now },
            'activation.tries': { $lt: most },
          },
          { $inc: { 'activation.tries': 1 } },
          { returnDocument: 'after' },
        )
        .lean<AccountDoc>()
        .exec(),
    /** Gives a try back: the code was right, only the password was not taken. */
    giveActivationTry: async (id: PersonId, codeHash: string): Promise<void> => {
      await model
        .updateOne({ _id: id, 'activation.codeHash': codeHash }, { $inc: { 'activation.tries': -1 } })
        .exec();
    },
    /** Uses up the code: false when it was used or replaced meanwhile. */
    activate: (id: PersonId, codeHash: string, passwordHash: string) =>
      changed(
        { _id: id, 'activation.codeHash': codeHash, disabled: false },
        { passwordHash, activation: null, failures: 0, lockedUntil: null },
      ),
    set: (id: PersonId, fields: Partial<Omit<AccountDoc, '_id'>>) => changed({ _id: id }, fields),
  };
}
