import { expect } from 'chai';
import type { RoomId } from '../../../shared/ids.ts';
import { putFile } from '../../support/files.ts';
import { type HandClock, handClock } from '../../support/clock.ts';
import { startServer, type TestNode, type TestPerson, type TestServer } from '../../support/server.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';
import { addressesOf, ask, begin, bytesOf, get, pathOf, refusalIn } from './fetching.ts';

const MINUTE = 60_000;
const MIB = 1024 * 1024;

/** Deny by default: an address opens one thing, for one person, in one session, for minutes, and only while they may. */
describe('who may not have a file', function () {
  this.timeout(60_000);
  let server: TestServer;
  let clock: HandClock;
  let people: [lead: TestPerson, second: TestPerson, stranger: TestPerson];
  let clients: [lead: WireClient, second: WireClient, stranger: WireClient];
  let roomId: RoomId;
  let subjectId: string;

  before(async function () {
    this.timeout(180_000);
    clock = handClock('2026-03-05T01:00:00.000Z');
    server = await startServer({ clock });
    people = (await server.addPeople(3)) as typeof people;
    ({ roomId, subjectId } = await server.addRoom(people.slice(0, 2)));
    clients = (await Promise.all(people.map((person) => wireClient(server.url, person)))) as typeof clients;
  });
  after(async () => {
    for (const client of clients) client.close();
    await server.stop();
  });

  const put = (given: Parameters<typeof putFile>[2] = {}) =>
    putFile(server, { roomId, by: people[0] }, given);
  const refused = async (path: string, headers: Record<string, string> = {}) =>
    refusalIn(await get(server.url, path, { headers }));
  const isRefused = async (path: string, code: string, headers: Record<string, string> = {}) => {
    const refusal = await refused(path, headers);
    expect(refusal.code, path).to.equal(code);
    expect(refusal.message).to.match(/[\u4e00-\u9fff].*。$/);
  };
  const works = async (path: string, headers: Record<string, string> = {}) =>
    expect(await get(server.url, path, { headers })).to.have.property('status', 200);

  /** Who sits in the room from now on. */
  const seat = (seated: readonly TestPerson[]) =>
    server.parts.rooms.reconcile(
      subjectId,
      seated.map(({ personId }, i) => ({ personId, roles: [i === 0 ? 'lead-deputy' : 'seconding-deputy'] })),
      { personId: 'system', why: '代表变动' },
    );

  it('a stranger is given no address, and cannot tell a file from none', async () => {
    const { fileId } = await put();
    const nowhere = '01890a5d-ac96-774b-bcce-b302099a8057';
    const asked = [fileId, nowhere].map((id) => ({ fileId: id, rendition: 'original' as const }));
    expect(await addressesOf(clients[2], asked)).to.deep.equal([null, null]);
    const [own] = await addressesOf(clients[1], asked);
    expect(own).to.have.keys('path', 'expires');
  });

  it('an address without a signature, or with a wrong or another’s one, is refused', async () => {
    const [one, two] = await Promise.all([put(), put()]);
    const path = await pathOf(clients[0], one.fileId);
    await works(path);
    const url = new URL(path, 'http://x');
    const other = new URL(await pathOf(clients[1], one.fileId), 'http://x').searchParams;
    const changed = (change: (to: URL) => void) => {
      const to = new URL(url);
      change(to);
      return `${to.pathname}${to.search}`;
    };
    const set = (name: string, value: string | null) => (to: URL) =>
      value === null ? to.searchParams.delete(name) : to.searchParams.set(name, value);
    const signature = url.searchParams.get('signature') ?? '';
    const wrong: ((to: URL) => void)[] = [
      set('signature', null),
      set('signature', ''),
      set('signature', signature.slice(1)),
      set('signature', signature.slice(0, -2) + (signature.endsWith('AA') ? 'BA' : 'AA')),
      set('signature', other.get('signature')),
      set('person', people[1].personId),
      set('person', people[2].personId),
      set('person', null),
      set('session', other.get('session')),
      set('session', 'x'),
      set('expires', String(Number(url.searchParams.get('expires')) + 60)),
      set('expires', '999999999999'),
      set('expires', 'never'),
      (to) => to.searchParams.append('person', people[1].personId),
      (to) => (to.pathname = to.pathname.replace('original', 'thumb')),
      (to) => (to.pathname = to.pathname.replace('original', 'anything')),
      (to) => (to.pathname = to.pathname.replace(one.fileId, two.fileId)),
      (to) => (to.pathname = to.pathname.replace(one.fileId, 'nonsense')),
      (to) => (to.pathname = to.pathname.replace(one.fileId, '%00')),
    ];
    for (const change of wrong) await isRefused(changed(change), 'ADDRESS_REFUSED');
    for (const plain of [url.pathname, '/api/v1/files/pack', `${url.pathname}?x=1`])
      await isRefused(plain, 'ADDRESS_REFUSED');
  });

  it('the signature of a pack opens no file, nor that of a file a pack', async () => {
    const { fileId } = await put();
    const file = new URL(await pathOf(clients[0], fileId), 'http://x');
    const { address } = await ask<{ address: { path: string } }>(clients[0], 'file:pack', {
      roomId,
      kind: null,
    });
    const pack = new URL(address.path, 'http://x');
    await isRefused(`${file.pathname}${pack.search}`, 'ADDRESS_REFUSED');
    file.searchParams.set('room', roomId);
    await isRefused(`${pack.pathname}${file.search}`, 'ADDRESS_REFUSED');
    pack.searchParams.set('kind', 'voice');
    await isRefused(`${pack.pathname}${pack.search}`, 'ADDRESS_REFUSED');
  });

  it('after its time an address is refused, to the second', async () => {
    const { fileId } = await put();
    const [address] = await addressesOf(clients[0], [{ fileId, rendition: 'original' }]);
    if (!address) throw new Error('no address');
    const left = Date.parse(address.expires) - clock.now().getTime();
    expect(left).to.be.within(5 * MINUTE - 1_000, 10 * MINUTE);
    clock.forward(left - 1);
    await works(address.path);
    clock.forward(1);
    await isRefused(address.path, 'ADDRESS_REFUSED');
  });

  it('a token that comes along must be of the same person', async () => {
    const { fileId } = await put();
    const path = await pathOf(clients[0], fileId);
    const fresh = await wireClient(server.url, people[0]);
    const other = await wireClient(server.url, people[1]);
    await works(path, { authorization: `Bearer ${fresh.token}` });
    await isRefused(path, 'ADDRESS_REFUSED', { authorization: `Bearer ${other.token}` });
    await isRefused(path, 'NOT_SIGNED_IN', { authorization: 'Bearer nonsense' });
    fresh.close();
    other.close();
  });

  it('whoever signed out is refused with the addresses of that session; another session goes on', async () => {
    const { fileId } = await put();
    const leaving = await wireClient(server.url, people[0]);
    const staying = await wireClient(server.url, people[0]);
    const [path, other] = await Promise.all([pathOf(leaving, fileId), pathOf(staying, fileId)]);
    await works(path);
    await ask(leaving, 'session:sign-out', { everywhere: false });
    await isRefused(path, 'NOT_SIGNED_IN');
    await works(other);
    leaving.close();
    staying.close();
  });

  it('whoever was removed is refused at once, with an address that is good; who comes back is not', async () => {
    const { fileId } = await put();
    const fresh = await wireClient(server.url, people[1]);
    const path = await pathOf(fresh, fileId);
    const { address } = await ask<{ address: { path: string } }>(fresh, 'file:pack', { roomId, kind: null });
    await works(path);
    await works(address.path);
    await seat([people[0]]);
    await isRefused(path, 'NOT_A_MEMBER');
    await isRefused(address.path, 'NOT_A_MEMBER');
    expect(await addressesOf(fresh, [{ fileId, rendition: 'original' }])).to.deep.equal([null]);
    await seat([people[0], people[1]]);
    await works(path);
    fresh.close();
  });

  for (const what of ['a file', 'a pack'] as const)
    it(`a download of ${what} that is under way ends soon after its reader was removed`, async () => {
      const bytes = 48 * MIB;
      const { fileId } = await put({ content: bytesOf(bytes, 11), kind: 'video-note' });
      const fresh = await wireClient(server.url, people[1]);
      const packed = () =>
        ask<{ address: { path: string } }>(fresh, 'file:pack', { roomId, kind: 'video-note' });
      const path = what === 'a file' ? await pathOf(fresh, fileId) : (await packed()).address.path;
      const download = await begin(server.url, path);
      expect(download.response.statusCode).to.equal(200);
      await seat([people[0]]);
      const { bytes: came, complete } = await download.readRest();
      expect(complete).to.equal(false);
      expect(came).to.be.below(bytes / 2); // what lay in the buffers of two sockets, and between two looks
      await seat([people[0], people[1]]);
      fresh.close();
    });

  it('what was taken back is fetched by nobody any more, and has no address', async () => {
    const { fileId, seq } = await put();
    const path = await pathOf(clients[1], fileId);
    await works(path);
    const author = await wireClient(server.url, people[0]);
    await ask(author, 'message:recall', { roomId, seq, why: '' });
    await isRefused(path, 'MESSAGE_RECALLED');
    expect(await addressesOf(author, [{ fileId, rendition: 'original' }])).to.deep.equal([null]);
    author.close();
  });

  for (const state of ['uploading', 'scanning', 'processing', 'refused'] as const)
    it(`a file that is ${state} has no address, not even for who sent it`, async () => {
      const { fileId } = await put({ state });
      expect(await addressesOf(clients[0], [{ fileId, rendition: 'original' }])).to.deep.equal([null]);
    });

  it('a file that is ready no more is refused with an address that was good', async () => {
    const { fileId } = await put();
    const path = await pathOf(clients[0], fileId);
    const file = await server.parts.files.store.byId(fileId);
    if (!file) throw new Error('no file');
    await server.parts.files.store.move(file, { state: 'refused', why: 'virus' }, clock.now());
    await isRefused(path, 'FILE_NOT_READY');
  });

  describe('where unscanned files stay closed', () => {
    let strict: TestNode;
    before(async () => {
      strict = await server.anotherNode({ HUYING_OPEN_UNSCANNED: 'no' });
    });
    after(() => strict.stop());

    it('what no scanner has seen has no address and is not fetched; elsewhere it is', async () => {
      const [seen, unseen] = await Promise.all([put(), put({ scanned: false })]);
      const paths = await Promise.all([seen, unseen].map(({ fileId }) => pathOf(clients[0], fileId)));
      for (const path of paths) await works(path);
      const there = await wireClient(strict.url, people[0]);
      const asked = [seen, unseen].map(({ fileId }) => ({ fileId, rendition: 'original' as const }));
      const addresses = await addressesOf(there, asked);
      expect(addresses.map((address) => address !== null)).to.deep.equal([true, false]);
      const [, path = ''] = paths;
      expect(refusalIn(await get(strict.url, path))).to.include({ code: 'FILE_NOT_READY', status: 409 });
      there.close();
    });
  });

  it('whoever hammers an address is told to wait', async () => {
    const hasty = await server.anotherNode({ HUYING_READS_PER_SECOND: '1' });
    const { fileId } = await put();
    const path = await pathOf(clients[0], fileId);
    const answers = await Promise.all(Array.from({ length: 20 }, () => get(hasty.url, path)));
    const slowed = answers.filter(({ status }) => status === 429);
    expect(slowed).to.have.lengthOf.at.least(5);
    for (const answer of slowed) {
      expect(refusalIn(answer).code).to.equal('TOO_FAST');
      expect(Number(answer.headers.get('retry-after'))).to.be.at.least(1);
    }
    await hasty.stop();
  });

  it('any other method is not known there', async () => {
    const path = await pathOf(clients[0], (await put()).fileId);
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const { status } = await fetch(`${server.url}${path}`, { method });
      expect(status, method).to.be.oneOf([400, 404]);
    }
  });
});
