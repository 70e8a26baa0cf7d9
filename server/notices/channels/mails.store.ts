import { type mongo, Schema } from 'mongoose';
import type { CongressId } from '../../../shared/ids.ts';
import { type Database, isDuplicate } from '../../store/mongo.ts';

/** One e-mail that went out, or was to: the evidence, without its words and without the address. */
export interface MailDoc {
  /** The delivery’s. */
  _id: string;
  congressId: CongressId;
  rule: string;
  /** A person’s id, or `operators`. */
  recipient: string;
  messageId: string;
  state: 'sending' | 'accepted' | 'refused';
  /** While somebody sends it; null: nobody does. */
  claimedAt: Date | null;
  attempts: number;
  endedAt: Date | null;
  /** What the mail server said. */
  answer: string | null;
}

const schema = new Schema<MailDoc>(
  {
    _id: { type: String, required: true },
    congressId: { type: String, required: true },
    rule: { type: String, required: true },
    recipient: { type: String, required: true },
    messageId: { type: String, required: true },
    state: { type: String, required: true },
    claimedAt: { type: Date, default: null },
    attempts: { type: Number, required: true },
    endedAt: { type: Date, default: null },
    answer: { type: String, default: null },
  },
  { versionKey: false },
);

export type MailStore = ReturnType<typeof makeMailStore>;

/** E-mail by delivery: sent by one at a time, and once it was taken by nobody any more. */
export function makeMailStore(database: Database) {
  const mails = database.model<MailDoc>('mails', schema).collection as unknown as mongo.Collection<MailDoc>;

  /** Takes over what nobody sends, or what somebody began before an instant and never ended. */
  const takeOver = async (id: string, now: Date, abandonedBefore: Date): Promise<boolean> => {
    const nobody = [{ claimedAt: null }, { claimedAt: { $lte: abandonedBefore } }];
    const { modifiedCount } = await mails.updateOne(
      { _id: id, state: 'sending', $or: nobody },
      { $set: { claimedAt: now }, $inc: { attempts: 1 } },
    );
    return modifiedCount === 1;
  };

  return {
    byId: (id: string): Promise<MailDoc | null> => mails.findOne({ _id: id }),

    /** True for exactly one of those who want to send it now. */
    async claim(
      mail: Pick<MailDoc, '_id' | 'congressId' | 'rule' | 'recipient' | 'messageId'>,
      now: Date,
      abandonedBefore: Date,
    ): Promise<boolean> {
      const fresh = { state: 'sending', claimedAt: now, attempts: 1, endedAt: null, answer: null } as const;
      try {
        await mails.insertOne({ ...mail, ...fresh });
        return true;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return takeOver(mail._id, now, abandonedBefore);
      }
    },

    /** It was not sent; whoever comes next may try at once. */
    async release(id: string): Promise<void> {
      await mails.updateOne({ _id: id, state: 'sending' }, { $set: { claimedAt: null } });
    },

    async end(id: string, ending: Pick<MailDoc, 'state' | 'answer' | 'endedAt'>): Promise<void> {
      await mails.updateOne({ _id: id, state: 'sending' }, { $set: { ...ending, claimedAt: null } });
    },
  };
}
