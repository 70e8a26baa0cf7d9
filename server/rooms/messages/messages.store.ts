import { type mongo, Schema } from 'mongoose';
import { groupedBy } from '../../../shared/grouped.ts';
import type { PersonId, RoomId } from '../../../shared/ids.ts';
import type { Author, Card, Mention, MessageBody, Quote, Reaction } from '../../../shared/messages.ts';
import { makeGather } from '../../store/gather.ts';
import { ONE_ANSWER } from '../../store/gathered.ts';
import { type Database, duplicatePositions } from '../../store/mongo.ts';

export interface MessageDoc {
  /** Made of its mark (messageIdOf), of which there is one by construction; a tombstone’s is its place. */
  _id: string;
  roomId: RoomId;
  seq: number;
  /** Id of the person or bot, or `bot`, the product itself: with roomId and sendKey the key of "said once". */
  authorKey: string;
  sendKey: string;
  author: Author;
  body: MessageBody;
  at: Date;
  /** Number of the room's change that last touched it; absent: as it was said. */
  changeSeq?: number;
  editedAt?: Date;
  quote?: Quote;
  mentions?: Mention[];
  notified?: number;
  reactions?: { reaction: Reaction; count: number }[];
}

/** What a change makes of a message. */
export type MessageSet = Partial<Pick<MessageDoc, 'body' | 'editedAt' | 'reactions' | 'quote'>>;

const schema = new Schema<MessageDoc>(
  {
    _id: String,
    roomId: String,
    seq: Number,
    authorKey: String,
    sendKey: String,
    author: Object,
    body: Object,
    at: Date,
    changeSeq: Number,
    editedAt: Date,
    quote: Object,
    mentions: [Object],
    notified: Number,
    reactions: [Object],
  },
  { versionKey: false },
);
schema.index({ roomId: 1, seq: 1 }, { unique: true });
schema.index({ roomId: 1, changeSeq: 1 }, { partialFilterExpression: { changeSeq: { $gt: 0 } } });
schema.index({ roomId: 1, 'quote.seq': 1 }, { partialFilterExpression: { 'quote.seq': { $gt: 0 } } });

/** What closes a number under which nothing was said. */
export const tombstone = (roomId: RoomId, seq: number, at: Date): MessageDoc => ({
  _id: `${roomId}:${seq}`,
  roomId,
  seq,
  authorKey: 'bot',
  sendKey: `tombstone:${seq}`,
  author: { kind: 'bot', name: '' },
  body: { kind: 'tombstone' },
  at,
});

/** A message by its place, and when it was said. */
export type Placed = Pick<MessageDoc, 'roomId' | 'seq' | 'at'>;

/** Who spoke, and what kind of thing was said, without the words. */
export type WordDoc = Placed & {
  readonly author:
    | { readonly kind: 'person'; readonly personId: PersonId }
    | { readonly kind: Exclude<Author['kind'], 'person'> };
  readonly body:
    | { readonly kind: 'card'; readonly card: Pick<Card, 'type'> }
    | { readonly kind: Exclude<MessageBody['kind'], 'card'> };
};
const WORD = {
  ...{ roomId: 1, seq: 1, at: 1 },
  ...{ 'author.kind': 1, 'author.personId': 1, 'body.kind': 1, 'body.card.type': 1 },
};

/** What makes a message the same message. */
export type SendMark = Pick<MessageDoc, 'roomId' | 'authorKey' | 'sendKey'>;

type Place = Pick<MessageDoc, 'roomId' | 'seq'>;

/** Numbers from…to of a room, both included. */
export interface Range {
  roomId: RoomId;
  from: number;
  to: number;
}

const FEW = 20; // ranges that go together in one statement

export type MessageStore = ReturnType<typeof makeMessageStore>;

/** Messages by ranges of numbers, in whole or in part: those of several rooms go in one statement. */
function gatheredRanges<M extends Placed>(
  messages: mongo.Collection<MessageDoc>,
  projection: mongo.Document,
): (asked: readonly Range[]) => Promise<M[]> {
  const inRanges = async (wanted: readonly Range[]): Promise<M[]> => {
    const ors = wanted.map(({ roomId, from, to }) => ({ roomId, seq: { $gte: from, $lte: to } }));
    return messages
      .find<M>(ors.length === 1 ? (ors[0] ?? {}) : { $or: ors }, { projection, batchSize: ONE_ANSWER })
      .toArray();
  };
  const range = makeGather<Range, M[]>(async (wanted) => {
    const byRoom = groupedBy(await inRanges(wanted), (m) => m.roomId);
    return wanted.map(({ roomId, from, to }) =>
      (byRoom.get(roomId) ?? []).filter(({ seq }) => seq >= from && seq <= to),
    );
  }, FEW);
  return async (asked) => {
    const wanted = asked.filter(({ from, to }) => to >= from);
    const found =
      wanted.length > FEW ? await inRanges(wanted) : (await Promise.all(wanted.map(range))).flat();
    const once = new Map(found.map((m) => [`${m.roomId}:${m.seq}`, m])); // ranges may overlap
    return [...once.values()].sort((a, b) => a.seq - b.seq);
  };
}

