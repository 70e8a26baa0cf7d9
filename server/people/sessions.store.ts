import { Schema } from 'mongoose';
import type { PersonId } from '../../shared/ids.ts';
import type { Database } from '../store/mongo.ts';

/** One sign-in and all refresh tokens that follow from it (a family). */
export interface SessionDoc {
  _id: string;
  personId: PersonId;
  /** Makes its tokens unguessable to who has only the server's key. */
  seed: string;
  /** Number of the newest refresh token, from 0. */
  generation: number;
  startedAt: Date;
  rotatedAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  /** As the client calls itself. */
  device: string;
  /** Others use this computer, too. Missing: from before it was asked. */
  shared?: boolean;
  /** The network it was last used from. */
  place?: string;
  /** By the engine's own clock: when its newest generation was made. The engine's clean-up reads it, too. */
  touchedAt?: Date;
  /** By the engine's own clock: when an answer was last asked for again. */
  askedAt?: Date;
}

const DAY = 24 * 60 * 60; // seconds
/** More sessions than anybody looks through. */
const MOST_SHOWN = 100;
const KEPT = 31 * DAY; // one day more than a session lives without a refresh

const schema = new Schema<SessionDoc>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    seed: { type: String, required: true },
    generation: { type: Number, required: true },
    startedAt: { type: Date, required: true },
    rotatedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    revokedAt: { type: Date, default: null },
    device: { type: String, default: '' },
    shared: Boolean,
    place: String,
    touchedAt: Date,
    askedAt: Date,
  },
  { versionKey: false },
);
schema.index({ personId: 1 });
schema.index({ touchedAt: 1 }, { expireAfterSeconds: KEPT });

const TOUCH = { $currentDate: { touchedAt: true } } as const;

export type SessionStore = ReturnType<typeof makeSessionStore>;

/** Reads and writes sessions. */
export function makeSessionStore(database: Database) {
  const model = database.model<SessionDoc>('sessions', schema);
  const revoke = async (filter: Record<string, unknown>, now: Date): Promise<boolean> =>
    (await model.updateOne({ ...filter, revokedAt: null }, { $set: { revokedAt: now } }).exec())
      .modifiedCount === 1;
  return {
    byId: (id: string): Promise<SessionDoc | null> => model.findById(id).lean<SessionDoc>().exec(),
    /** Whose these sessions are; those that ended are missing. */
    liveOwners: async (ids: readonly string[], now: Date): Promise<Map<string, PersonId>> => {
      const live = await model
        .find({ _id: { $in: ids }, revokedAt: null, expiresAt: { $gt: now } }, { personId: 1 })
        .lean<Pick<SessionDoc, '_id' | 'personId'>[]>()
        .exec();
      return new Map(live.map((session) => [session._id, session.personId]));
    },
    /** Those of a person that have not ended, last used first. */
    live: (personId: PersonId, now: Date): Promise<SessionDoc[]> =>
      model
        .find({ personId, revokedAt: null, expiresAt: { $gt: now } })
        .sort({ rotatedAt: -1 })
        .limit(MOST_SHOWN)
        .lean<SessionDoc[]>()
        .exec(),
    open: async ({ _id, ...session }: SessionDoc): Promise<void> => {
      await model.updateOne({ _id }, { $setOnInsert: session, ...TOUCH }, { upsert: true }).exec();
    },
    /** One generation on; null when somebody else was first, or the session ended. */
    rotate: (
      id: string,
      from: number,
      to: Pick<SessionDoc, 'rotatedAt' | 'expiresAt' | 'place'>,
    ): Promise<SessionDoc | null> =>
      model
        .findOneAndUpdate(
          { _id: id, generation: from, revokedAt: null },
          { $set: { ...to, generation: from + 1 }, ...TOUCH },
          { returnDocument: 'after' },
        )
        .lean<SessionDoc>()
        .exec(),
    /**
     * Milliseconds since this generation was made, by the engine's clock alone: those of two nodes may be minutes
     * apart. Null when the session moved on or ended.
     */
    sinceRotation: async (id: string, generation: number): Promise<number | null> => {
      const asked = await model
        .findOneAndUpdate(
          { _id: id, generation, revokedAt: null },
          { $currentDate: { askedAt: true } },
          { returnDocument: 'after' },
        )
        .lean<SessionDoc>()
        .exec();
      if (asked === null) return null;
      const { askedAt, touchedAt } = asked;
      return askedAt && touchedAt ? askedAt.getTime() - touchedAt.getTime() : Infinity;
    },
    /** True for the one caller that ended it. */
    revoke: (id: string, now: Date) => revoke({ _id: id }, now),
    /** Ends all sessions of a person; their ids. */
    revokeAll: async (personId: PersonId, now: Date): Promise<string[]> => {
      const live = await model
        .find({ personId, revokedAt: null, expiresAt: { $gt: now } }, { _id: 1 })
        .lean<Pick<SessionDoc, '_id'>[]>()
        .exec();
      if (live.length > 0)
        await model.updateMany({ personId, revokedAt: null }, { $set: { revokedAt: now } }).exec();
      return live.map((session) => session._id);
    },
  };
}
