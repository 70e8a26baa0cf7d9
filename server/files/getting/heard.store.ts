import { type mongo, Schema } from 'mongoose';
import type { PersonId, RoomId } from '../../../shared/ids.ts';
import { type Database, isDuplicate } from '../../store/mongo.ts';

/** That somebody has heard a voice. */
export interface HeardDoc {
  /** Made of room, number and person: heard twice it is kept once, by construction. */
  _id: string;
  roomId: RoomId;
  seq: number;
  personId: PersonId;
  at: Date;
}

const schema = new Schema<HeardDoc>(
  { _id: String, roomId: String, seq: Number, personId: String, at: Date },
  { versionKey: false },
);

const keyOf = ({ roomId, seq, personId }: Omit<HeardDoc, '_id' | 'at'>) => `${roomId}:${seq}:${personId}`;

export type HeardStore = ReturnType<typeof makeHeardStore>;

/** Who has heard which voice. Asked for by keys only. */
export function makeHeardStore(database: Database) {
  const heard = database.model('voicesHeard', schema).collection as unknown as mongo.Collection<HeardDoc>;
  return {
    /** False: it had been heard before. */
    async insert(doc: Omit<HeardDoc, '_id'>): Promise<boolean> {
      return heard
        .insertOne({ _id: keyOf(doc), ...doc })
        .then(() => true)
        .catch((error: unknown) => {
          if (!isDuplicate(error)) throw error;
          return false;
        });
    },
    /** Which of these this person has heard, in order. */
    async among(personId: PersonId, roomId: RoomId, seqs: readonly number[]): Promise<number[]> {
      if (seqs.length === 0) return [];
      const keys = seqs.map((seq) => keyOf({ roomId, seq, personId }));
      const found = await heard.find({ _id: { $in: keys } }, { projection: { seq: 1 } }).toArray();
      return found.map(({ seq }) => seq).sort((a, b) => a - b);
    },
  };
}
