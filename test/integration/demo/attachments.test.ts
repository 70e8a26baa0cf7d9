import { expect } from 'chai';
import type { SharedItem } from '../../../shared/file-acts.ts';
import type { SharedFile } from '../../../shared/files.ts';
import type { CongressId, PersonId, RoomId, SuggestionId } from '../../../shared/ids.ts';
import type { Hit } from '../../../shared/search.ts';
import { sendAttachments, type SentTotals } from '../../../demo/attachments/index.ts';
import { makeContents } from '../../../demo/attachments/contents.ts';
import { readWords } from '../../../demo/attachments/words.ts';
import { demoAccounts, type DemoCongress, generateDemo, loadDemo, makeRandom } from '../../../demo/index.ts';
import { newId } from '../../../server/ops/clock.ts';
import { roomIdOf } from '../../../server/rooms/index.ts';
import { sha256Of } from '../../support/files.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';
import { ask, get, pathOf } from '../files-getting/fetching.ts';

const PASSWORD = 'Weide-7k2m-9q4x';

describe('the files of a demo congress', function () {
  this.timeout(300_000);
  let server: TestServer;
  let demo: DemoCongress;
  let congressId: CongressId;
  let sent: SentTotals;
  let roomId: RoomId;
  let number: string;
  let deputy: WireClient;
  let stranger: WireClient;

  /** Signs in somebody of the demo under this name. */
  async function signIn(personId: PersonId, login: string): Promise<WireClient> {
    const { accounts } = server.parts.people;
    await accounts.createMany([{ personId, congressId, login }]);
    await accounts.setPassword(personId, PASSWORD);
    return wireClient(server.url, { login, password: PASSWORD });
  }

  before(async () => {
    server = await startServer();
    const { org, suggestions } = server.parts;
    const made = await loadDemo({ org, record: suggestions.record }, generateDemo('small', 1));
    ({ congressId, loaded: demo } = made);
    const accounts = demoAccounts(demo);
    const office = accounts.find(({ role }) => role === 'office')?.personId;
    if (!office) throw new Error('the demo has an office');
    const all = { selection: { kind: 'all' as const }, assignedOn: null };
    const { handOverId } = await suggestions.handOver.start({ congressId, personId: office }, all);
    await suggestions.handOver.run(handOverId);
    sent = await sendAttachments(server.parts, demo);

    const lead = accounts.find(({ role }) => role === 'deputy');
    number = lead?.number ?? '';
    const meeting = demo.suggestions.find((one) => one.number === number);
    if (!lead || !meeting) throw new Error('the accounts of the demo meet somewhere');
    roomId = roomIdOf(meeting.id);
    deputy = await signIn(lead.personId, 'daibiao');
    const seated = new Set([meeting.leadId, ...meeting.secondingIds]);
    const other = demo.people.find(({ id, roles }) => roles?.includes('deputy') === true && !seated.has(id));
    if (!other) throw new Error('the demo has more deputies');
    stranger = await signIn(other.id, 'lingren');
  });
  after(async () => {
    deputy.close();
    stranger.close();
    await server.stop();
  });

  const itemsOf = async (kind: SharedFile['kind'] | null): Promise<SharedFile[]> => {
    const list = await ask<{ items: SharedItem[] }>(deputy, 'file:list', { roomId, kind, cursor: null });
    return list.items.map(({ file }) => file);
  };
  const foundBy = async (text: string): Promise<Hit[]> =>
    (await ask<{ hits: Hit[] }>(deputy, 'search:messages', { roomId: null, text, cursor: null })).hits;

  it('are listed by kind among the shared items of a room, each with what people see of it', async () => {
    expect(sent.rooms).to.be.within(20, 60);
    expect(sent.files).to.be.greaterThan(sent.rooms);
    const pictures = await itemsOf('picture');
    expect(pictures.map(({ mime, size }) => [mime, size])).to.deep.equal(
      pictures.map(() => ['image/jpeg', { width: 960, height: 720 }]),
    );
    expect(pictures).to.have.length(2);
    const documents = await itemsOf('document');
    expect(documents.map(({ name }) => /\.(\w+)$/.exec(name)?.[1]).sort()).to.deep.equal([
      'docx',
      'pdf',
      'xlsx',
    ]);
    for (const { name, renditions, pages } of documents) {
      expect(renditions, name).to.include.members(['original', 'thumb', 'preview']);
      expect(renditions.includes('pdf'), name).to.equal(!name.endsWith('.pdf'));
      expect(pages, name).to.be.greaterThan(0);
    }
    const voices = await itemsOf('voice');
    expect(voices).to.have.length(2);
    for (const { durationMs, bars, transcript } of voices) {
      expect(durationMs).to.be.greaterThan(3_000);
      expect(bars).to.have.length(64);
      expect(transcript?.by).to.equal('machine');
    }
    expect(await itemsOf('video-note')).to.deep.equal([]);
    expect(await itemsOf(null)).to.have.length(7);
  });

  it('are found by their names and by what was said in them', async () => {
    const letter = `关于第${number}号建议的答复（征求意见稿）.pdf`;
    const byName = await foundBy(`第${number}号建议的答复`);
    expect(byName.map(({ roomId: where, kind }) => [where, kind])).to.deep.include([roomId, 'file']);
    expect(byName.find((hit) => hit.roomId === roomId)?.excerpt).to.include(letter.slice(0, 10));
    const [said] = (await itemsOf('voice')).map(({ transcript }) => transcript?.text ?? '');
    const byVoice = await foundBy((said ?? '').slice(0, 8));
    expect(byVoice.map(({ roomId: where, kind }) => [where, kind])).to.deep.include([roomId, 'voice']);
  });

  it('are fetched byte for byte, and what was made of them can be seen', async () => {
    const meeting = demo.suggestions.find((one) => one.number === number);
    if (!meeting) throw new Error('the accounts of the demo meet somewhere');
    const random = makeRandom(`${demo.congress.id} attachments`);
    const make = makeContents({ demo, words: readWords(), random });
    const { bytes } = await make({ is: 'letter', suggestion: meeting });
    const letter = (await itemsOf('document')).find(({ mime }) => mime === 'application/pdf');
    if (!letter) throw new Error('there is a letter');
    const got = await get(server.url, await pathOf(deputy, letter.fileId));
    expect([got.status, sha256Of(got.body)]).to.deep.equal([200, sha256Of(bytes)]);
    for (const { fileId, renditions } of await itemsOf(null))
      for (const rendition of renditions) {
        const { status, body } = await get(server.url, await pathOf(deputy, fileId, rendition));
        expect([status, body.length > 0], rendition).to.deep.equal([200, true]);
      }
  });

  it('are nothing to a stranger', async () => {
    const [file] = await itemsOf(null);
    const list = await stranger.http('file:list', { roomId, kind: null, cursor: null });
    expect(list.reply.ok ? 'listed' : list.reply.fault.code).to.equal('NOT_A_MEMBER');
    const given = await stranger.http('file:address', {
      files: [{ fileId: file?.fileId, rendition: 'original' }],
    });
    expect(given.reply.ok && given.reply.data).to.deep.equal({ addresses: [null] });
    const path = await pathOf(deputy, file?.fileId ?? '');
    const bearer = { headers: { authorization: `Bearer ${stranger.token}` } };
    expect((await get(server.url, path, bearer)).status).not.to.equal(200);
    const hits = await stranger.http('search:messages', {
      roomId: null,
      text: `第${number}号建议的答复`,
      cursor: null,
    });
    expect(hits.reply.ok && (hits.reply.data as { hits: Hit[] }).hits).to.deep.equal([]);
  });

  it('are kept once where they are the same', async () => {
    const { connection } = server.parts.database;
    const files = await connection
      .collection<{ _id: string; sha256: string; renditions: { contentId: string }[] }>('files')
      .find({ congressId })
      .toArray();
    expect(files).to.have.length(sent.files);
    const contents = new Set(files.map(({ renditions }) => renditions[0]?.contentId));
    expect(contents.size).to.equal(new Set(files.map(({ sha256 }) => sha256)).size);
    expect(contents.size).to.be.lessThan(files.length);
  });

  it('leave a history that is whole, and are not sent a second time', async () => {
    const found = await server.parts.suggestions.verify(congressId, () => undefined);
    expect(found.suggestions).to.equal(60);
    expect(found.breaks).to.deep.equal([]);
    const before = await itemsOf(null);
    const again = await sendAttachments(server.parts, demo);
    expect(again).to.deep.equal(sent);
    expect(await itemsOf(null)).to.deep.equal(before);
  });

  it('wait for rooms that are not there yet', async () => {
    const early = {
      ...demo,
      suggestions: demo.suggestions.map((one) => ({ ...one, id: newId() as SuggestionId })),
    };
    expect(await sendAttachments(server.parts, early)).to.deep.equal({ rooms: 0, files: 0 });
  });
});
