// Run by concurrency.test.ts: opens a transaction and a cursor, says so, and waits to be killed.
import mongoose from 'mongoose';

const [url = '', database = ''] = process.argv.slice(2);
const client = new mongoose.mongo.MongoClient(url);
const c = client.db(database).collection<{ _id: number; n?: number }>('vanished');
const session = client.startSession();
session.startTransaction();
await c.updateOne({ _id: 0 }, { $set: { n: 1 } }, { session });
await c.insertMany(
  Array.from({ length: 300 }, (_, n) => ({ _id: n + 1 })),
  { session },
);
const cursor = c.find({}, { session, batchSize: 2 }).sort({ _id: -1 });
await cursor.next();
process.send?.('open');
setInterval(() => undefined, 1_000);
