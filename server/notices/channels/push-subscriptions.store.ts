import { createHash } from 'node:crypto';
import { type mongo, Schema } from 'mongoose';
import type { PersonId } from '../../../shared/ids.ts';
import { type Database, isDuplicate } from '../../store/mongo.ts';

/** One browser that may be rung, and the reminder it was rung for last. */
export interface PushSubscriptionDoc {
  /** SHA-256 of the endpoint: one browser is one, whoever uses it. */
  _id: string;
  personId: PersonId;
  sessionId: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  at: Date;
  /** Null: none yet. `doneAt` null: somebody is at it, or died over it. `refused`: why its push service did not take it. */
  saying: { deliveryId: string; claimedAt: Date; doneAt: Date | null; refused: string | null } | null;
}

const schema = new Schema<{ _id: string }>({ _id: String }, { versionKey: false });
schema.index({ personId: 1, at: -1 });
schema.index({ sessionId: 1 });

export type PushSubscriptionStore = ReturnType<typeof makePushSubscriptionStore>;

type Subscribing = Omit<PushSubscriptionDoc, '_id' | 'saying'>;

/** Browsers by person and session. */
export function makePushSubscriptionStore(database: Database) {
  const subscriptions = database.model('push_subscriptions', schema)
    .collection as unknown as mongo.Collection<PushSubscriptionDoc>;

  const put = (_id: string, { endpoint, ...rest }: Subscribing) =>
    subscriptions.replaceOne({ _id }, { endpoint, ...rest, saying: null }, { upsert: true });

  return {
    /** In the place of the session’s earlier one; of a person’s the newest `most` stay. */
    async keep(subscription: Subscribing, most: number): Promise<void> {
      const { personId, sessionId, endpoint } = subscription;
      const _id = createHash('sha256').update(endpoint).digest('base64url');
      await put(_id, subscription).catch((error: unknown) => {
        if (!isDuplicate(error)) throw error;
        return put(_id, subscription); // the same browser twice at once: now there is one to replace
      });
      await subscriptions.deleteMany({ sessionId, _id: { $ne: _id } });
      const all = await subscriptions
        .find({ personId }, { projection: { _id: 1 } })
        .sort({ at: -1, _id: -1 })
        .toArray();
      const over = all.slice(most).map((one) => one._id);
      if (over.length > 0) await subscriptions.deleteMany({ _id: { $in: over } });
    },

    async endOfSession(sessionId: string): Promise<void> {
      await subscriptions.deleteMany({ sessionId });
    },

    isSubscribed: async (sessionId: string): Promise<boolean> =>
      (await subscriptions.findOne({ sessionId }, { projection: { _id: 1 } })) !== null,

    ofPerson: (personId: PersonId): Promise<PushSubscriptionDoc[]> =>
      subscriptions.find({ personId }).toArray(),

    /** Those of these people who have any. */
    async having(personIds: readonly PersonId[]): Promise<ReadonlySet<PersonId>> {
      if (personIds.length === 0) return new Set();
      const found = await subscriptions
        .find({ personId: { $in: [...personIds] } }, { projection: { personId: 1 } })
        .toArray();
      return new Set(found.map((one) => one.personId));
    },

    async remove(ids: readonly string[]): Promise<void> {
      if (ids.length > 0) await subscriptions.deleteMany({ _id: { $in: [...ids] } });
    },

    /** True for exactly one of those who want to ring it for this reminder now. */
    async claim(id: string, deliveryId: string, { now, abandonedBefore }: Claiming): Promise<boolean> {
      const { modifiedCount } = await subscriptions.updateOne(
        {
          _id: id,
          $or: [
            { saying: null },
            { 'saying.deliveryId': { $ne: deliveryId } },
            { 'saying.doneAt': null, 'saying.claimedAt': { $lte: abandonedBefore } },
          ],
        },
        { $set: { saying: { deliveryId, claimedAt: now, doneAt: null, refused: null } } },
      );
      return modifiedCount === 1;
    },

    /** What came of ringing it for this reminder; null: nothing yet, or it is gone. */
    async earlier(id: string, deliveryId: string): Promise<{ refused: string | null } | null> {
      const saying = (await subscriptions.findOne({ _id: id }))?.saying;
      return saying?.deliveryId === deliveryId && saying.doneAt !== null ? { refused: saying.refused } : null;
    },

    async done(id: string, deliveryId: string, how: { at: Date; refused: string | null }): Promise<void> {
      await subscriptions.updateOne(
        { _id: id, 'saying.deliveryId': deliveryId },
        { $set: { 'saying.doneAt': how.at, 'saying.refused': how.refused } },
      );
    },

    /** It was not rung; whoever comes next may try at once. */
    async release(id: string, deliveryId: string): Promise<void> {
      await subscriptions.updateOne({ _id: id, 'saying.deliveryId': deliveryId }, { $set: { saying: null } });
    },
  };
}

interface Claiming {
  readonly now: Date;
  /** Whoever began before and has not ended has died over it. */
  readonly abandonedBefore: Date;
}
