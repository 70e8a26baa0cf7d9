import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { expect } from 'chai';
import { mongo, Schema } from 'mongoose';
import { connectMongo, duplicatePositions, isDuplicate, isUnreachable } from '../../../server/store/mongo.ts';
import { engines, freshDatabase } from '../../support/engines.ts';
import { until } from '../../support/until.ts';
import { shakyNetwork } from '../client-sdk/shaky-network.ts';

interface Thing {
  _id: string;
  name: string;
}

describe('the database connection', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let things: mongo.Collection<Thing>;

  before(async function () {
    this.timeout(180_000); // the first run ever fetches the engines
    database = await freshDatabase();
    const schema = new Schema<Thing>({ _id: String, name: { type: String, index: { unique: true } } });
    things = database.model('things', schema).collection as unknown as typeof things;
    await database.ready();
  });
  after(() => database.drop());

  it('makes the indexes, and making them again changes nothing', async () => {
    await database.ready();
    const names = (await things.indexes()).map((i) => i.name);
    expect(names).to.have.members(['_id_', 'name_1']);
  });

  it('tells which documents of a bulk were refused as duplicates', async () => {
    await things.insertOne({ _id: 'a', name: 'one' });
    const refused = await things
      .insertMany(
        [
          { _id: 'b', name: 'two' },
          { _id: 'c', name: 'one' },
          { _id: 'b', name: 'three' },
          { _id: 'd', name: 'four' },
        ],
        { ordered: false },
      )
      .then(() => [])
      .catch(duplicatePositions);
    expect(refused).to.deep.equal([1, 2]);
    expect(await things.countDocuments({})).to.equal(3);
  });

  it('knows a duplicate from another error', async () => {
    const twice: unknown = await things.insertOne({ _id: 'a', name: 'x' }).catch((e: unknown) => e);
    expect(isDuplicate(twice)).to.equal(true);
    expect(isDuplicate(new Error('no'))).to.equal(false);
  });

  it('knows a bulk that broke off from one that was refused', async function () {
    this.timeout(30_000); // the driver may look for the server once more
    const { mongodbUrl } = await engines();
    const network = await shakyNetwork(mongodbUrl);
    const url = new URL(mongodbUrl);
    url.port = new URL(network.url).port;
    const through = await connectMongo(url.href, database.connection.name);
    const collection = through.connection.collection<Thing>('things');
    await collection.findOne({ _id: 'a' });
    const broken = collection.insertMany([{ _id: 'e', name: 'five' }]).catch((e: unknown) => e);
    network.down(true);
    expect(isUnreachable(await broken)).to.equal(true);
    const refused: unknown = await things.insertMany([{ _id: 'a', name: 'x' }]).catch((e: unknown) => e);
    expect(isUnreachable(refused)).to.equal(false);
    await through.close();
    await network.close();
  });

  it('knows an engine that is stopping from one that refuses', () => {
    const answered = (code: number) =>
      new mongo.MongoServerError({ message: 'answered by the engine', code });
    for (const code of [91, 189, 11600, 13436]) expect(isUnreachable(answered(code))).to.equal(true);
    for (const code of [2, 13, 50]) expect(isUnreachable(answered(code))).to.equal(false);
  });

  it('ends what is asked over a connection that the other end has just closed', async function () {
    this.timeout(60_000); // the driver may look for the server once more
    const { mongodbUrl } = await engines();
    const network = await shakyNetwork(mongodbUrl);
    const url = new URL(mongodbUrl);
    url.port = new URL(network.url).port;
    const sockets: Socket[] = [];
    const note = (message: unknown) => void sockets.push((message as { socket: Socket }).socket);
    subscribe('net.client.socket', note);
    const through = await connectMongo(url.href, database.connection.name);
    const collection = through.connection.collection<Thing>('things');
    await collection.findOne({ _id: 'a' });
    unsubscribe('net.client.socket', note);
    const asked: Promise<unknown>[] = [];
    const ask = () => void asked.push(collection.findOne({ _id: 'a' }));
    // Its end was told and answered; the driver has not heard yet that it is closed.
    for (const socket of sockets.filter(({ remotePort }) => remotePort === Number(url.port)))
      socket.once('finish', ask);
    network.cut();
    await until('something is asked', () => asked.length > 0);
    for (const found of await Promise.all(asked)) expect(found).to.have.property('name', 'one');
    await through.close();
    await network.close();
  });
});
