import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import type { SharedFile } from '../../../shared/files.ts';
import type { Making } from '../../../server/files/index.ts';
import { type HandClock, handClock } from '../../support/clock.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';
import { pdf } from '../making/contents.ts';
import {
  announced,
  begin,
  type Begun,
  bytesOf,
  contentOf,
  fileIn,
  idOf,
  patch,
  type Sender,
  shown,
} from './sending.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Text is taken; a line that names a trouble brings it about. */
const plain: Making = {
  async judge({ path }, allowed) {
    const text = await readFile(path, 'utf8');
    if (text.includes('not allowed')) return { refused: 'not-allowed' };
    return allowed.includes('text/plain') ? { mime: 'text/plain' } : { refused: 'not-allowed' };
  },
  scan: async (content) => ((await buffer(content)).includes('virus') ? 'virus' : 'clean'),
  async make({ path, bytes }, folder) {
    const text = await readFile(path, 'utf8');
    if (text.includes('bomb')) return { refused: 'bomb' };
    const thumb = join(folder, 'thumb');
    await writeFile(thumb, `thumb of ${bytes}`);
    return { facts: { pages: 1 }, products: [{ rendition: 'thumb', path: thumb, mime: 'image/webp' }] };
  },
  transcribe: () => Promise.resolve({ text: '各位代表', by: 'machine' }),
};

interface Kept {
  _id: string;
  seq: number;
  state: string;
  told: number;
  revision: number;
  renditions: { rendition: string; contentId: string }[];
}

