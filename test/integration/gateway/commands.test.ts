import { expect } from 'chai';
import mongoose from 'mongoose';
import { openBench, refusalOf, type Bench } from './gateway-stand.ts';

type Id = number | string | mongoose.mongo.UUID;

const { Long, UUID, ObjectId, Decimal128, Binary } = mongoose.mongo;

describe('the gateway’s commands', function () {
  this.timeout(120_000);
  let bench: Bench;
  const collection = (name: string) => bench.db.collection<{ _id: Id; [field: string]: unknown }>(name);

  before(async () => {
    bench = await openBench();
  });
  after(() => bench.close());

  it('keeps every BSON type byte for byte', async () => {
    const document = {
      _id: new UUID(),
      text: '呼应 民有所呼\u0000、我有所应',
      long: Long.fromString('9007199254740993'),
      decimal: Decimal128.fromString('1.10'),
      when: new Date(1_700_000_000_123),
      id: new ObjectId(),
      bytes: new Binary(Buffer.from([0, 255, 128, 200, 195, 40])),
      pattern: /^a.b/i,
      nested: [{ a: [1, 2.5, null, true] }],
      '': 'an empty name',
    };
    await collection('types').insertOne(document);
    const found = await collection('types').findOne({ _id: document._id }, { promoteLongs: false });
    expect(found).to.deep.equal(document);
  });

  it('updates with operators, arrayFilters, pipelines and upserts', async () => {
    type Marked = {
      _id: number;
      marks?: { n: number; top?: boolean }[];
      total?: number;
      made?: boolean;
      n?: number;
    };
    const c = bench.db.collection<Marked>('updates');
    await c.insertOne({ _id: 1, marks: [{ n: 1 }, { n: 5 }], total: 0 });
    await c.updateOne(
      { _id: 1 },
      { $set: { 'marks.$[high].top': true } },
      { arrayFilters: [{ 'high.n': { $gt: 2 } }] },
    );
    await c.updateOne({ _id: 1 }, [{ $set: { total: { $sum: '$marks.n' } } }]);
    expect(await c.findOne({ _id: 1 })).to.deep.equal({
      _id: 1,
      marks: [{ n: 1 }, { n: 5, top: true }],
      total: 6,
    });
    const upserted = await c.updateOne({ _id: 2 }, { $setOnInsert: { made: true } }, { upsert: true });
    expect(upserted).to.include({ upsertedId: 2, upsertedCount: 1, matchedCount: 0 });
    const modified = await c.findOneAndUpdate({ _id: 2 }, { $inc: { n: 3 } }, { returnDocument: 'after' });
    expect(modified).to.deep.equal({ _id: 2, made: true, n: 3 });
    expect(await c.deleteMany({})).to.include({ deletedCount: 2 });
  });

  it('goes on after errors of an unordered bulk, and stops at the first of an ordered one', async () => {
    const c = collection('bulk');
    const operations = [1, 1, 2, 2, 3].map((_id) => ({ insertOne: { document: { _id } } }));
    const unordered = (await refusalOf(
      c.bulkWrite(operations, { ordered: false }),
    )) as mongoose.mongo.MongoBulkWriteError;
    expect(unordered).to.include({ code: 11000 });
    expect(unordered.insertedCount).to.equal(3);
    expect([unordered.writeErrors].flat().map(({ index }) => index)).to.deep.equal([1, 3]);
    await c.deleteMany({});
    const ordered = (await refusalOf(c.bulkWrite(operations))) as mongoose.mongo.MongoBulkWriteError;
    expect(ordered.insertedCount).to.equal(1);
    const mixed = await c.bulkWrite([
      { updateOne: { filter: { _id: 1 }, update: { $set: { seen: true } } } },
      { updateMany: { filter: { _id: { $gte: 8 } }, update: { $set: { a: 1 } } } },
      { replaceOne: { filter: { _id: 9 }, replacement: { late: true }, upsert: true } },
      { deleteOne: { filter: { _id: 1 } } },
    ]);
    expect(mixed).to.include({ matchedCount: 1, upsertedCount: 1, deletedCount: 1 });
  });

  it('tells of a duplicate what MongoDB tells', async () => {
    const c = collection('unique');
    await c.createIndex({ room: 1, 'author.id': 1 }, { unique: true }, {});
    await c.insertOne({ _id: 1, room: 'r', author: { id: 7 } });
    const expected = {
      code: 11000,
      message: `E11000 duplicate key error collection: ${bench.db.databaseName}.unique index: room_1_author.id_1 dup key: { room: "r", author.id: 7 }`,
    };
    const inserted = await refusalOf(c.insertOne({ _id: 2, room: 'r', author: { id: 7 } }));
    expect(inserted).to.include(expected);
    expect(inserted).to.deep.include({
      keyPattern: { room: 1, 'author.id': 1 },
      keyValue: { room: 'r', 'author.id': 7 },
    });
    const upserted = c.updateOne({ _id: 3 }, { $set: { room: 'r', author: { id: 7 } } }, { upsert: true });
    expect(await refusalOf(upserted)).to.include(expected);
    const modified = c.findOneAndUpdate(
      { _id: 4 },
      { $set: { room: 'r', 'author.id': 7 } },
      { upsert: true },
    );
    expect(await refusalOf(modified)).to.include(expected);
    const second = await refusalOf(c.insertOne({ _id: 1 }));
    expect(second).to.deep.include({ keyPattern: { _id: 1 }, keyValue: { _id: 1 } });
  });

  it('has indexes on return: unique, partial, sparse, TTL, multikey, compound, text', async () => {
    const c = collection('indexes');
    await c.insertMany(
      Array.from({ length: 2_000 }, (_, _id) => ({ _id, a: _id, tags: [`t${_id}`], text: `word${_id}` })),
    );
    await c.createIndexes([
      { key: { a: 1 }, unique: true, partialFilterExpression: { a: { $gte: 1000 } } },
      { key: { s: 1 }, sparse: true, unique: true },
      { key: { when: 1 }, expireAfterSeconds: 0 },
      { key: { tags: 1, a: -1 } },
      { key: { text: 'text' } },
    ]);
    expect((await c.listIndexes().toArray()).map(({ name }) => name as string)).to.have.members([
      '_id_',
      'a_1',
      's_1',
      'when_1',
      'tags_1_a_-1',
      'text_text',
    ]);
    await c.insertMany([
      { _id: 'low1', a: 5 },
      { _id: 'low2', a: 5 },
    ]);
    expect(await refusalOf(c.insertOne({ _id: 'high', a: 1500 }))).to.include({ code: 11000 });
    expect(await c.find({ $text: { $search: 'word77' } }).toArray()).to.have.length(1);
    expect(await c.findOne({ tags: 't1999' })).to.include({ _id: 1999 });
    expect(await refusalOf(c.createIndex({ text: 1, _id: 1 }, { name: 'a_1' }, {}))).to.include({ code: 86 });
    await c.dropIndex('tags_1_a_-1');
    expect(await refusalOf(c.dropIndex('tags_1_a_-1'))).to.include({ code: 27 });
  });

  it('refuses a unique index over duplicates, and leaves none behind', async () => {
    const c = collection('late');
    await c.insertMany([
      { _id: 1, k: 'same' },
      { _id: 2, k: 'same' },
    ]);
    expect(await refusalOf(c.createIndex({ k: 1 }, { unique: true }, {}))).to.include({ code: 11000 });
    expect(await c.listIndexes().toArray()).to.have.length(1);
  });

  it('builds the same index once when eight ask for it at the same time', async () => {
    const c = collection('raced');
    await Promise.all(Array.from({ length: 8 }, () => c.createIndex({ k: 1 }, { unique: true }, {})));
    expect(await c.listIndexes().toArray()).to.have.length(2);
  });

  it('aggregates: $facet, $lookup with a pipeline, $merge, $setWindowFields', async () => {
    const [rooms, notes] = [collection('rooms'), collection('notes')];
    await rooms.insertMany([
      { _id: 1, n: 2 },
      { _id: 2, n: 4 },
    ]);
    await notes.insertMany([
      { _id: 1, room: 1, seq: 1 },
      { _id: 2, room: 1, seq: 2 },
    ]);
    const joined = await rooms
      .aggregate([
        { $sort: { _id: 1 } },
        {
          $lookup: {
            from: 'notes',
            let: { room: '$_id' },
            pipeline: [
              { $match: { $expr: { $eq: ['$room', '$$room'] } } },
              { $sort: { seq: -1 } },
              { $limit: 1 },
            ],
            as: 'last',
          },
        },
      ])
      .toArray();
    expect(joined.map(({ last }) => last as unknown)).to.deep.equal([[{ _id: 2, room: 1, seq: 2 }], []]);
    const [facets] = await rooms
      .aggregate([{ $facet: { sum: [{ $group: { _id: null, n: { $sum: '$n' } } }] } }])
      .toArray();
    expect(facets).to.deep.equal({ sum: [{ _id: null, n: 6 }] });
    await notes
      .aggregate([{ $group: { _id: '$room', n: { $sum: 1 } } }, { $merge: { into: 'rooms' } }])
      .toArray();
    expect(await rooms.findOne({ _id: 1 })).to.deep.equal({ _id: 1, n: 2 });
    const running = await rooms
      .aggregate([
        {
          $setWindowFields: {
            sortBy: { _id: 1 },
            output: { sum: { $sum: '$n', window: { documents: ['unbounded', 'current'] } } },
          },
        },
      ])
      .toArray();
    expect(running.map(({ sum }) => sum as number)).to.deep.equal([2, 6]);
  });

  it('counts, lists distinct values and finds by 9,203 ids', async () => {
    const c = collection('many');
    const ids = Array.from({ length: 9_203 }, () => new UUID());
    await c.insertMany(ids.map((_id, n) => ({ _id, parity: n % 2 })));
    expect(await c.countDocuments({ parity: 1 })).to.equal(4_601);
    expect(await c.estimatedDocumentCount()).to.equal(9_203);
    expect((await c.distinct('parity')).toSorted()).to.deep.equal([0, 1]);
    expect(await c.find({ _id: { $in: ids } }).toArray()).to.have.length(9_203);
  });

  it('creates, renames, validates, measures and drops collections and databases', async () => {
    const { db } = bench;
    await db.createCollection('plain');
    expect(await refusalOf(db.createCollection('plain', { viewOn: 'x', pipeline: [] }))).to.include({
      code: 48,
    });
    await db.collection('plain').insertOne({ n: 1 });
    await db.renameCollection('plain', 'renamed');
    expect((await db.listCollections({ name: 'renamed' }).toArray()).map(({ name }) => name)).to.deep.equal([
      'renamed',
    ]);
    expect(await db.command({ collStats: 'renamed' })).to.include({ ok: 1, count: 1 });
    expect(await db.command({ dbStats: 1 })).to.include({ ok: 1, db: db.databaseName });
    expect(await db.command({ validate: 'renamed' })).to.include({ valid: true });
    await db.command({
      collMod: 'renamed',
      validator: { n: { $type: 'number' } },
      validationLevel: 'strict',
    });
    expect(await db.dropCollection('renamed')).to.equal(true);
    const { databases } = await db.admin().listDatabases();
    expect(databases.map(({ name }) => name)).to.include(db.databaseName);
  });

  it('answers the commands of an administrator', async () => {
    const admin = bench.db.admin();
    for (const command of [
      'ping',
      'buildInfo',
      'hostInfo',
      'serverStatus',
      'connectionStatus',
      'getCmdLineOpts',
      'whatsmyuri',
      'currentOp',
      'startSession',
    ]) {
      expect(await admin.command({ [command]: 1 })).to.include({ ok: 1 });
    }
    expect(await admin.command({ hello: 1 })).to.include({
      isWritablePrimary: true,
      maxMessageSizeBytes: 48_000_000,
    });
    expect(await admin.command({ getParameter: 1, featureCompatibilityVersion: 1 })).to.have.property(
      'featureCompatibilityVersion',
    );
    expect(await refusalOf(admin.command({ shutdown: 1 }))).to.include({
      code: 59,
      codeName: 'CommandNotFound',
    });
  });

  it('stops what takes longer than maxTimeMS', async () => {
    const c = collection('slow');
    await c.insertMany(Array.from({ length: 600 }, (_, _id) => ({ _id, k: 1 })));
    const join = (as: string) => ({ $lookup: { from: 'slow', localField: 'k', foreignField: 'k', as } });
    const slow = c.aggregate([join('x'), { $unwind: '$x' }, join('y'), { $unwind: '$y' }, { $count: 'n' }], {
      maxTimeMS: 50,
    });
    expect(await refusalOf(slow.toArray())).to.include({ code: 50 });
    expect(await c.countDocuments()).to.equal(600);
  });

  it('explains which index a query takes', async () => {
    const c = collection('explained');
    await c.insertMany(Array.from({ length: 20_000 }, (_, _id) => ({ _id, a: _id })));
    await c.createIndex({ a: 1 }, {}, {});
    const byIndex = await c.find({ a: 77 }).explain();
    expect(JSON.stringify(byIndex['queryPlanner']))
      .to.include('"indexName":"a_1"')
      .and.not.include('COLLSCAN');
    const read = await c.find({ a: { $gte: 100, $lt: 120 } }).explain('executionStats');
    expect(read['executionStats']).to.include({ nReturned: 20, totalDocsExamined: 20 });
    const byScan = await c.find({ b: 77 }).explain();
    expect(JSON.stringify(byScan['queryPlanner'])).to.include('COLLSCAN');
  });
});