export function makeMessageStore(database: Database) {
  const messages = database.model('messages', schema).collection as unknown as mongo.Collection<MessageDoc>;

  const highest = makeGather<Omit<Range, 'to'>, number>(async (asked) => {
    const found = await messages
      .find(
        { $or: asked.map(({ roomId, from }) => ({ roomId, seq: { $gte: from } })) },
        { projection: { roomId: 1, seq: 1 }, batchSize: ONE_ANSWER },
      )
      .toArray();
    const byRoom = groupedBy(found, (m) => m.roomId);
    return asked.map(({ roomId, from }) =>
      (byRoom.get(roomId) ?? []).reduce((most, { seq }) => (seq >= from ? Math.max(most, seq) : most), 0),
    );
  }, FEW);

  return {
    /** Inserts all that can be; returns positions refused because their number or their mark is taken. */
    async insert(docs: readonly MessageDoc[]): Promise<number[]> {
      return messages
        .insertMany([...docs], { ordered: false })
        .then(() => [])
        .catch(duplicatePositions);
    },
    /** Numbers from…to of several rooms in one statement, by number. */
    ranges: gatheredRanges<MessageDoc>(messages, {}),
    /** The same without what was said. */
    words: gatheredRanges<WordDoc>(messages, WORD),
    /** By their ids, in no order. */
    async byIds(ids: readonly string[]): Promise<MessageDoc[]> {
      return ids.length === 0 ? [] : messages.find({ _id: { $in: [...ids] } }).toArray();
    },
    /** These numbers of one room, in no order. */
    async bySeqs(roomId: RoomId, seqs: readonly number[]): Promise<MessageDoc[]> {
      return seqs.length === 0 ? [] : messages.find({ roomId, seq: { $in: [...seqs] } }).toArray();
    },
    /** Messages of these rooms that were changed after change number `after`; of each room at most `most`. */
    async changed(asked: readonly { roomId: RoomId; after: number }[], most: number): Promise<MessageDoc[]> {
      // Of a room’s messages few are changed: with another number in the question, an engine may read them all.
      const found = await Promise.all(
        asked.map(({ roomId, after }) =>
          messages
            .find({ roomId, changeSeq: { $gt: Math.max(0, after) } })
            .limit(most)
            .toArray(),
        ),
      );
      return found.flat();
    },
    /** Applies changes to messages: each unless a later one has been applied, and never to what was taken back. */
    async apply(
      roomId: RoomId,
      changes: readonly { seq: number; changeSeq: number; set: MessageSet }[],
    ): Promise<void> {
      if (changes.length === 0) return;
      await messages.bulkWrite(
        changes.map(({ seq, changeSeq, set }) => ({
          updateOne: {
            filter: {
              roomId,
              seq,
              'body.kind': { $ne: 'recalled' },
              $or: [{ changeSeq: { $exists: false } }, { changeSeq: { $lt: changeSeq } }],
            },
            update: { $set: { ...set, changeSeq } },
          },
        })),
        { ordered: false },
      );
    },
    /** Puts the stub in the place of a message, once; nothing of what was said stays. */
    async recall(
      roomId: RoomId,
      seq: number,
      { changeSeq, stub }: { changeSeq: number; stub: MessageBody },
    ): Promise<void> {
      await messages.updateOne(
        { roomId, seq, 'body.kind': { $ne: 'recalled' } },
        {
          $set: { body: stub },
          $max: { changeSeq },
          $unset: { editedAt: '', quote: '', mentions: '', notified: '', reactions: '' },
        },
      );
    },
    /** Numbers of the messages that quote this one. */
    async quoting(roomId: RoomId, seq: number): Promise<number[]> {
      const found = await messages.find({ roomId, 'quote.seq': seq }, { projection: { seq: 1 } }).toArray();
      return found.map((m) => m.seq);
    },
    /** Which of these messages are quoted with their words, each once. */
    async quotesWithWords(places: readonly Place[]): Promise<Place[]> {
      if (places.length === 0) return [];
      const found = await messages
        .find(
          { $or: places.map(({ roomId, seq }) => ({ roomId, 'quote.seq': seq, 'quote.recalled': false })) },
          { projection: { roomId: 1, quote: 1 } },
        )
        .toArray();
      const quoted = new Set(found.map((m) => `${m.roomId}:${m.quote?.seq ?? 0}`));
      return places.filter(({ roomId, seq }) => quoted.has(`${roomId}:${seq}`));
    },
    /** Takes the excerpt out of all quotes of a message. */
    async emptyQuotes(roomId: RoomId, seq: number, changeSeq: number): Promise<void> {
      await messages.updateMany(
        { roomId, 'quote.seq': seq, 'quote.recalled': false },
        { $set: { 'quote.recalled': true, 'quote.excerpt': '' }, $max: { changeSeq } },
      );
    },
    /** The highest number stored at or above `from`; 0 when there is none. */
    highest: (roomId: RoomId, from: number): Promise<number> => highest({ roomId, from }),
  };
}