describe('what becomes of a file', () => {
  let server: TestServer;
  let clock: HandClock;
  let people: TestPerson[];
  let client: WireClient;
  let sender: Sender;
  let roomId: string;
  let subjectId: string;

  beforeEach(async function () {
    this.timeout(180_000);
    clock = handClock('2026-03-05T01:00:00.000Z');
    const env = { HUYING_WORK_DIR: await mkdtemp(join(tmpdir(), 'huying-work-')) };
    server = await startServer({ clock, making: plain, env });
    people = await server.addPeople(2);
    ({ roomId, subjectId } = await server.addRoom(people));
    await signIn();
  });
  afterEach(async () => {
    client.close();
    await rm(server.parts.config.HUYING_WORK_DIR, { recursive: true });
    await server.stop();
  });

  async function signIn(): Promise<void> {
    client = await wireClient(server.url, people[0] as TestPerson);
    sender = { url: server.url, token: client.token };
  }

  /** Time passes; who was signed in signs in again. */
  async function pass(ms: number): Promise<void> {
    client.close();
    clock.forward(ms);
    await signIn();
  }

  /** Sends a text, whole. */
  async function send(text: string, more: Parameters<typeof announced>[2] = {}): Promise<Begun> {
    const bytes = Buffer.from(text);
    const begun = await begin(client, announced(roomId, bytes.length, more));
    await patch(sender, begun.upload.path, { offset: 0, bytes });
    return begun;
  }

  const collection = (name: string) => server.parts.database.connection.collection<Kept>(name);
  const kept = async (begun: Begun): Promise<Kept> => {
    const found = await collection('files').findOne({ _id: idOf(begun) });
    if (!found) throw new Error('not kept');
    return found;
  };
  const carryOn = (begun: Begun) => server.parts.files.carryOn(idOf(begun));
  const tick = () => server.parts.files.tick();
  const seen = (begun: Begun): Promise<SharedFile> => shown(client, begun.message);
  const contents = async (begun: Begun) =>
    (await collection('contents.chunks').find({}).toArray())
      .map((chunk) => (chunk as unknown as { files_id: string }).files_id)
      .filter((id) => id.startsWith(idOf(begun)));

  it('is shown in its message at each step, until it is ready', async () => {
    const begun = await send('一份文件');
    expect(await seen(begun)).to.include({ state: 'scanning', revision: 1, mime: null });
    await carryOn(begun);
    const file = await seen(begun);
    expect(file).to.include({ state: 'ready', revision: 3, mime: 'text/plain', scanned: true, pages: 1 });
    expect(file.renditions).to.deep.equal(['original', 'thumb']);
    const { renditions } = await kept(begun);
    const thumb = renditions.find(({ rendition }) => rendition === 'thumb');
    expect((await contentOf(server, thumb?.contentId ?? '')).toString()).to.equal('thumb of 12');
  });

  it('is heard by who has the room open, without being asked for', async () => {
    await client.socket('room:open', { roomId });
    const begun = await send('听得到');
    await carryOn(begun);
    const states = () =>
      client.heard
        .filter(({ event }) => event === 'room:changed')
        .flatMap(({ body }) => (body as { messages: Begun['message'][] }).messages)
        .map((message) => fileIn(message).state);
    await until('it is ready', () => states().includes('ready'));
  });

  const TROUBLES = [
    ['not allowed', 'not-allowed'],
    ['virus', 'virus'],
    ['bomb', 'bomb'],
  ] as const;
  for (const [text, why] of TROUBLES)
    it(`is a refusal where its content is refused: ${why}; nothing of it stays`, async () => {
      const begun = await send(`some ${text} in it`);
      await carryOn(begun);
      expect(await seen(begun)).to.deep.include({ state: 'refused', why, renditions: [] });
      expect(await contents(begun)).to.deep.equal([]);
    });

  it('is the same when the job is run twice, one after the other or at once', async () => {
    const begun = await send('做两遍');
    await Promise.all([carryOn(begun), carryOn(begun)]);
    await carryOn(begun);
    expect(await seen(begun)).to.include({ state: 'ready', revision: 3 });
    for (const { contentId } of (await kept(begun)).renditions)
      expect((await contentOf(server, contentId)).length).to.be.above(0);
    await pass(DAY + MINUTE);
    await tick();
    expect(new Set(await contents(begun)).size).to.equal(2); // what the loser made is gone
  });

  it('is that a voice is written down once it can be heard', async () => {
    const begun = await send('录音', { kind: 'voice' });
    await carryOn(begun);
    expect(await seen(begun)).to.deep.include({
      ...{ state: 'ready', revision: 4 },
      transcript: { text: '各位代表', by: 'machine' },
    });
    const found = await client.socket('search:messages', { roomId, text: '各位代表', cursor: null });
    if (!found.ok) throw new Error(found.fault.code);
    const [hit] = (found.data as { hits: { kind: string; seq: number }[] }).hits;
    expect(hit).to.include({ kind: 'voice', seq: begun.message.seq });
  });

  it('is that the same content is kept once, with all that was made of it', async () => {
    const [one, two] = [await send('同一份文件'), await send('同一份文件')];
    await carryOn(one);
    await carryOn(two);
    expect((await kept(two)).renditions).to.deep.equal((await kept(one)).renditions);
    expect(await seen(two)).to.deep.include({ state: 'ready', renditions: ['original', 'thumb'] });
    await pass(DAY + MINUTE);
    await tick();
    expect(await contents(two)).to.deep.equal([]);
    expect((await contentOf(server, idOf(one))).toString()).to.equal('同一份文件');
  });

  it('is told again where a crash came between keeping and telling', async () => {
    const begun = await send('没有说出去');
    await collection('files').updateOne(
      { _id: idOf(begun) },
      { $set: { state: 'refused', why: 'broken', revision: 2, lookAt: clock.now() } },
    );
    expect(await seen(begun)).to.include({ state: 'scanning' });
    await tick();
    expect(await seen(begun)).to.include({ state: 'refused', why: 'broken', revision: 2 });
    expect((await kept(begun)).told).to.equal(2);
  });

  it('is queued again where the queue has lost it', async () => {
    const begun = await send('队列丢了');
    const { redis, config } = server.parts;
    await redis.del(await redis.keys(`${config.REDIS_PREFIX}:file.carry-on:*`));
    const waiting = async () => (await server.parts.runner.depths())['file.carry-on'].waiting;
    expect(await waiting()).to.equal(0);
    await pass(11 * MINUTE);
    await tick();
    expect(await waiting()).to.equal(1);
    expect((await kept(begun)).state).to.equal('scanning');
  });

  it('is that it is abandoned a day after the last byte came', async () => {
    const bytes = bytesOf('abandoned', 100);
    const begun = await begin(client, announced(roomId, bytes.length));
    await pass(DAY - MINUTE);
    await patch(sender, begun.upload.path, { offset: 0, bytes: bytes.subarray(0, 50) });
    await pass(DAY - MINUTE);
    await tick();
    expect(await seen(begun)).to.include({ state: 'uploading' });
    await pass(11 * MINUTE);
    await tick();
    expect(await seen(begun)).to.include({ state: 'refused', why: 'abandoned' });
    expect(await contents(begun)).to.deep.equal([]);
  });

  it('is that it moves on where all came and nobody noticed', async () => {
    const begun = await send('没有人注意到');
    await collection('files').updateOne(
      { _id: idOf(begun) },
      { $set: { state: 'uploading', revision: 0, told: 0, lookAt: clock.now() } },
    );
    await collection('contents.files').deleteMany({});
    await tick();
    expect((await kept(begun)).state).to.equal('scanning');
    await carryOn(begun);
    expect((await kept(begun)).state).to.equal('ready');
  });

  it('is that the folder of a run that was killed goes after a day, and no other', async () => {
    const { HUYING_WORK_DIR: place } = server.parts.config;
    const made = await Promise.all(['huying-file-', 'other-'].map((name) => mkdtemp(join(place, name))));
    const day = new Date(clock.now().getTime() - DAY);
    for (const folder of made) await utimes(folder, day, day);
    await tick();
    expect(made.map((folder) => existsSync(folder))).to.deep.equal([false, true]);
  });

  for (const by of ['the tick', 'a repeat'] as const)
    it(`is finished by ${by} where a crash came between the file and its message`, async () => {
      const file = announced(roomId, 3);
      const begun = await begin(client, file);
      await collection('files').updateOne({ _id: idOf(begun) }, { $set: { seq: 0, lookAt: clock.now() } });
      if (by === 'the tick') await tick();
      else expect((await begin(client, file)).message.seq).to.equal(begun.message.seq);
      expect((await kept(begun)).seq).to.equal(begun.message.seq);
    });

  it('is nothing where its message was never said: the repeat says it, else it is forgotten after a day', async () => {
    const [said, forgotten] = [announced(roomId, 3), announced(roomId, 3)];
    const [first, second] = [await begin(client, said), await begin(client, forgotten)];
    for (const { message } of [first, second]) {
      await collection('messages').deleteOne({ _id: message.messageId });
      await collection('files').updateOne(
        { _id: fileIn(message).fileId },
        { $set: { seq: 0, lookAt: clock.now() } },
      );
    }
    await tick();
    const again = await begin(client, said);
    expect(again.message.seq).to.be.above(second.message.seq);
    expect((await kept(again)).seq).to.equal(again.message.seq);
    await pass(DAY + MINUTE);
    await tick();
    expect(await collection('files').findOne({ _id: idOf(second) })).to.equal(null);
  });

  it('is answered to a repeat even where a new file would be refused', async () => {
    const file = announced(roomId, 3);
    const begun = await begin(client, file);
    await server.parts.rooms.setState(subjectId, 'read-only', '归档');
    expect((await begin(client, file)).message.seq).to.equal(begun.message.seq);
    const { status } = await patch(sender, begun.upload.path, { offset: 0, bytes: Buffer.from('abc') });
    expect(status).to.equal(204);
  });
});

describe('a worker', () => {
  it('carries on with files by itself, and refuses by default what it does not know', async function () {
    this.timeout(180_000);
    const server = await startServer({ worker: true });
    const people = await server.addPeople(1);
    const { roomId } = await server.addRoom(people);
    const client = await wireClient(server.url, people[0] as TestPerson);
    const sender = { url: server.url, token: client.token };
    const send = async (bytes: Buffer) => {
      const begun = await begin(client, announced(roomId, bytes.length));
      await patch(sender, begun.upload.path, { offset: 0, bytes });
      return begun;
    };
    const letter = await send(pdf(2, [595, 842]));
    const script = await send(Buffer.from('#!/bin/sh\nrm -rf /\n'));
    await until('both were looked at', async () => {
      const files = await Promise.all([letter, script].map(({ message }) => shown(client, message)));
      return files.every(({ state }) => ['ready', 'refused'].includes(state));
    });
    expect(await shown(client, letter.message)).to.deep.include({
      ...{ state: 'ready', mime: 'application/pdf', pages: 2 },
      renditions: ['original', 'thumb', 'preview'],
    });
    expect(await shown(client, script.message)).to.include({ state: 'refused', why: 'not-allowed' });
    client.close();
    await server.stop();
  });
});
