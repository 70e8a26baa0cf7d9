import { Schema } from 'mongoose';
import type { CongressId, PersonId } from '../../shared/ids.ts';
import { isDuplicate, type Database } from '../store/mongo.ts';
import type { Sealed } from '../store/sealed.ts';

/** What is asked of a person after the password. */
export interface SecondFactorDoc {
  secret: Sealed;
  /** The last step of the clock that was taken: none up to it is taken again. */
  step: number;
  since: Date;
  /** Hashes of the recovery codes that are left. */
  recovery: string[];
}

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
  /** Missing, as what was begun: from before there were any. */
  secondFactor?: SecondFactorDoc | null;
  /** A second factor that was begun and does not count yet. */
  enrolling?: { secret: Sealed; at: Date } | null;
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
    secondFactor: {
      type: new Schema({ secret: String, step: Number, since: Date, recovery: [String] }, { _id: false }),
      default: null,
    },
    enrolling: { type: new Schema({ secret: String, at: Date }, { _id: false }), default: null },
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
  const changedAt = async (filter: Record<string, unknown>, set: Record<string, unknown>): Promise<boolean> =>
    (await model.updateOne(filter, { $set: set }).exec()).matchedCount === 1;
  const changed = (filter: Record<string, unknown>, set: Partial<AccountDoc>) =>
    changedAt(filter, { ...set });
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
    /** Takes one try back: what it was about was right, and nothing more is known yet. */
    uncountTry: (
      id: string,
      counted: Pick<AccountDoc, 'failures' | 'lockedUntil'>,
      before: Pick<AccountDoc, 'failures' | 'lockedUntil'>,
    ) => changed({ _id: id, failures: counted.failures, lockedUntil: counted.lockedUntil }, before),
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
    /** Begins a second factor; false: there is one. */
    beginEnrolling: (id: PersonId, enrolling: NonNullable<AccountDoc['enrolling']>) =>
      changed({ _id: id, secondFactor: null }, { enrolling }),
    /** Makes the begun one count; false: it was confirmed or replaced meanwhile. */
    enrol: (id: PersonId, secondFactor: SecondFactorDoc) =>
      changed(
        { _id: id, secondFactor: null, 'enrolling.secret': secondFactor.secret },
        { secondFactor, enrolling: null },
      ),
    /** True for the one caller that took this step of the clock, or one after it. */
    takeStep: async (id: PersonId, { secret }: SecondFactorDoc, step: number): Promise<boolean> =>
      (
        await model
          .updateOne(
            { _id: id, 'secondFactor.secret': secret, 'secondFactor.step': { $lt: step } },
            { $set: { 'secondFactor.step': step } },
          )
          .exec()
      ).modifiedCount === 1,
    /** True for the one caller that used up this recovery code. */
    takeRecovery: async (id: PersonId, hash: string): Promise<boolean> =>
      (
        await model
          .updateOne({ _id: id, 'secondFactor.recovery': hash }, { $pull: { 'secondFactor.recovery': hash } })
          .exec()
      ).modifiedCount === 1,
    /** Ends this second factor; false: it is another one by now, or none. */
    endSecondFactor: (id: PersonId, { since }: SecondFactorDoc) =>
      changed({ _id: id, 'secondFactor.since': since }, { secondFactor: null, enrolling: null }),
    /** Puts the same secret in under another seal, unless it changed meanwhile. */
    resealSecret: (id: PersonId, from: Sealed, to: Sealed) =>
      changedAt({ _id: id, 'secondFactor.secret': from }, { 'secondFactor.secret': to }),
    /** Everybody’s secrets as they are sealed, page by page in the order of ids. */
    secretsAfter: (id: string, most: number): Promise<Pick<AccountDoc, '_id' | 'secondFactor'>[]> =>
      model
        .find({ _id: { $gt: id as PersonId }, secondFactor: { $ne: null } }, { secondFactor: 1 })
        .sort({ _id: 1 })
        .limit(most)
        .lean<Pick<AccountDoc, '_id' | 'secondFactor'>[]>()
        .exec(),
    set: (id: PersonId, fields: Partial<Omit<AccountDoc, '_id'>>) => changed({ _id: id }, fields),
  };
}