describe('mongoose through the gateway', function () {
  this.timeout(60_000);
  let bench: Bench;
  let connection: mongoose.Connection;

  before(async () => {
    bench = await openBench();
    connection = await mongoose.createConnection(bench.url, { dbName: bench.db.databaseName }).asPromise();
  });
  after(async () => {
    await connection.close();
    await bench.close();
  });

  it('keeps schemas, makes their indexes and brings changed ones up to date', async () => {
    const schema = new mongoose.Schema(
      {
        number: { type: Number, unique: true },
        title: String,
        tags: [String],
        room: mongoose.Schema.Types.UUID,
      },
      { timestamps: true },
    );
    schema.index({ tags: 1, number: -1 });
    const Suggestion = connection.model('Suggestion', schema);
    await Suggestion.init();
    expect(await Suggestion.syncIndexes()).to.deep.equal([]);
    const made = await Suggestion.create({
      number: 1,
      title: '关于完善养老服务的建议',
      tags: ['民政'],
      room: new UUID(),
    });
    made.title = '改过的题目';
    await made.save();
    const found = await Suggestion.findOne({ tags: '民政' }).lean().orFail();
    expect(found).to.include({ title: '改过的题目', number: 1 });
    expect(await refusalOf(Suggestion.create({ number: 1 }))).to.include({ code: 11000 });
    expect(await Suggestion.exists({ number: 2 })).to.equal(null);
    connection.deleteModel('Suggestion');
    const changed = new mongoose.Schema({ number: Number, title: { type: String, index: true } });
    const dropped = await connection.model('Suggestion', changed, 'suggestions').syncIndexes();
    expect(dropped).to.have.members(['number_1', 'tags_1_number_-1']);
    expect(Object.keys(await connection.model('Suggestion').collection.indexInformation())).to.have.members([
      '_id_',
      'title_1',
    ]);
  });

  it('runs a transaction over two models', async () => {
    const A = connection.model('A', new mongoose.Schema({ n: Number }));
    const B = connection.model('B', new mongoose.Schema({ n: Number }));
    await connection.transaction(async (session) => {
      await A.create([{ n: 1 }], { session });
      await B.create([{ n: 2 }], { session });
    });
    expect([await A.countDocuments(), await B.countDocuments()]).to.deep.equal([1, 1]);
  });
});
