import { Schema } from 'mongoose';
import type { BotAct } from '../../shared/bots.ts';
import type { CongressId, PersonId, RoomId } from '../../shared/ids.ts';
import { type Database, isDuplicate } from '../store/mongo.ts';

/** An account that never signs in by password: it is what its one token lets it be. */
export interface BotDoc {
  _id: PersonId;
  congressId: CongressId;
  /** Never given again in its congress, even when it was revoked: the record of rooms stays readable. */
  name: string;
  rooms: RoomId[];
  acts: BotAct[];
  /** SHA-256 of the secret; the secret is kept nowhere. */
  tokenHash: string;
  expiresAt: Date;
  revokedAt: Date | null;
  createdAt: Date;
  /** Who made it and who revoked it, as the command line was told. */
  createdBy: string;
  revokedBy: string;
}

const schema = new Schema<BotDoc>(
  {
    _id: { type: String, required: true },
    congressId: { type: String, required: true },
    name: { type: String, required: true },
    rooms: [String],
    acts: [String],
    tokenHash: { type: String, required: true },
    expiresAt: { type: Date, required: true },
    revokedAt: { type: Date, default: null },
    createdAt: { type: Date, required: true },
    createdBy: { type: String, default: '' },
    revokedBy: { type: String, default: '' },
  },
  { versionKey: false },
);
schema.index({ congressId: 1, name: 1 }, { unique: true });

export type BotStore = ReturnType<typeof makeBotStore>;

/** Reads and writes bots. */
export function makeBotStore(database: Database) {
  const model = database.model<BotDoc>('bots', schema);
  return {
    /** False: the name is taken. */
    insert: async (bot: BotDoc): Promise<boolean> => {
      try {
        await model.create(bot);
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
    /** Those of these whose token is good at this moment. */
    live: (ids: readonly PersonId[], now: Date): Promise<BotDoc[]> =>
      model
        .find({ _id: { $in: ids }, revokedAt: null, expiresAt: { $gt: now } })
        .lean<BotDoc[]>()
        .exec(),
    /** The bot of this name if it was not revoked before; null: there is none. */
    revoke: (congressId: CongressId, name: string, by: { now: Date; who: string }): Promise<BotDoc | null> =>
      model
        .findOneAndUpdate(
          { congressId, name, revokedAt: null },
          { $set: { revokedAt: by.now, revokedBy: by.who } },
          { returnDocument: 'after' },
        )
        .lean<BotDoc>()
        .exec(),
    /** All of a congress, also those that were revoked, by name. */
    all: (congressId: CongressId): Promise<BotDoc[]> =>
      model.find({ congressId }).sort({ name: 1 }).lean<BotDoc[]>().exec(),
  };
}
