import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import JSZip from 'jszip';
import type { SharedItem } from '../../../shared/file-acts.ts';
import type { FileKind, SignedAddress } from '../../../shared/files.ts';
import type { RoomId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import type { Hit } from '../../../shared/search.ts';
import { MANIFEST } from '../../../server/files/getting/packs.rules.ts';
import { putFile } from '../../support/files.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';
import { ask, bytesOf, get } from './fetching.ts';

interface Page {
  items: SharedItem[];
  cursor: string | null;
}

describe('the files of a room', function () {
  this.timeout(60_000);
  let server: TestServer;
  let lead: TestPerson;
  let second: TestPerson;
  let client: WireClient;

  before(async function () {
    this.timeout(180_000);
    server = await startServer();
    [lead, second] = (await server.addPeople(2)) as [TestPerson, TestPerson];
    client = await wireClient(server.url, lead);
  });
  after(async () => {
    client.close();
    await server.stop();
  });

  const room = async () => (await server.addRoom([lead, second])).roomId;
  const put = (roomId: RoomId, given: Parameters<typeof putFile>[2] = {}) =>
    putFile(server, { roomId, by: lead }, given);
  const list = (roomId: RoomId, kind: FileKind | null, cursor: string | null = null) =>
    ask<Page>(client, 'file:list', { roomId, kind, cursor });

  describe('in a list', () => {
    it('are those that are ready and were not taken back, newest first, with who sent them', async () => {
      const roomId = await room();
      const kinds = ['picture', 'document', 'voice', 'video-note'] as const;
      const ready = [];
      for (const kind of kinds) ready.push(await put(roomId, { kind }));
      for (const state of ['uploading', 'scanning', 'processing', 'refused'] as const)
        await put(roomId, { state });
      const gone = await put(roomId);
      await ask(client, 'message:recall', { roomId, seq: gone.seq, why: '' });
      const { items, cursor } = await list(roomId, null);
      expect(cursor).to.equal(null);
      expect(items.map(({ file }) => file)).to.deep.equal(ready.map(({ shown }) => shown).reverse());
      expect(items.map(({ seq }) => seq)).to.deep.equal(ready.map(({ seq }) => seq).reverse());
      for (const { author, at } of items) {
        expect(author).to.include({ kind: 'person', personId: lead.personId });
        expect(Number.isNaN(Date.parse(at))).to.equal(false);
      }
      for (const kind of kinds)
        expect((await list(roomId, kind)).items.map(({ file }) => file.kind)).to.deep.equal([kind]);
    });

    it('go on page by page, each once, also where much was taken back between', async () => {
      const roomId = await room();
      const all: number[] = [];
      for (let i = 0; i < 65; i++) all.push((await put(roomId, { kind: 'picture' })).seq);
      const gone = new Set(all.slice(20, 60));
      for (const seq of gone) await ask(client, 'message:recall', { roomId, seq, why: '' });
      const seen: number[] = [];
      let cursor: string | null = null;
      do {
        const page: Page = await list(roomId, 'picture', cursor);
        expect(page.items.length).to.be.at.most(30);
        seen.push(...page.items.map(({ seq }) => seq));
        cursor = page.cursor;
      } while (cursor !== null);
      expect(seen).to.deep.equal(all.filter((seq) => !gone.has(seq)).reverse());
    });

    it('are found by an index, of one kind and of all', async () => {
      const roomId = await room();
      const files = server.parts.database.connection.collection('files');
      for (let i = 0; i < 20; i++) await put(roomId, { kind: i === 0 ? 'voice' : 'picture' });
      const ofKind = { roomId, kind: 'voice', seq: { $lt: 1_000 }, state: 'ready' };
      for (const asked of [ofKind, { roomId, seq: { $lt: 1_000 }, state: 'ready' }]) {
        const plan = JSON.stringify((await files.find(asked).explain())['queryPlanner']);
        expect(plan)
          .to.match(/"indexName":"roomId_1_(kind_1_)?seq_1"/)
          .and.not.include('COLLSCAN');
      }
      const read = await files.find(ofKind).explain('executionStats');
      expect(read['executionStats']).to.include({ nReturned: 1, totalDocsExamined: 1 });
    });
  });

  describe('in one pack', () => {
    const fetchPack = async (roomId: RoomId, kind: FileKind | null = null) => {
      const pack = await ask<{ address: SignedAddress; files: number; bytes: number }>(client, 'file:pack', {
        roomId,
        kind,
      });
      return { pack, got: await get(server.url, pack.address.path) };
    };

    it('are all there, byte for byte, under their names, and its length is known beforehand', async () => {
      const roomId = await room();
      const given: [name: string, content: Buffer][] = [
        ['关于加强乡村教育的复函.pdf', bytesOf(300_000, 1)],
        ['照片.jpg', bytesOf(1, 2)],
        ['照片.jpg', bytesOf(700_000, 3)],
        ['تەكلىپ.docx', bytesOf(255 * 1024, 4)],
        [MANIFEST, bytesOf(10, 5)],
      ];
      for (const [name, content] of given) await put(roomId, { name, content });
      await put(roomId, { name: '未好.pdf', state: 'processing' });
      const gone = await put(roomId, { name: '撤回.pdf' });
      await ask(client, 'message:recall', { roomId, seq: gone.seq, why: '' });

      const { pack, got } = await fetchPack(roomId);
      const total = given.reduce((sum, [, content]) => sum + content.length, 0);
      expect(pack).to.include({ files: given.length, bytes: total });
      expect(got.status).to.equal(200);
      expect(got.headers.get('content-type')).to.equal('application/zip');
      expect(got.headers.get('content-length')).to.equal(String(got.body.length));
      expect(got.headers.get('content-disposition')).to.match(/^attachment; .*filename\*=UTF-8''/);
      const zip = await JSZip.loadAsync(got.body, { checkCRC32: true });
      const names = [
        ...['关于加强乡村教育的复函.pdf', '照片.jpg', '照片 (2).jpg', 'تەكلىپ.docx', '文件清单 (2).csv'],
      ];
      expect(Object.keys(zip.files).sort()).to.deep.equal([...names, MANIFEST].sort());
      for (const [i, [, content]] of given.entries()) {
        const read = await zip.file(names[i] ?? '')?.async('nodebuffer');
        expect(read?.equals(content), names[i]).to.equal(true);
      }
      const table: string[][] = parse((await zip.file(MANIFEST)?.async('string')) ?? '', { bom: true });
      expect(table.slice(1).map(([name]) => name)).to.deep.equal(names);
      expect(table.slice(1).map(([, , bytes]) => Number(bytes))).to.deep.equal(
        given.map(([, content]) => content.length),
      );
    });

    it('are of one kind when that is asked for', async () => {
      const roomId = await room();
      await put(roomId, { kind: 'voice', name: '语音.m4a' });
      await put(roomId, { kind: 'document', name: '复函.pdf' });
      const { pack, got } = await fetchPack(roomId, 'voice');
      expect(pack.files).to.equal(1);
      const zip = await JSZip.loadAsync(got.body);
      expect(Object.keys(zip.files).sort()).to.deep.equal([MANIFEST, '语音.m4a'].sort());
    });

    it('are announced by HEAD with the same length', async () => {
      const roomId = await room();
      await put(roomId);
      const { pack, got } = await fetchPack(roomId);
      const head = await get(server.url, pack.address.path, { method: 'HEAD' });
      expect(head.headers.get('content-length')).to.equal(String(got.body.length));
      expect(head.body).to.have.length(0);
    });

    it('a pack of which all was taken back meanwhile is refused', async () => {
      const roomId = await room();
      const { seq } = await put(roomId);
      const { pack } = await fetchPack(roomId);
      await ask(client, 'message:recall', { roomId, seq, why: '' });
      const got = await get(server.url, pack.address.path);
      expect(got.status).to.equal(409);
      expect(got.body.toString('utf8')).to.include('NOTHING_SELECTED');
    });
  });

  describe('a voice', () => {
    it('is unheard until it was heard, by each for themselves, and their other devices are told once', async () => {
      const roomId = await room();
      const { seq } = await put(roomId, { kind: 'voice' });
      const { seq: other } = await put(roomId, { kind: 'voice' });
      const [here, there] = await Promise.all([
        wireClient(server.url, second),
        wireClient(server.url, second),
      ]);
      const heard = async (who: WireClient) =>
        (await ask<{ seqs: number[] }>(who, 'voice:list-heard', { roomId, seqs: [seq, other] })).seqs;
      expect(await heard(here)).to.deep.equal([]);
      for (let i = 0; i < 2; i++) await ask(here, 'voice:hear', { roomId, seq });
      expect(await heard(there)).to.deep.equal([seq]);
      expect(await heard(client)).to.deep.equal([]);
      const told = () => there.heard.filter(({ event }) => event === 'voice:heard');
      await until('the other device is told', () => told().length > 0);
      await there.socket('session:me', {});
      expect(told().map(({ body }) => body)).to.deep.equal([{ roomId, personId: second.personId, seq }]);
      here.close();
      there.close();
    });

    it('is no text and no document: those cannot be heard', async () => {
      const roomId = await room();
      const { seq } = await put(roomId, { kind: 'document' });
      for (const silent of [1, seq]) {
        const { reply } = await client.http('voice:hear', { roomId, seq: silent });
        expect(reply).to.deep.equal({
          ok: false,
          fault: { code: 'UNKNOWN_MESSAGE', facts: { seq: silent } },
        });
      }
    });
  });

  describe('what was said in a recording', () => {
    const find = async (roomId: RoomId, text: string) => {
      await server.parts.rooms.flush();
      const { hits } = await ask<{ hits: Hit[] }>(client, 'search:messages', { roomId, text, cursor: null });
      return hits.map(({ seq }) => seq);
    };

    it('is put right by who spoke; the message shows it, everybody hears of it, and it is found by it and no more by the old words', async () => {
      const roomId = await room();
      const machine = { text: '请关注青棵保育', by: 'machine' } as const;
      const { seq, fileId } = await put(roomId, { kind: 'voice', facts: { transcript: machine } });
      const ear = await wireClient(server.url, second);
      await ear.socket('room:open', { roomId });
      const text = '请关注青稞保育';
      const message = await ask<Message>(client, 'transcript:correct', { roomId, seq, text });
      expect(message.body).to.have.nested.property('file.transcript').deep.equal({ text, by: 'speaker' });
      await until('those who have the room open hear of it', () =>
        ear.heard.some(
          ({ event, body }) => event === 'room:changed' && JSON.stringify(body).includes('青稞保育'),
        ),
      );
      expect(await find(roomId, '青稞保育')).to.deep.equal([seq]);
      expect(await find(roomId, '青棵保育')).to.deep.equal([]);
      const file = await server.parts.files.store.byId(fileId);
      expect(file?.told).to.equal(file?.revision);
      ear.close();
    });

    it('the same words again change nothing', async () => {
      const roomId = await room();
      const { seq, fileId } = await put(roomId, { kind: 'voice' });
      const correct = () => ask<Message>(client, 'transcript:correct', { roomId, seq, text: '同样的话' });
      const first = await correct();
      const before = await server.parts.files.store.byId(fileId);
      expect(await correct()).to.deep.equal(first);
      expect(await server.parts.files.store.byId(fileId)).to.deep.equal(before);
    });

    it('many corrections at once end in one that all see', async () => {
      const roomId = await room();
      const { seq, fileId } = await put(roomId, { kind: 'voice' });
      const texts = Array.from({ length: 6 }, (_, i) => `第${i}种说法`);
      await Promise.all(texts.map((text) => ask(client, 'transcript:correct', { roomId, seq, text })));
      const kept = (await server.parts.files.store.byId(fileId))?.facts.transcript;
      expect(texts).to.include(kept?.text);
      const page = await ask<{ messages: Message[] }>(client, 'message:list', {
        ...{ roomId, after: seq - 1, limit: 1 },
      });
      expect(page.messages[0]?.body).to.have.nested.property('file.transcript').deep.equal(kept);
    });

    it('there is none of a document', async () => {
      const roomId = await room();
      const { seq } = await put(roomId, { kind: 'document' });
      const { reply } = await client.http('transcript:correct', { roomId, seq, text: '话' });
      expect(reply).to.have.nested.property('fault.code', 'UNKNOWN_MESSAGE');
    });
  });
});
